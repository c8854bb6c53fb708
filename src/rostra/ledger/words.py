"""Full text, as far as it is the same in every store: what is asked for, whether a text has it, and where.

A store's index only narrows down; `Sought` decides, so that all stores find the same in the same order. Chinese, Japanese and
Korean are written without spaces between words: an index knows their texts by `grams`, pairs of neighbouring characters.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cached_property

_WORD = re.compile(r"[^\W_]+")
_CJK = (
    "\u3005-\u3007\u3041-\u3096\u309d-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\uac00-\ud7a3\uff66-\uff9d\U00020000-\U0003fffd"
)
"""Han, kana and Hangul, as the inside of a character class."""
_UNSPACED = re.compile(f"[{_CJK}]")
_PIECE = re.compile(f"[{_CJK}]+|[^{_CJK}]+")
_CHUNK = re.compile(r'"([^"]*)"|([^\s"]+)')
_BEGINS, _ENDS = f"(?<![^\\W_{_CJK}])", f"(?![^\\W_{_CJK}])"
_MOST_WORDS = 16
_LONGEST = 64
"""Characters of a word; of a longer one its beginning is sought."""
_BEFORE, _LENGTH = 60, 200


@dataclass(frozen=True)
class Term:
    """A word, or the words of a phrase, in lower case."""

    words: tuple[str, ...]
    begins: bool = False
    """Its last word may go on."""
    quoted: bool = False

    @cached_property
    def pieces(self) -> tuple[tuple[str, ...], ...]:
        """Phrases that an index has of a text with this term: its words; where they are unspaced, pairs of characters."""
        if not any(map(_UNSPACED.search, self.words)):
            return (self.words,)
        found = (piece for word in self.words for piece in _PIECE.findall(word))
        return tuple(_pairs(piece) if _UNSPACED.match(piece) else (piece,) for piece in found)

    def beginning(self, piece: tuple[str, ...]) -> bool:
        """Whether the last word of a piece is only the beginning of what the index has."""
        return (self.begins and piece == self.pieces[-1]) or (len(piece[-1]) == 1 and bool(_UNSPACED.match(piece[-1])))

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds it in a text in whatever case; group 1 is how a word goes on that was only begun."""
        first, last = self.words[0][0], self.words[-1][-1]
        start = "" if _UNSPACED.match(first) else _BEGINS
        end = "" if _UNSPACED.match(last) else r"([^\W_]*)" if self.begins else _ENDS
        return re.compile(start + r"[\W_]+".join(map(re.escape, self.words)) + end, re.IGNORECASE)


@dataclass(frozen=True)
class Sought:
    """What somebody looks for: texts that have all the terms."""

    terms: tuple[Term, ...]

    def __bool__(self) -> bool:
        return bool(self.terms)

    @property
    def loosened(self) -> Sought | None:
        """The same, the last word being perhaps not typed to its end; None where that changes nothing."""
        *others, last = self.terms or (Term(("",)),)
        if last.begins or last.quoted or len(last.words[0]) < 3 or _UNSPACED.search(last.words[0]):
            return None
        return Sought((*others, Term(last.words, begins=True)))

    def score(self, text: str) -> float:
        """How much a text is about it, by how often it has the terms and how long it is; 0 where it lacks one."""
        total = 0
        for term in self.terms:
            found = sum(1 for _ in term.pattern.finditer(text))
            if not found:
                return 0.0
            total += found
        return total / (1 + math.log(1 + len(text)))

    def places(self, text: str) -> list[tuple[int, int]]:
        """Where the terms are in a text: start and end of each place, in order, none within another."""
        found = sorted(match.span() for term in self.terms for match in term.pattern.finditer(text))
        apart: list[tuple[int, int]] = []
        for start, end in found:
            if apart and start < apart[-1][1]:
                apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
            else:
                apart.append((start, end))
        return apart

    def snippet(self, text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
        """About 200 characters of a text around the first place, on one line; and where the terms are in them."""
        flat = " ".join(text.split())
        places = self.places(flat)
        first = places[0][0] if places else 0
        start = max(0, first - _BEFORE)
        if start:
            start = flat.find(" ", start, first) + 1 or start
        end = start + _LENGTH
        if end < len(flat):
            end = max(flat.rfind(" ", first + 1, end), start + _LENGTH // 2)
        before = "…" if start else ""
        shift = len(before) - start
        marks = tuple((a + shift, min(b, end) + shift) for a, b in places if start <= a < end)
        return f"{before}{flat[start:end]}{'…' if end < len(flat) else ''}", marks


def sought(typed: str) -> Sought:
    """What was typed: words, "phrases", and beginnings* of words. Whatever else was typed is no operator and no error."""
    terms: list[Term] = []
    for phrase, chunk in _CHUNK.findall(typed):
        words = tuple(word[:_LONGEST].lower() for word in _WORD.findall(phrase or chunk))
        if phrase and words:
            terms.append(Term(words[:_MOST_WORDS], quoted=True))
            continue
        long = [len(word) > _LONGEST for word in _WORD.findall(chunk)]
        terms += (
            Term((word,), begins=long[n] or (n == len(words) - 1 and chunk.endswith("*")))
            for n, word in enumerate(words)
        )
    return Sought(tuple(dict.fromkeys(terms))[:_MOST_WORDS])


def asked(words: str) -> tuple[str, ...]:
    """The words of a search, in lower case; whatever else was typed is no operator and no error."""
    return tuple(dict.fromkeys(match.lower() for match in _WORD.findall(words)))[:_MOST_WORDS]


def grams(text: str) -> str | None:
    """What an index is given beside a text: of each stretch without spaces, pairs of characters; None where there is none.

    The stores have this in a column: a change needs a step of the ladder that fills it anew.
    """
    if not _UNSPACED.search(text):
        return None
    found: list[str] = []
    for word in _WORD.findall(text):
        if _UNSPACED.search(word):
            for piece in _PIECE.findall(word):
                found += (*_pairs(piece), piece[-1]) if _UNSPACED.match(piece) and len(piece) > 1 else (piece,)
    return " ".join(found)


def named(*texts: str) -> str:
    """Names as the stores keep them to be found and sorted by: their words in lower case, a space before and after each; at the
    end once more the words that stand inside a stretch without spaces.

    The stores have this in a column: a change needs a step of the ladder that fills it anew.
    """
    words = [word.lower() for text in texts for word in _WORD.findall(text)]
    inside = (piece for word in words if _UNSPACED.search(word) for piece in _PIECE.findall(word))
    return f" {' '.join((*words, *(piece for piece in inside if not _UNSPACED.match(piece))))} "


def in_names(term: Term) -> str:
    """What stands in `named` where a name has the term, or a word that begins with it."""
    words = " ".join(term.words)
    return words if _UNSPACED.match(words) else f" {words}"


def _pairs(piece: str) -> tuple[str, ...]:
    return tuple(piece[n : n + 2] for n in range(len(piece) - 1)) or (piece,)
