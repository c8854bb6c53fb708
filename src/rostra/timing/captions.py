"""Text cut into captions: sentence by sentence, two lines of 42 columns at most. Nothing is lost but space."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator

from rostra.claims import ID, without_markers

COLUMNS = 42
"""Of a line; a Chinese, Japanese or Korean sign takes two."""
LINES = 2
"""Of a caption."""

_BREAK = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff\ufffe\uffff]")
"""What could drive a player, and what turns the order of letters around."""
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_STRONG = re.compile(r"\*\*(?=\S)([^*\n]+?)(?<=\S)\*\*|(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])")
_BEGINS = re.compile(r"^[ \t]*(?:#{1,6}|>|[-*+])[ \t]+", re.MULTILINE)

_END = re.compile(r"[.!?…؟۔]+[\"'”’»)\]]*\s+|[。！？]+[」』）”\"]*\s*")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Dr|Mr|Mrs|Ms|Prof|St|vs|etc|e\.g|i\.e|cf|U\.S|z\.\s?B|d\.\s?h|u\.\s?a|bzw|ca)|\b[A-Z])\.$"
)
_NUMBERED = re.compile(r"\b(?:No|Nr|Fig)\.\s+$")
_WIDE = "\u3005-\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_OPENING = "「『（［｛〔〈《【“"
_CLOSING = "、。，．！？」』）］｝〕〉》】”：；・ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ…"
"""What no line begins with."""
_MARKER = rf"[\[(][^\[\]()\n]{{0,24}}{ID.pattern}[^\[\]()\n]{{0,24}}[\])]\S*"
_TOKEN = re.compile(
    rf"(?:{_MARKER}|[{_OPENING}]*[{_WIDE}]|[^\s{_WIDE}{_OPENING}\[(]+|[{_OPENING}\[(]+[^\s{_WIDE}{_OPENING}\[(]*)[{_CLOSING}]*\s*"
)
"""What stays in one line."""


def plain(text: str) -> str:
    """A text as it is read aloud: without claim markers, Markdown's asterisks and marks at line starts, and control characters."""
    text = _SURROGATE.sub("�", _CONTROL.sub("", _BREAK.sub("\n", text)))
    return _STRONG.sub(lambda said: said[1] or said[2], _BEGINS.sub("", without_markers(text))).strip()


def passages(text: str, *, headed: bool = False) -> tuple[tuple[str, ...], ...]:
    """A text in passages, each said in one breath and shown as one or more captions.

    A caption has at most two lines, with a line feed between them. A short sentence shares its caption with its neighbours, a long
    one is a passage of several captions. `headed`: the first caption has a line less, for the name above it.
    """
    found: list[tuple[str, ...]] = []
    for paragraph in text.split("\n"):
        pending = ""
        for sentence in sentences(" ".join(paragraph.split())):
            if pending and len(wrapped(pending + sentence)) > LINES - (headed and not found):
                found.append(_captions(pending, first=LINES - (headed and not found)))
                pending = ""
            pending += sentence
        if pending:
            found.append(_captions(pending, first=LINES - (headed and not found)))
    return tuple(found)


def sentences(paragraph: str) -> Iterator[str]:
    """The sentences of a paragraph, each with the space behind it."""
    start = 0
    for end in _END.finditer(paragraph):
        if not _goes_on(paragraph, max(start, end.start() - 8), end):
            yield paragraph[start : end.end()]
            start = end.end()
    if paragraph[start:]:
        yield paragraph[start:]


def _goes_on(paragraph: str, start: int, end: re.Match[str]) -> bool:
    """Whether the dot belongs to a word: `Dr. Who`, `No. 5`."""
    if paragraph[end.end() : end.end() + 1].isdigit() and _NUMBERED.search(paragraph, start, end.end()):
        return True
    return bool(_ABBREVIATION.search(paragraph, start, end.start() + 1))


def wrapped(text: str, columns: int = COLUMNS) -> list[str]:
    """A text in lines of so many columns; only a word that is wider is broken, and never inside of a letter."""
    lines: list[str] = []
    line, filled = "", 0
    for token in _tokens(text):
        for piece in _pieces(token, columns):
            if line and filled + width(piece.rstrip()) > columns:
                lines.append(line.rstrip())
                line, filled = "", 0
            line += piece
            filled += width(piece)
    return [*lines, line.rstrip()] if line.strip() else lines


def unwrapped(captions: Iterable[str]) -> str:
    """The text of captions in one line again; Chinese and Japanese go on without a space."""
    text = "\n".join(captions)
    return re.sub(rf"(?<=[{_WIDE}{_CLOSING}])\n|\n(?=[{_WIDE}{_OPENING}])", "", text).replace("\n", " ")


def width(text: str) -> int:
    """Columns of a text."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def _captions(sentence: str, *, first: int) -> tuple[str, ...]:
    lines = _balanced(sentence)
    starts = [0, *range(first, len(lines), LINES)]
    return tuple("\n".join(lines[at:to]) for at, to in zip(starts, [*starts[1:], len(lines)], strict=True))


def _balanced(text: str) -> list[str]:
    """As few lines as there can be, of about the same width."""
    lines = wrapped(text)
    widest = max((width(token.rstrip()) for token in _tokens(text)), default=0)
    for columns in range(max(math.ceil(width(text) / max(1, len(lines))), widest), COLUMNS):
        if len(narrower := wrapped(text, columns)) <= len(lines):
            return narrower
    return lines


def _tokens(text: str) -> list[str]:
    return [found[0] for found in _TOKEN.finditer(text)]


def _pieces(token: str, columns: int) -> Iterator[str]:
    if width(token.rstrip()) <= columns:
        yield token
        return
    piece = ""
    for cluster in _clusters(token):
        if piece and width(piece + cluster.rstrip()) > columns:
            yield piece
            piece = ""
        piece += cluster
    yield piece


def _clusters(text: str) -> Iterator[str]:
    """Letters with all that belongs to them: accents, joined emoji, flags."""
    cluster = ""
    for sign in text:
        joins = not _columns(sign) or cluster.endswith("\u200d") or "\U0001f3fb" <= sign <= "\U0001f3ff"
        flag = len(cluster) == 1 and all("\U0001f1e6" <= each <= "\U0001f1ff" for each in (cluster, sign))
        if cluster and not (joins or flag):
            yield cluster
            cluster = ""
        cluster += sign
    if cluster:
        yield cluster


def _columns(sign: str) -> int:
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1
