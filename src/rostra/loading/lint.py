"""What keeps a persona file from being spoken well: the sentences of its Positions are said aloud as they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from rostra.errors import did_you_mean
from rostra.loading.english import ORDINARY
from rostra.loading.markdown import blocks, take_links
from rostra.loading.personas import Loaded, inspect_persona, inspect_text
from rostra.loading.positions import Move, Position, Said, Sheet, Told, read_positions
from rostra.loading.sentences import dangles, may_have_verb, sentences, words
from rostra.persona import Persona
from rostra.values import Value

POSITIONS = range(12, 17)
ROLE_POSITIONS = range(8, 13)
"""A role speaks in a panel or a brainstorm among four others; a thinker carries a debate."""
PHRASES = range(3, 5)
PHRASINGS = range(2, 5)
"""Ways a theme is put."""
RETORTS = 2
REASONS = 2
RETORT_WORDS = range(6, 46)
PHRASE_WORDS = 20
ABOUT_WORDS = 8
ALIKE = 0.8
"""Jaccard similarity of five-word sequences from which two sentences count as the same."""

_KEYS = ("About", "Because", "Evidence", "When told", "Agrees when told", "Grants", "Asks")
_QUOTE = re.compile(r"[\"“]([^\"“”]+)[\"”]")
_TO_THE_THEME = re.compile(r"(?:that|this|then|so|yet|but|and)\b", re.IGNORECASE)
"""An answer is said after the theme it answers, and may point back to it."""
_ANYTHING = {"systems", "things", "people", "world", "today", "future", "question", "questions", "machines", "argument"}


class Finding(Value):
    """Something to mend."""

    line: int | None = None
    """In the file, from 1; None where it concerns the whole file."""
    severity: Literal["error", "warning"]
    text: str


class _Line(NamedTuple):
    """A sentence of the sheet that is spoken."""

    key: str
    text: str
    line: int
    urls: tuple[str, ...] = ()


def check_persona(path: Path) -> tuple[Finding, ...]:
    """All that is to mend in a persona file, by line. BadFile when it cannot be read at all."""
    return _checked(*inspect_persona(path))


def check_text(text: str, file: str) -> tuple[Finding, ...]:
    """The same for a text, tidied already; `file` names it in messages."""
    return _checked(*inspect_text(text, file))


def _checked(loaded: Loaded, body_line: int) -> tuple[Finding, ...]:
    notes = [Finding(line=note.line, severity="error", text=note.text) for note in loaded.warnings]
    found = lint(loaded.persona, read_positions(loaded.persona.body), body_line=body_line)
    return tuple(sorted([*notes, *found], key=lambda finding: finding.line or 0))


def lint(persona: Persona, sheet: Sheet, *, body_line: int = 1) -> tuple[Finding, ...]:
    """The findings on what a persona says; `body_line` is the line of the file that the body begins on."""
    found = [*_front_matter(persona), *_links(persona, sheet)]
    if sheet.positions:
        found += [
            *_unread(sheet),
            *_counts(sheet, ROLE_POSITIONS if persona.kind == "role" else POSITIONS),
            *_phrases(sheet),
            *_twice(sheet, body_line - 1),
        ]
        for position in sheet.positions:
            found += [*_position(position), *_themes(position)]
        for spoken in _spoken(sheet):
            found += [*_sentence(spoken), *_person(spoken, persona)]
    else:
        found.append(_warn(None, "has no `## Positions`: the offline model can only pick statements from its prose."))
    shifted = (
        finding.model_copy(update={"line": finding.line + body_line - 1}) if finding.line else finding
        for finding in found
    )
    return tuple(sorted(shifted, key=lambda finding: finding.line or 0))


def _front_matter(persona: Persona) -> Iterator[Finding]:
    if not persona.description:
        yield _warn(None, "has no description: lists show nothing about it.")
    if persona.kind is None:
        yield _warn(None, "has no kind: it counts as possibly a real person. Say real-person, role or fictional.")
    if persona.kind == "real-person":
        if not persona.sources:
            yield _error(None, "is a real person without sources.")
        if persona.as_of is None:
            yield _error(None, "is a real person without as_of, the day the facts were true.")


def _links(persona: Persona, sheet: Sheet) -> Iterator[Finding]:
    """Links belong to Evidence and `sources`; everything else reaches prompts and mouths."""
    evidence = {said.line for position in sheet.positions for said in position.evidence}
    for block in blocks(persona.body):
        if block.line not in evidence and take_links(block.text)[1]:
            yield _error(block.line, "holds a link; links belong in Evidence or in the front matter's sources.")


def _unread(sheet: Sheet) -> Iterator[Finding]:
    for said in sheet.unread:
        key = said.text.partition(":")[0].strip()
        names = (*_KEYS, *(move.capitalize() for move in get_args(Move)))
        yield _error(said.line, f"is not understood: {key[:40]!r}. {did_you_mean(key, names)}".strip())


def _counts(sheet: Sheet, wanted: range) -> Iterator[Finding]:
    count = len(sheet.positions)
    if count not in wanted:
        yield _warn(sheet.positions[0].line, f"{count} positions; write {_span(wanted)}.")
    for move in get_args(Move):
        phrases = sheet.phrases.get(move, ())
        if not phrases:
            yield _warn(None, f"has no phrase for {move.capitalize()!r}.")
        elif len(phrases) not in PHRASES:
            yield _warn(phrases[0].line, f"{len(phrases)} phrases for {move.capitalize()!r}; write {_span(PHRASES)}.")
    if not sheet.never_argues:
        yield _warn(None, "has no `## Never argues`.")


def _phrases(sheet: Sheet) -> Iterator[Finding]:
    """A phrase goes with any claim, so it may not hold a point of its own."""
    topics = {word for position in sheet.positions for word in words(position.about) if len(word) > 4} - _ANYTHING
    for phrases in sheet.phrases.values():
        for phrase in phrases:
            said = words(phrase.text)
            held = sorted(topics.intersection(said))
            if held:
                yield _warn(phrase.line, f"the phrase carries content ({', '.join(held)}); it is said about anything.")
            if len(said) > PHRASE_WORDS:
                yield _warn(phrase.line, f"the phrase has {len(said)} words; {PHRASE_WORDS} at most.")


def _position(position: Position) -> Iterator[Finding]:
    if not position.about:
        yield _error(position.line, "the position has no About, the noun phrase it is listed under.")
    elif len(position.about.split()) > ABOUT_WORDS:
        yield _warn(position.line, f"About should be a short noun phrase, not {position.about!r}.")
    if len(position.because) < REASONS:
        yield _warn(position.line, f"the position has {len(position.because)} Because; give {REASONS} or more.")
    if len(position.when_told) < RETORTS:
        yield _warn(position.line, f"the position has {len(position.when_told)} When told; give {RETORTS} or more.")
    for evidence in position.evidence:
        if not evidence.urls:
            yield _warn(evidence.line, "the Evidence has no link to where it was read.")
    for told in (*position.when_told, *position.agrees_when_told):
        length = len(words(told.retort))
        if length not in RETORT_WORDS:
            yield _warn(told.line, f"the answer has {length} words; {_span(RETORT_WORDS)} can be spoken in a turn.")


def _themes(position: Position) -> Iterator[Finding]:
    for told in (*position.when_told, *position.agrees_when_told):
        fewest = 1 if told in position.agrees_when_told else PHRASINGS.start
        if not fewest <= len(told.themes) < PHRASINGS.stop:
            yield _warn(
                told.line,
                f"{len(told.themes)} {'phrasing' if len(told.themes) == 1 else 'phrasings'} of the theme; write {_span(PHRASINGS)}.",
            )
        for theme in told.themes:
            if not _is_that_clause(theme):
                yield _error(told.line, f"the theme does not go after 'the point is that': {theme!r}.")


def _is_that_clause(theme: str) -> bool:
    first = theme.split()[0] if theme.split() else ""
    capital = first[:1].isupper() and first not in ("I", "I'm") and not _is_name(theme)
    return may_have_verb(theme) and not capital and first.lower() != "that" and not theme.endswith(("?", ":"))


def _is_name(theme: str) -> bool:
    """Whether the capital at its beginning is a name's: an acronym, or a word that no sentence-start list knows."""
    first = re.sub(r"['’]s$", "", theme.split()[0])
    return any(letter.isupper() or letter.isdigit() for letter in first[1:]) or first.lower() not in ORDINARY


