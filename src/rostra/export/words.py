"""What exports say of a debate in words of their own, and text made fit to stand in a file. Pure."""

from __future__ import annotations

import re

from rostra.debate import Debate

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_END = re.compile("\r\n?|\x85|\u2028|\u2029")
_LINE_ENDS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "\x85\u2028\u2029"}
_UNSEEN = re.compile("[\u200b\u202a-\u202e\u2066-\u2069\ufeff]")


def byline(debate: Debate, who: str) -> str:
    """The name over what somebody said: a seat's byline, or whoever it is, on one line."""
    return one_line(next((seat.byline for seat in debate.cast if seat.name == who), who))


def phase_title(debate: Debate, phase: str) -> str:
    """What people read for a phase; its name where the format has none of that name."""
    return next((each.title for each in debate.format.phases if each.name == phase), phase)


def printable(text: str) -> str:
    """The text without characters that no document may hold; every end of line is one `\\n`."""
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", _UNPRINTABLE.sub("", _LINE_END.sub("\n", text)))


def one_line(text: str) -> str:
    """The text on one line, of which no character turns the direction of what stands beside it."""
    return " ".join(_UNSEEN.sub("", printable(text)).split())


def json_line(written: str) -> str:
    """JSON on one line for readers too to whom other signs end a line: in JSON they stand in strings alone, and have escapes there."""
    return written.translate(_LINE_ENDS)


def cut(text: str, longest: int) -> str:
    """The text, or as many of its words as fit into that many characters, and an ellipsis."""
    if len(text) <= longest:
        return text
    kept = text[: longest - 1]
    return f"{kept[: kept.rfind(' ')] if ' ' in kept[longest // 2 :] else kept}…"
