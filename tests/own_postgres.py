"""A PostgreSQL server of the tests' own, for machines that have its programs and no server running."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path


@cache
def own_server() -> str | None:
    """The URL of a server started for this process and stopped with it; None where its programs are missing."""
    initdb = _program("initdb")
    if initdb is None:
        return None
    # A short path: a socket's has to fit into 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="rostra-pg-"))
    user = None
    if os.geteuid() == 0:  # the server refuses to run as root; Debian's package brings a user for it
        user = "postgres"
        shutil.chown(folder, user, user)
    data = folder / "data"
    control = [str(initdb.with_name("pg_ctl")), "--pgdata", str(data), "--silent"]
    options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"

    def run(*command: str) -> None:
        subprocess.run(command, user=user, cwd=folder, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)

    def stop() -> None:
        run(*control, "--mode", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)

    run(
        str(initdb), "--pgdata", str(data), "--username", "rostra", "--auth", "trust", "--no-sync", "--encoding", "UTF8"
    )
    run(*control, "--wait", "--options", options, "--log", str(folder / "log"), "start")
    atexit.register(stop)
    return f"postgresql://rostra@/postgres?host={folder}"


def _program(name: str) -> Path | None:
    """Debian keeps the server's programs off PATH, a folder a version."""
    packed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which(name)
    return packed[-1] if packed else Path(on_path) if on_path else None
