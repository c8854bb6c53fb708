"""Text to claims and replies, and back; the flow sheet. Pure.

A speaker numbers its claims, `Networks scale. [A2.1]`, and says what it does with others', `(rebuts [B1.3])`. Models write
this in many ways; the reader is lenient, and invents nothing: what it cannot place is recorded as missing.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from rostra.debate import Claim, Relation, Reply

ID = re.compile(r"(?<![\w.])([A-Z]{1,2})(\d{1,3})\.(\d{1,3})(?![\w]|\.\d)")
_GROUP = re.compile(r"[\[(](?:[^\[\]()]|\[[^\[\]]*\])*[\])]")
"""A bracket, with square brackets in it at most one deep."""
_STEMS: tuple[tuple[str, Relation], ...] = (
    ("rebut|refut|contradict|disagree|reject", "rebuts"),
    ("support|agree|endors", "supports"),
    ("conced|grant|accept|acknowledg", "concedes"),
    ("question|challeng|doubt", "questions"),
)
_RELATION = re.compile("|".join(rf"\b(?P<{name}>(?:{stems})\w*)" for stems, name in _STEMS), re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.!?…。！？])[\"'”’»)*_]*\s+|\n+")
_NEAR = (200, 1_000, 4_000)
"""Characters around a marker in which its sentence is looked for, then further: a megabyte of claims is read in seconds, too."""
_ABBREVIATION = re.compile(r"(?:\b(?:Dr|Mr|Mrs|Ms|Prof|St|vs|etc|e\.g|i\.e|cf|No|Fig|U\.S)|\b[A-Z])\.$")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A turn, read."""

    text: str
    """With every own claim numbered in order."""
    claims: tuple[Claim, ...]
    replies: tuple[Reply, ...]
    missing: tuple[str, ...]
    """Ids it cites that do not exist."""


@dataclass(frozen=True, slots=True)
class _Marker:
    """An id inside a bracket, where it stands, and the relation it is given there."""

    id: str
    start: int
    end: int
    group: tuple[int, int]
    relation: Relation | None


def number(text: str, *, mark: str | None, turn: int, known: Collection[str]) -> Numbered:
    """Read a turn's claims and replies.

    `known` are the ids that existed when it was said. An own id that is new becomes the next claim of this turn, whatever number
    the speaker gave it, and the text is corrected; a foreign id that is not known is missing.
    """
    text, ids = _renumbered(text, mark, turn, known)
    return _read(text, list(_markers(text)), ids, mark, known)


def as_numbered(text: str, *, mark: str | None, known: Collection[str]) -> Numbered:
    """Read a turn that was numbered elsewhere: ids stay as they are. Every own id that is new is a claim of this turn."""
    markers = list(_markers(text))
    own = [marker.id for marker in markers if marker.id not in known and split_id(marker.id)[0] == mark]
    return _read(text, markers, own, mark, known)


def _read(
    text: str, markers: list[_Marker], new: Collection[str], mark: str | None, known: Collection[str]
) -> Numbered:
    ids = set(new)
    own = [marker for marker in markers if marker.id in ids]
    leading = bool(markers) and _starts_a_line(text, markers[0].group[0]) and markers[0].id in ids
    claims: dict[str, str] = {}
    replies: dict[tuple[str, Relation], Reply] = {}
    missing: dict[str, None] = {}
    for marker in markers:
        if marker.id in ids:
            if marker.id not in claims:
                claims[marker.id] = _sentence_after(text, marker) if leading else _sentence_before(text, marker)
        elif marker.id in known:
            to_itself = bool(mark) and split_id(marker.id)[0] == mark
            relation = "cites" if to_itself or marker.relation is None else marker.relation
            by = _answering(text, marker, own, leading) if relation != "cites" else None
            replies.setdefault((marker.id, relation), Reply(to=marker.id, relation=relation, by=by))
        else:
            missing[marker.id] = None
    return Numbered(
        text=text,
        claims=tuple(Claim(id=id_, text=sentence) for id_, sentence in claims.items() if sentence),
        replies=_strongest(replies.values()),
        missing=tuple(missing),
    )


def bare_ids(text: str) -> tuple[str, ...]:
    """The ids in brackets with which nothing is said of another's claim, in order: what may be claims."""
    return tuple(dict.fromkeys(marker.id for marker in _markers(text) if marker.relation is None))


def split_id(claim_id: str) -> tuple[str, int, int]:
    """`C2.3` as ("C", 2, 3). ValueError for anything else."""
    match = ID.fullmatch(claim_id)
    if match is None:
        raise ValueError(f"not a claim id: {claim_id!r}")
    return match[1], int(match[2]), int(match[3])


def marks() -> Iterator[str]:
    """The marks of seats, in seating order: A … Z, AA, AB …"""
    letters = [chr(ord("A") + n) for n in range(26)]
    yield from letters
    for first in letters:
        yield from (first + second for second in letters)


