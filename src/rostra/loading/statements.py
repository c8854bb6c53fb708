"""Prose -> positions: what a file without Positions can be taken to argue. Sentences are selected, never made up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rostra.loading.arguable import LONGEST, MOST_LETTERS, arguable, first_person, names_no_view, sound, without_asides
from rostra.loading.markdown import Block, blocks, plain, take_links
from rostra.loading.positions import Position, Said, Sheet, read_positions, whole
from rostra.loading.sentences import dangles, has_finite_verb, sentences, words

MOST_POSITIONS = 24
MOST_REASONS = 6

_TITLE = re.compile(r"^(?:\d+[.)]\s*)?\*\*([^*]+)\*\*:?$|^__([^_]+)__:?$")
_LABEL = re.compile(r"^(?:\*\*|__)([^*_]{2,60}?)(?:\*\*|__)\s*[:–—-]\s*|^(?:\*\*|__)([^*_]{2,60}?):(?:\*\*|__)\s*")
_QUOTED = re.compile(r"^[\"“](.+)[\"”][.,]?$", re.DOTALL)


class _Group(NamedTuple):
    """A stretch of text under one title."""

    title: str
    line: int
    blocks: list[Block]


class _Spoken(NamedTuple):
    text: str
    line: int
    about: str = ""


def read_sheet(body: str) -> Sheet:
    """What a persona has to say: its Positions, or, where the file gives none, the statements of its prose."""
    sheet = read_positions(body)
    return (
        sheet
        if sheet.positions
        else sheet.model_copy(update={"positions": tuple(read_statements(body)), "curated": False})
    )


def read_statements(body: str) -> tuple[Position, ...]:
    """The arguable statements of any Markdown text, by heading or bold title; the first or quoted one is the claim."""
    said: set[str] = set()
    found: list[Position] = []
    for group in _groups(body):
        found.extend(_positions(group, said))
    return tuple(found[:MOST_POSITIONS])


def _groups(body: str) -> Iterator[_Group]:
    """Groups whose own title and whose headings above are about views, not about how to work."""
    path: dict[int, str] = {}
    group = _Group("", 1, [])
    for block in blocks(body):
        title = _title(block)
        if not title:
            group.blocks.append(block)
            continue
        if _views(group, path):
            yield group
        if block.kind == "heading":
            path = {level: above for level, above in path.items() if level < block.level} | {block.level: title}
        group = _Group(title, block.line, [])
    if _views(group, path):
        yield group


def _views(group: _Group, path: dict[int, str]) -> bool:
    titles = (group.title, *path.values())
    return not any(names_no_view(_topic(title)) and not arguable(_unnumbered(title)) for title in titles)


def _title(block: Block) -> str:
    if block.kind == "heading":
        return plain(block.text)
    bold = _TITLE.match(block.text)
    return plain(bold.group(1) or bold.group(2)) if bold else ""


def _positions(group: _Group, said: set[str]) -> Iterator[Position]:
    """A paragraph and the list below it make one position; a list of its own makes one of each item."""
    draft: list[_Spoken] = []
    in_prose = False
    heading = _heading(group, said)
    if heading:
        draft, in_prose = [heading], True
    for block in group.blocks:
        spoken = list(_statements(block, said))
        if not spoken:
            # A lead-in such as "I hold that:" says nothing itself, and ends what came before.
            in_prose = in_prose and (block.kind == "item" or bool(heading))
            continue
        joins = bool(draft) and in_prose and (block.kind == "item" or bool(heading))
        if not joins:
            yield from _position(draft, group)
            draft, in_prose = [], block.kind == "paragraph"
        draft.extend(spoken)
    yield from _position(draft, group)


def _heading(group: _Group, said: set[str]) -> _Spoken | None:
    text = _unnumbered(group.title)
    if _QUOTED.match(text) or not arguable(text) or _key(text) in said:
        return None
    said.add(_key(text))
    return _Spoken(whole(text), group.line)


def _position(draft: list[_Spoken], group: _Group) -> Iterator[Position]:
    if not draft:
        return
    claim, *reasons = draft
    yield Position(
        heading=claim.text,
        line=claim.line,
        about=claim.about or _about(group.title),
        because=tuple(Said(text=reason.text, line=reason.line) for reason in reasons[:MOST_REASONS]),
    )


def _statements(block: Block, said: set[str]) -> Iterator[_Spoken]:
    text, _ = take_links(block.text)
    label = _LABEL.match(text)
    about = plain(label.group(1) or label.group(2)) if label else ""
    text = plain(text[label.end() :] if label else text)
    if text.endswith(":"):
        return
    quote = _QUOTED.match(text)
    if quote and '"' not in quote.group(1):
        text = quote.group(1)
    about = _about(about) if about and not names_no_view(about) else ""
    for statement in _joined(sentences(text)):
        key = _key(statement)
        if key not in said:
            said.add(key)
            yield _Spoken(statement, block.line, about)


def _joined(found: Iterable[str]) -> list[str]:
    """The arguable ones; a sentence that needs the one before it is said with it, or not at all."""
    kept: list[str] = []
    follows = False
    for sentence in found:
        sentence = first_person(sentence[:MOST_LETTERS])
        if dangles(sentence) or re.search(r"\bsuch (?!as\b)\w+s\b", sentence):
            follows = follows and len(words(f"{kept[-1]} {sentence}")) <= LONGEST and sound(sentence)
            if follows:
                kept[-1] = f"{kept[-1]} {whole(sentence)}"
            continue
        follows = arguable(sentence)
        if follows:
            kept.append(whole(sentence))
    return kept


def _about(title: str) -> str:
    """`1. "Self-Supervised Learning" - My Current Obsession` -> `self-supervised learning`; empty where no noun is left."""
    text = re.sub(r"^(on|about|my|the question of)\s+", "", _topic(title), flags=re.IGNORECASE)
    if not 1 <= len(text.split()) <= 6 or has_finite_verb(text) or names_no_view(text):
        return ""
    return " ".join(word if _is_name(word) else word.lower() for word in text.split())


def _topic(title: str) -> str:
    """What a title names, without number, quotation marks and whatever a dash adds."""
    text = _unnumbered(title)
    quoted = re.match(r"[\"“]([^\"”]+)[\"”]", text)
    named = quoted.group(1) if quoted else re.split(r"\s[-–—]\s|:\s", without_asides(text))[0]
    return re.sub(r"^[^\w]+", "", named).strip(" .:")


def _unnumbered(title: str) -> str:
    return re.sub(r"^(?:\d+|[IVX]+)[.):]\s*", "", title.strip())


def _is_name(word: str) -> bool:
    """`AI`, `LeCun`, `GPT-4`: written with capitals past the first letter."""
    return any(letter.isupper() for letter in re.sub(r"(^|-)\w", "", word)) or any(letter.isdigit() for letter in word)


def _key(text: str) -> str:
    return " ".join(words(text))