def _spoken(sheet: Sheet) -> Iterator[_Line]:
    for phrases in sheet.phrases.values():
        yield from (_Line("Phrase", said.text, said.line, said.urls) for said in phrases)
    for position in sheet.positions:
        yield _Line("heading", position.heading, position.line)
        yield from _lines("Because", position.because)
        yield from _lines("Evidence", position.evidence)
        yield from _lines("Grants", position.grants)
        yield from _lines("Asks", position.asks)
        yield from _answers("When told", position.when_told)
        yield from _answers("Agrees when told", position.agrees_when_told)


def _lines(key: str, said: tuple[Said, ...]) -> Iterator[_Line]:
    return (_Line(key, each.text, each.line, each.urls) for each in said)


def _answers(key: str, told: tuple[Told, ...]) -> Iterator[_Line]:
    return (_Line(key, each.retort, each.line, each.urls) for each in told)


def _sentence(spoken: _Line) -> Iterator[Finding]:
    """Whole, and understood by somebody who heard nothing before it."""
    if spoken.key == "Phrase":
        return
    text = spoken.text.strip()
    ends = text.rstrip("\"'”’)")
    first = sentences(text)[0] if text else ""
    asks = ends.endswith("?")
    if not ends.endswith((".", "!", "?")) or not (text[:1].isupper() or text[:1] in '"“' or text[:1].isdigit()):
        yield _error(spoken.line, f"{spoken.key}: is not a whole sentence: {_clip(text)}.")
    elif not asks and not may_have_verb(text):
        yield _warn(spoken.line, f"{spoken.key}: seems to have no verb: {_clip(text)}.")
    if spoken.key == "Asks" and not asks:
        yield _error(spoken.line, f"Asks: is not a question: {_clip(text)}.")
    answer = spoken.key in ("When told", "Agrees when told")
    if dangles(first) and not (answer and _TO_THE_THEME.match(first)):
        yield _error(spoken.line, f"{spoken.key}: leans on a sentence before it; name its subject: {_clip(text)}.")
    for quote in _QUOTE.findall(text):
        if len(words(quote)) > 3 and not spoken.urls:
            yield _error(spoken.line, f"{spoken.key}: quotes {_clip(quote)} without a source.")