def without_markers(text: str) -> str:
    """The text as it would be read aloud: claim numbers and bracketed references gone."""
    for group in reversed(list(_GROUP.finditer(text))):
        if ID.search(group[0]) and not _prose(group[0]):
            start, end = group.span()
            before = text[:start].rstrip(" ")
            after = text[end:]
            if after[:2] in ("'s", "’s"):
                before, after = text[:start], f"{group[0][1:-1]}{after}"  # whose it is would be lost: "[B1.2]'s case"
            glue = "" if not after or after[0] in ".,;:!?)\n " else " "
            text = before + glue + after
    return text.strip()


def sentences(text: str) -> list[str]:
    """The sentences of a text without markers, in order."""
    found: list[str] = []
    for piece in _SENTENCE_END.split(without_markers(text)):
        piece = piece.strip()
        if found and _ABBREVIATION.search(found[-1]):
            found[-1] = f"{found[-1]} {piece}"
        elif piece:
            found.append(piece)
    return found


def _prose(group: str) -> bool:
    """Whether a bracket says more than references: a remark that happens to cite stays."""
    rest = _RELATION.sub("", ID.sub("", group))
    return len(re.findall(r"\w+", rest)) > 4


def _markers(text: str) -> Iterator[_Marker]:
    for group in _GROUP.finditer(text):
        relation: Relation | None = None
        last = 0
        for match in ID.finditer(group[0]):
            said = list(_RELATION.finditer(group[0][last : match.start()]))
            if said:
                relation = _named(said[-1])
            elif last == 0:
                relation = _trailing(group[0]) or _spoken(text[max(0, group.start() - 40) : group.start()])
            last = match.end()
            start = group.start() + match.start()
            yield _Marker(match[0], start, start + len(match[0]), group.span(), relation)


def _named(match: re.Match[str]) -> Relation:
    return match.lastgroup  # type: ignore[return-value]


def _trailing(group: str) -> Relation | None:
    """`[B1.1: rebuts]`."""
    last = list(ID.finditer(group))[-1]
    said = _RELATION.search(group, last.end())
    return _named(said) if said else None


def _spoken(before: str) -> Relation | None:
    """`I concede [B1.1]`, `to rebut claim [B1.1]`: the relation among the last words before the bracket."""
    words = re.split(r"[.!?\n]", before)[-1].split()[-3:]
    said = list(_RELATION.finditer(" ".join(words)))
    return _named(said[-1]) if said else None


def _renumbered(text: str, mark: str | None, turn: int, known: Collection[str]) -> tuple[str, list[str]]:
    """The text with its own new ids numbered 1, 2, … of this turn, and those ids."""
    if not mark:
        return text, []
    new: dict[str, str] = {}
    pieces: list[str] = []
    end = 0
    for marker in _markers(text):
        if split_id(marker.id)[0] != mark or marker.id in known:
            continue
        given = new.setdefault(marker.id, f"{mark}{turn}.{len(new) + 1}")
        pieces += [text[end : marker.start], given]
        end = marker.end
    return "".join([*pieces, text[end:]]), list(new.values())


def _starts_a_line(text: str, position: int) -> bool:
    return not re.sub(r"[\s*_>#-]|\d+\.", "", text[text.rfind("\n", 0, position) + 1 : position])


def _sentence_before(text: str, marker: _Marker) -> str:
    end = marker.group[0]
    return _clean(_first_whole(sentences(text[max(0, end - near) : end])[::-1] for near in _NEAR))


def _sentence_after(text: str, marker: _Marker) -> str:
    start = marker.group[1]
    return _clean(_first_whole(sentences(text[start : start + near]) for near in _NEAR))


def _first_whole(found: Iterable[list[str]]) -> str:
    """The sentence nearest to a marker: whole once another one is seen beyond it."""
    nearest: list[str] = []
    for nearest in found:
        if len(nearest) > 1:
            break
    return nearest[0] if nearest else ""


def _clean(sentence: str) -> str:
    return re.sub(r"^[\s>*_#:–—-]+|[\s*_]+$", "", re.sub(r"\*\*|__", "", sentence))


def _answering(text: str, marker: _Marker, own: list[_Marker], leading: bool) -> str | None:
    """The own claim a reply belongs to, of the markers of own claims: in the same sentence, or numbered just before it."""
    place = bisect(own, marker.start, key=lambda each: each.start)
    before, after = own[max(0, place - 1) : place], own[place : place + 1]
    if before and (leading or not _between(text, before[0], marker)):
        return before[0].id
    return after[0].id if after and len(_between(text, marker, after[0])) <= 1 else None


def _between(text: str, one: _Marker, other: _Marker) -> list[str]:
    return sentences(text[one.group[1] : min(other.group[0], one.group[1] + _NEAR[-1])])


def _strongest(replies: Collection[Reply]) -> tuple[Reply, ...]:
    """A claim answered with a relation needs no bare mention beside it."""
    answered = {reply.to for reply in replies if reply.relation != "cites"}
    return tuple(reply for reply in replies if reply.relation != "cites" or reply.to not in answered)
