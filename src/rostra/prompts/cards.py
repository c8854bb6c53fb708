"""What a model reads of a persona: the body, without what serves only the offline matcher."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from rostra.debate import Seat

ANSWERS_SHOWN = 3
"""Authored answers of one position that a prompt carries, and as many agreements.
From three a model hears how somebody answers; the matcher needs one for
every argument it may meet, and each costs 50 tokens in every prompt."""

_LINK = re.compile(r"\s*\(\[[^\]]*\]\([^)\s]*\)\)|\[([^\]]*)\]\([^)\s]*\)")
_OTHER_THEMES = re.compile(
    r"^(\s*[-*] (?:Agrees when|When) told \"[^\"\n]*\")(?:(?:,| or)+ \"[^\"\n]*\")+(?=:)", re.MULTILINE
)
_ANSWER = re.compile(r"[-*] (Agrees when|When) told \"")


def card(seat: Seat) -> str:
    """The whole body of a persona, without links, the phrasings of a theme after its first, and a position's answers after its third."""
    body = _LINK.sub(lambda match: match[1] or "", seat.persona.body).strip()
    body = _OTHER_THEMES.sub(r"\1", body)
    return "\n".join(_with_few_answers(body.split("\n"))) or seat.persona.description


def _with_few_answers(lines: list[str]) -> Iterator[str]:
    shown = Counter[str]()
    skipping = False
    for line in lines:
        if line.startswith("#"):
            shown.clear()
        if answer := _ANSWER.match(line):
            shown[answer[1]] += 1
            skipping = shown[answer[1]] > ANSWERS_SHOWN
        elif not line.strip() or line[0] in "-*#":
            skipping = False
        if not skipping:
            yield line
