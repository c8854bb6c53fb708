"""A turn being composed: lines in paragraphs up to a number of words, and their claims numbered."""

from __future__ import annotations

from dataclasses import dataclass

from rostra.debate import Relation, Seat
from rostra.loading.sentences import sentences

_SAYS_ENOUGH = 7
"""Words of a sentence that can stand as a claim: “Ten percent of what?” cannot."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence or two, with what they do."""

    text: str
    claim: bool = False
    """Its first sentence gets a number."""
    answers: tuple[Relation | None, str] | None = None
    """The relation to a claim, and its id; None for a claim it only stands beside."""


class Turn:
    """A turn being composed: paragraphs of lines, up to a number of words."""

    def __init__(self, words: int) -> None:
        self.paragraphs: list[list[Line]] = []
        self._left = words
        self._said: set[str] = set()

    def room(self, words: int = 12) -> bool:
        """Whether that many words still fit."""
        return self._left >= words

    def new(self, text: str) -> bool:
        """Whether this turn does not say it already."""
        return text not in self._said

    def add(self, *lines: Line, joined: bool = False) -> None:
        """A paragraph, or more of the last one."""
        if joined and self.paragraphs:
            self.paragraphs[-1].extend(lines)
        else:
            self.paragraphs.append(list(lines))
        for line in lines:
            self._left -= len(line.text.split())
            self._said.add(line.text)

    def written(self, seat: Seat, ordinal: int) -> str:
        """The text, claims numbered in the order they stand."""
        numbered = 0
        paragraphs = []
        for lines in self.paragraphs:
            texts = []
            for line in lines:
                mark = ""
                if line.claim:
                    numbered += 1
                    mark = f"[{seat.mark}{ordinal}.{numbered}]"
                texts.append(_marked(line, mark))
            paragraphs.append(" ".join(texts))
        return "\n\n".join(paragraphs)


def _marked(line: Line, mark: str) -> str:
    """The line with its number, and what it answers, after its first sentence that says enough to be quoted."""
    said = sentences(line.text) or (line.text,)
    at = next((n for n, sentence in enumerate(said) if len(sentence.split()) >= _SAYS_ENOUGH), 0) + 1
    marks = [mark] if mark else []
    if line.answers:
        relation, to = line.answers
        marks.append(f"({relation or 'beside'} [{to}])")
    return " ".join([*said[:at], *marks, *said[at:]])
