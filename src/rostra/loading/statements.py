"""Prose -> positions: what a file without Positions can be taken to argue. Sentences are selected, never made up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rostra.loading.markdown import Block, blocks, plain, take_links
from rostra.loading.positions import Position, Said, Sheet, read_positions, whole
from rostra.loading.sentences import dangles, has_finite_verb, is_imperative, sentences, words

MOST_POSITIONS = 24
MOST_REASONS = 6
MOST_LETTERS = 600
LONGEST = 45
"""Words of one statement."""

_NOT_VIEWS = re.compile(
    r"\b(frameworks?|process(es)?|checklists?|examples?|templates?|workflows?|steps?|outputs?|formats?|tools?|styles?|tone|voice|"
    r"communication|protocols?|deliverables?|usage|instructions?|guidelines?|responses?|capabilit(y|ies)|responsibilit(y|ies)|"
    r"integrations?|commands?|config(uration)?|metrics|phases?|setup|invoked?|invocation|interactions?|tasks?|biograph(y|ical)|"
    r"background|bio|career|education|awards?|sources?|references|reading|sample|prompts?|questions?|expertise|skills?|duties|"
    r"triggers?|constraints|boundaries|schema|implementation|architecture considerations|dynamics|coordination|handoffs?|"
    r"goals?|inputs?|verification|errors?|context|pre-?conditions|prerequisites|documentation|testing|validation|scope|"
    r"troubleshooting|tooling|pitfalls|candidates|indicators|considerations|features?|presets|phrases|never argues|how to|when to|who you are|identity|role|mission|objectives?|requirements?|rules?|patterns?)\b",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"(you(?:['’]re| are)|your\b|as an? [\w -]+, you|act as|i(?:['’]m| am) (?:an?|the|[A-Z])|my name|an? [^.,]{0,60}\b(?:specialist|expert|agent|engineer|assistant)\b|i (?:respond|help|"
    r"specialize|specialise|assist|provide|offer|will|can|use|always|start|begin|approach|see this as|bring|combine|work)\b|"
    r"my (?:feedback|role|job|task|goal|mission|approach|name|style|background|work|research)\b|when (?:asked|invoked|you|users?|the "
    r"user|responding|a user)|if (?:asked|the user|a user|you(?:['’]re)? (?:un|asked))|remember|note|important|this (?:agent|persona))\b",
    re.IGNORECASE,
)
_BIOGRAPHY = re.compile(
    r"\b(was born|born in|graduated|ph\.?d|phd|professor|turing award|nobel|awarded|won the|co-?founded|founder of|founded|"
    r"years of experience|career|worked (?:at|with|for)|joined|renowned|pioneer(?:ed|s)?|degree|chief \w+ officer|citations)\b",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(r"[\[\]{}<>|=→✓✗✅❌☐]|://|\bTODO\b|\.\.\.$|…$|\w\(\)")
_SHOUTED = re.compile(
    r"\b(MUST|NEVER|ALWAYS|NOT|CAN|CANNOT|DO|READ|CHECK|CRITICAL|IMPORTANT|WARNING|ONLY|BEFORE|WHEN|ALL)\b"
)
_CODE = re.compile(r"\b\w+_\w+|\w/\w+[/.]|\b[\w-]+\.[a-z]{1,4}\b(?!\.)|--\w|&")
_ASIDE = re.compile(r"\([^()]*\)")
_TITLE = re.compile(r"^(?:\d+[.)]\s*)?\*\*([^*]+)\*\*:?$|^__([^_]+)__:?$")
_LABEL = re.compile(r"^(?:\*\*|__)([^*_]{2,60}?)(?:\*\*|__)\s*[:–—-]\s*|^(?:\*\*|__)([^*_]{2,60}?):(?:\*\*|__)\s*")
_QUOTED = re.compile(r"^[\"“](.+)[\"”][.,]?$", re.DOTALL)
_ARGUES = re.compile(
    r"^you (?:argue|contend|maintain|claim|insist|hold|think|say|assert|warn|point out|stress|emphasi[sz]e|note) that ",
    re.I,
)
_STANCES = re.compile(
    r"^you (believe|think|hold that|reject|doubt|see|value|prefer|distrust|favou?r|oppose|support|advocate|worry|fear|trust|want|"
    r"question|refuse|defend|regard|consider|expect|suspect|hope|disagree|agree|do not believe|don['’]t believe|are convinced|"
    r"are skeptical|are sceptical|are worried|are optimistic|are not worried)\b",
    re.IGNORECASE,
)
_YOU = {"you are": "I am", "you're": "I'm", "you’re": "I’m", "yourself": "myself", "yours": "mine", "your": "my"}
_YOU_WORD = re.compile(r"\b(you are|you're|you’re|yourself|yours|your|you)\b", re.IGNORECASE)
_YOU_SUBJECT = re.compile(
    r"(^|[,;]|\b(and|or|but|that|because|which|when|if|as|than|what|how|where|while|so))\s*$", re.IGNORECASE
)


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
        for position in _positions(group, said):
            found.append(position)
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
    return not any(_NOT_VIEWS.search(_topic(title)) for title in (group.title, *path.values()))


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
    if _QUOTED.match(text) or not _arguable(text) or _key(text) in said:
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
    about = _about(about) if about and not _NOT_VIEWS.search(about) else ""
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
        sentence = _first_person(sentence[:MOST_LETTERS])
        if dangles(sentence) or re.search(r"\bsuch (?!as\b)\w+s\b", sentence):
            follows = follows and len(words(f"{kept[-1]} {sentence}")) <= LONGEST and _sound(sentence)
            if follows:
                kept[-1] = f"{kept[-1]} {whole(sentence)}"
            continue
        follows = _arguable(sentence)
        if follows:
            kept.append(whole(sentence))
    return kept


def _first_person(sentence: str) -> str:
    """`You argue that X` -> `X`; `You believe X` -> `I believe X`."""
    argued = _ARGUES.match(sentence)
    if argued:
        rest = sentence[argued.end() :]
        return _mine(rest[:1].upper() + rest[1:])
    return _mine(sentence) if _STANCES.match(sentence) else sentence


def _mine(text: str) -> str:
    def turned(found: re.Match[str]) -> str:
        subject = "I" if _YOU_SUBJECT.search(text[: found.start()]) else "me"
        return _YOU.get(found.group().lower(), subject)

    return _YOU_WORD.sub(turned, text)


def _arguable(sentence: str) -> bool:
    spoken = len(words(_ASIDE.sub(" ", sentence)))
    return (
        5 <= spoken <= LONGEST
        and _sound(sentence)
        and not is_imperative(sentence)
        and not _ROLE.match(sentence)
        and has_finite_verb(sentence)
    )


def _sound(sentence: str) -> bool:
    """Not a question, a lead-in, a placeholder or a line of somebody's life."""
    return not (
        sentence.endswith(("?", ":", '?"', "?”"))
        or re.match(r"(?:\S+ ){0,3}\S+:\s", sentence)
        or re.match(r"you\b", sentence, re.IGNORECASE)
        or _PLACEHOLDER.search(sentence)
        or _SHOUTED.search(sentence)
        or _CODE.search(sentence)
        or _BIOGRAPHY.search(sentence)
        or not (sentence[:1].isupper() or sentence[:1].isdigit())
    )


