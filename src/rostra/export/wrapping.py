"""Plain text in lines of a given width, as terminals and mail show it: wide characters count twice, and may stand at a line's end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len

WIDTH = 78
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
"""Where a line may end; a no-break space is none."""
_WIDE = "\u3000-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
"""Scripts written without spaces between words."""
_NO_BEGINNING = (
    r",.;:!?)\]}%’”、。，．・：；？！…‥ー～」』）］｝】〉》〕々ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ"
    "\u0300-\u036f\u200d\u3099-\u309c\ufe00-\ufe0f\U000e0100-\U000e01ef"
)
_NO_END = r"(\[{‘“「『（［｛【〈《〔" + "\u200d"
_BETWEEN = re.compile(
    rf"(?<=[{_WIDE}])(?<![{_NO_END}])(?![{_NO_BEGINNING}])(?!$)|(?<!^)(?<![{_NO_END}])(?=[{_WIDE}])(?![{_NO_BEGINNING}])"
)


def wrapped(text: str, first: str = "", rest: str | None = None, width: int = WIDTH) -> str:
    """The text in lines; `first` and `rest` stand before the first line and before the others. A longer word keeps its line to itself."""
    rest = first if rest is None else rest
    lines, line, used = [], first, cell_len(first)
    fresh = True
    for piece, spaced in _pieces(text):
        wide = cell_len(piece)
        if not fresh and used + spaced + wide > width:
            lines.append(line)
            line, used, fresh = rest, cell_len(rest), True
        gap = " " if spaced and not fresh else ""
        line, used, fresh = line + gap + piece, used + len(gap) + wide, False
    return "\n".join(each.rstrip(" ") for each in [*lines, line])


def underlined(text: str, with_: str) -> str:
    """A heading."""
    lines = wrapped(text)
    return f"{lines}\n{with_ * max(map(cell_len, lines.splitlines()), default=0)}"


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """What is never broken, and whether a space stands before it."""
    for word in _SPACE.split(text.strip(" \t\r\n\f\v")):
        for index, piece in enumerate(_BETWEEN.split(word)):
            if piece:
                yield piece, index == 0
