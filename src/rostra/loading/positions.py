"""The persona convention: what a persona holds, and what they answer when told otherwise. A pure parser of a body.

    ## Positions
    ### Scaling alone will not get us to general intelligence
    - Because: The scaling laws are a generalization about a few years, not a law of physics.
    - When told "bigger networks keep getting better": Benchmarks went up, and trust hardly moved.

The offline model speaks these sentences and lint judges them; to a language model they are simply part of the body.
"""

from __future__ import annotations

import re
from typing import Literal, get_args

from pydantic import Field

from rostra.loading.markdown import Block, blocks, plain, take_links
from rostra.values import Value

Move = Literal["opens", "disagrees", "concedes", "supports", "closes", "asks"]
"""What a phrase is used for."""

_MOVES: dict[str, Move] = {move: move for move in get_args(Move)}
_SECTIONS = {"phrases": "phrases", "positions": "positions", "never argues": "never_argues", "ideas": "ideas"}
_QUOTED = r"(?:\"[^\"]*\"|“[^”]*”|«[^»]*»)"
_SEPARATOR = r"(?: ?,? ?(?:or|and) | ?[,;/] ?)"
_TOLD = re.compile(rf"(agrees )?when told ?({_QUOTED}(?:{_SEPARATOR}{_QUOTED})*+) ?: ?(.*)", re.IGNORECASE)
# Possessive: a line of a thousand themes and no colon is read once, not in every way it could be split.
_TOLD_BARE = re.compile(r"(agrees )?when told (?:that )?([^:\"“«]+): (.*)", re.IGNORECASE)
_KEYED = re.compile(r"([A-Za-z][A-Za-z ]{0,30}?)\s*:\s+(.*)", re.S)


class Said(Value):
    """A sentence of the file, as it is spoken: without markup, its links kept apart."""

    text: str
    line: int
    """Within the body, from 1."""
    urls: tuple[str, ...] = ()


class Told(Value):
    """What is answered when somebody argues one of these themes."""

    themes: tuple[str, ...]
    retort: str
    line: int
    """Within the body, from 1."""
    urls: tuple[str, ...] = ()


class Position(Value):
    """A claim a persona holds, and all that belongs to it."""

    heading: str
    """The claim, a sentence with its full stop."""
    line: int
    """Of the heading, within the body, from 1."""
    about: str = ""
    """A noun phrase; empty when not given."""
    because: tuple[Said, ...] = ()
    evidence: tuple[Said, ...] = ()
    when_told: tuple[Told, ...] = ()
    agrees_when_told: tuple[Told, ...] = ()
    grants: tuple[Said, ...] = ()
    asks: tuple[Said, ...] = ()


class Sheet(Value):
    """All that a persona has to say."""

    phrases: dict[Move, tuple[Said, ...]] = Field(default_factory=dict)
    positions: tuple[Position, ...] = ()
    never_argues: tuple[Said, ...] = ()
    ideas: tuple[Said, ...] = ()
    unread: tuple[Said, ...] = ()
    """Lines of these sections that the convention has no meaning for; for lint."""
    curated: bool = True
    """Whether the file gives Positions; False when statements were drawn from its prose."""

    def said(self, move: Move) -> tuple[str, ...]:
        """The phrases for a move, in the file's order."""
        return tuple(phrase.text for phrase in self.phrases.get(move, ()))


def read_positions(body: str) -> Sheet:
    """The sections Phrases, Positions, Never argues and Ideas of a body; an empty sheet where there are none."""
    reader = _Reader()
    section, level = "", 0
    for block in blocks(body):
        if block.kind == "heading":
            title = plain(block.text).rstrip(":").casefold()
            if title in _SECTIONS:
                section, level = _SECTIONS[title], block.level
            elif section and block.level <= level:
                section = ""
            elif section == "positions":
                reader.open(block)
        elif section:
            reader.take(section, block)
    return reader.sheet()


def whole(text: str) -> str:
    """The sentence with its full stop."""
    text = text.strip()
    return text if not text or text[-1] in '.!?…"”' else f"{text}."


class _Draft:
    """A position being read."""

    def __init__(self, block: Block) -> None:
        self.heading = whole(plain(take_links(block.text)[0]))
        self.line = block.line
        self.about = ""
        self.said: dict[str, list[Said]] = {"because": [], "evidence": [], "grants": [], "asks": []}
        self.when_told: list[Told] = []
        self.agrees: list[Told] = []

    def position(self) -> Position:
        kept = {key: tuple(said) for key, said in self.said.items()}
        return Position(
            heading=self.heading,
            line=self.line,
            about=self.about,
            when_told=tuple(self.when_told),
            agrees_when_told=tuple(self.agrees),
            because=kept["because"],
            evidence=kept["evidence"],
            grants=kept["grants"],
            asks=kept["asks"],
        )


class _Reader:
    def __init__(self) -> None:
        self._drafts: list[_Draft] = []
        self._phrases: dict[Move, list[Said]] = {}
        self._lists: dict[str, list[Said]] = {"never_argues": [], "ideas": [], "unread": []}

    def open(self, block: Block) -> None:
        self._drafts.append(_Draft(block))

    def take(self, section: str, block: Block) -> None:
        if section in ("never_argues", "ideas"):
            if block.kind == "item":
                self._lists[section].append(_said(block.text, block.line))
            return
        understood = self._phrase(block) if section == "phrases" else self._line(block)
        if not understood and block.kind == "item":
            self._lists["unread"].append(_said(block.text, block.line))

    def sheet(self) -> Sheet:
        return Sheet(
            phrases={move: tuple(said) for move, said in self._phrases.items()},
            positions=tuple(draft.position() for draft in self._drafts),
            never_argues=tuple(self._lists["never_argues"]),
            ideas=tuple(self._lists["ideas"]),
            unread=tuple(self._lists["unread"]),
        )

    def _phrase(self, block: Block) -> bool:
        key, said = _keyed(block)
        if key not in _MOVES:
            return False
        self._phrases.setdefault(_MOVES[key], []).append(said)
        return True

    def _line(self, block: Block) -> bool:
        if not self._drafts or block.kind != "item":
            return False
        draft = self._drafts[-1]
        told = _told(block)
        if told:
            agrees, answer = told
            (draft.agrees if agrees else draft.when_told).append(answer)
            return True
        key, said = _keyed(block)
        if key == "about":
            draft.about = said.text.rstrip(".")
        elif key in draft.said:
            draft.said[key].append(said)
        else:
            return False
        return True


def _keyed(block: Block) -> tuple[str, Said]:
    """The key of a list item, in small letters, and its value; an empty key where it has none."""
    said = _said(block.text, block.line)
    found = _KEYED.match(said.text) if block.kind == "item" else None
    return (found.group(1).casefold(), said.model_copy(update={"text": found.group(2)})) if found else ("", said)


def _told(block: Block) -> tuple[bool, Told] | None:
    """Whether they agree when told so, and the answer; None for any other line."""
    said = _said(block.text, block.line)
    found = _TOLD.match(said.text)
    if found:
        themes = tuple(theme[1:-1].strip(" .") for theme in re.findall(_QUOTED, found.group(2)))
    else:
        found = _TOLD_BARE.match(said.text)
        themes = (found.group(2).strip(" ."),) if found else ()
    if not found or not found.group(3).strip() or not all(themes):
        return None
    return bool(found.group(1)), Told(themes=themes, retort=found.group(3), line=said.line, urls=said.urls)


def _said(text: str, line: int) -> Said:
    spoken, urls = take_links(text)
    return Said(text=plain(spoken), line=line, urls=urls)
