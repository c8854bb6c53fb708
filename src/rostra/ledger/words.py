"""Full text, as far as it is the same in every store: the words asked for, and the place where they were found."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W_]+")
_MOST_WORDS = 16
_BEFORE, _LENGTH = 60, 200


def asked(words: str) -> tuple[str, ...]:
    """The words of a search, in lower case; whatever else was typed is no operator and no error."""
    return tuple(dict.fromkeys(match.lower() for match in _WORD.findall(words)))[:_MOST_WORDS]


def counted(text: str, words: tuple[str, ...]) -> int:
    """How often the words occur in a text; 0 where one of them does not."""
    tokens = [match.lower() for match in _WORD.findall(text)]
    counts = [tokens.count(word) for word in words]
    return sum(counts) if all(counts) else 0


def snippet(text: str, words: tuple[str, ...]) -> str:
    """About 200 characters of a text around the first of the words, on one line."""
    flat = " ".join(text.split())
    first = min((match.start() for match in _WORD.finditer(flat) if match[0].lower() in words), default=0)
    start = max(0, first - _BEFORE)
    if start:
        start = flat.find(" ", start, first) + 1 or start
    end = start + _LENGTH
    if end < len(flat):
        end = max(flat.rfind(" ", first + 1, end), start + _LENGTH // 2)
    return f"{'…' if start else ''}{flat[start:end]}{'…' if end < len(flat) else ''}"