def _person(spoken: _Line, persona: Persona) -> Iterator[Finding]:
    """They speak of themselves as `I`."""
    surname = persona.display_name.split()[-1]
    if persona.kind != "role" and re.search(rf"\b{re.escape(surname)}\b", spoken.text):
        yield _warn(spoken.line, f"{spoken.key}: speaks of {surname} from outside; it is said in the first person.")


def _twice(sheet: Sheet, shift: int) -> Iterator[Finding]:
    """The same content sentence in two places would be said twice in one debate."""
    found = [
        (spoken.line, sentence, _fives(sentence))
        for spoken in _spoken(sheet)
        if spoken.key != "Phrase"
        for sentence in sentences(spoken.text)
        if len(words(sentence)) >= 8
    ]
    for (line, _, first), (later, sentence, second) in combinations(found, 2):
        if len(first & second) >= ALIKE * len(first | second):
            yield _error(max(line, later), f"says again what line {min(line, later) + shift} says: {_clip(sentence)}.")


def _fives(text: str) -> frozenset[tuple[str, ...]]:
    said = words(text)
    return frozenset(tuple(said[at : at + 5]) for at in range(len(said) - 4))


def _clip(text: str) -> str:
    return repr(text if len(text) <= 60 else f"{text[:57].rstrip()}…")


def _span(span: range) -> str:
    return f"{span.start}–{span.stop - 1}"


def _error(line: int | None, text: str) -> Finding:
    return Finding(line=line, severity="error", text=text)


def _warn(line: int | None, text: str) -> Finding:
    return Finding(line=line, severity="warning", text=text)
