"""A program on a pseudo-terminal."""

from __future__ import annotations

import os
import pty
import re
import select
import sys
import time
from collections.abc import Callable

from cli_helpers import PROGRAM

ESCAPES = re.compile(rb"\x1b\[[0-9;?]*[A-Za-z]|\x1b[()][A-Z0-9]|\r")


class Terminal:
    """A program on a pseudo-terminal of 80 columns."""

    def __init__(self, *arguments: str, **environment: str) -> None:
        path = os.pathsep.join(sys.path)
        settings = {"TERM": "xterm-256color", "COLUMNS": "80", "LINES": "30", "PYTHONPATH": path, **environment}
        self.pid, self._file = pty.fork()
        if self.pid == 0:
            os.execve(PROGRAM[0], [*PROGRAM, *arguments], {**os.environ, **settings})
        self.raw = b""

    @property
    def text(self) -> str:
        return ESCAPES.sub(b"", self.raw).decode(errors="replace")

    def read_until(self, seen: Callable[[str], bool], seconds: float = 40) -> None:
        end = time.monotonic() + seconds
        while not seen(self.text):
            ready, _, _ = select.select([self._file], [], [], max(0, end - time.monotonic()))
            assert ready, f"never seen; the screen has:\n{self.text[-2000:]}"
            try:
                self.raw += os.read(self._file, 65_536)
            except OSError:
                assert seen(self.text), f"the program ended; the screen has:\n{self.text[-2000:]}"

    def type(self, keys: str) -> None:
        os.write(self._file, keys.encode())

    def exit_code(self) -> int:
        while True:
            try:
                if not (more := os.read(self._file, 65_536)):
                    break
                self.raw += more
            except OSError:
                break
        os.close(self._file)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