def _about(title: str) -> str:
    """`1. "Self-Supervised Learning" - My Current Obsession` -> `self-supervised learning`; empty where no noun is left."""
    text = re.sub(r"^(on|about|my|the question of)\s+", "", _topic(title), flags=re.IGNORECASE)
    if not 1 <= len(text.split()) <= 6 or has_finite_verb(text) or _NOT_VIEWS.search(text):
        return ""
    return " ".join(word if _is_name(word) else word.lower() for word in text.split())


def _topic(title: str) -> str:
    """What a title names, without number, quotation marks and whatever a dash adds."""
    text = _unnumbered(title)
    quoted = re.match(r"[\"“]([^\"”]+)[\"”]", text)
    named = quoted.group(1) if quoted else re.split(r"\s[-–—]\s|:\s", _ASIDE.sub("", text))[0]
    return re.sub(r"^[^\w]+", "", named).strip(" .:")


def _unnumbered(title: str) -> str:
    return re.sub(r"^(?:\d+|[IVX]+)[.):]\s*", "", title.strip())


def _is_name(word: str) -> bool:
    """`AI`, `LeCun`, `GPT-4`: written with capitals past the first letter."""
    return any(letter.isupper() for letter in re.sub(r"(^|-)\w", "", word)) or any(letter.isdigit() for letter in word)


def _key(text: str) -> str:
    return " ".join(words(text))
