"""A debate without the names of people: every possibly real person, and every human, gets a neutral name that stays the same.

Seats are called by the letters of their claims, so that "Speaker A" makes the claims A1.1, A1.2 … Roles keep their names. What people are
known by otherwise stays where it is said: names are replaced, and nobody is made unknowable.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Set
from pathlib import PurePath
from typing import Any, Literal, TypeVar, get_args, get_origin

from pydantic import BaseModel

from rostra.debate import Debate, Decision, Notice, Question, Seat
from rostra.disclosure import RENAMED
from rostra.persona import Persona
from rostra.scenario import SeatPlan

V = TypeVar("V", bound=BaseModel)
_NOBODY = ("The audience", "budget")
"""Words for who did something that are nobody's name."""
_TITLES = frozenset(
    ("dr", "prof", "professor", "sir", "dame", "lord", "lady", "mr", "mrs", "ms", "mx", "rev", "jr", "sr", "phd", "md")
)
_KEPT = frozenset({"model", "language", "code"})
"""Fields of words that the program reads."""
_PARTICLES = frozenset(
    (
        "al",
        "bin",
        "da",
        "de",
        "del",
        "della",
        "den",
        "der",
        "di",
        "dos",
        "du",
        "el",
        "ibn",
        "la",
        "le",
        "van",
        "von",
        "y",
    )
)
_TOKEN = re.compile(r"\S+")
_DOMAIN = re.compile(r"\w\.(?:com|org|net|edu|ai|io)\b")
_GAP = r"(?:\s+|[_.\-])"
_ID = re.compile(r"[a-z0-9._/\-]+")


def pseudonymous(debate: Debate) -> Debate:
    """The debate with other names. It is a debate of another id, and says that names were replaced."""
    people = dict(_people(debate))
    if not people:
        return debate
    pen = _Pen(debate, people)
    cast = tuple(_seated(pen, seat) if seat.name in people else pen.anew(seat) for seat in debate.cast)
    said = Notice(code=RENAMED, text="The names of people were replaced in this document.", at=debate.created, after=0)
    return debate.model_copy(
        update={
            "id": f"{pen.words(debate.id)}-pseudonyms",
            "title": pen.words(debate.title),
            "scenario": pen.anew(debate.scenario),
            "format": pen.anew(debate.format),
            "cast": cast,
            "lineage": pen.anew(debate.lineage) if debate.lineage else None,
            "entries": (said, *map(pen.anew, debate.entries)),
        }
    )


def _people(debate: Debate) -> Iterator[tuple[str, str]]:
    """Whoever is to have another name, by the name the debate knows them by, and that name."""
    voters = 0
    for seat in debate.cast:
        voters += seat.role == "audience"
        if seat.human or seat.persona.kind != "role":
            yield seat.name, _called(seat, voters)
    seats = {seat.name for seat in debate.cast}
    put = [entry.by for entry in debate.entries if isinstance(entry, Question | Decision)]
    guests = dict.fromkeys([*(each.by for each in debate.scenario.questions), *put])
    yield from (
        (who, f"Person {number}")
        for number, who in enumerate((each for each in guests if each not in seats and each not in _NOBODY), start=1)
    )


def _called(seat: Seat, voters: int) -> str:
    if seat.role == "moderator":
        return "Moderator"
    return (
        f"Voter {voters}"
        if seat.role == "audience"
        else f"Speaker {seat.mark}"
        if seat.mark
        else f"Speaker {seat.name}"
    )


def _seated(pen: _Pen, seat: Seat) -> Seat:
    """A seat under its new name. What its file says beside the text is left out: portraits, links, keys of its own."""
    name, persona = pen.people[seat.name], seat.persona
    sources = tuple(pen.anew(source).model_copy(update={"url": ""}) for source in persona.sources)
    neutral = Persona(
        name=_slug(name),
        display_name=name,
        description=pen.words(persona.description),
        model=persona.model,
        kind=persona.kind,
        body=pen.words(persona.body),
        as_of=persona.as_of,
        sources=sources,
    )
    return pen.anew(seat.model_copy(update={"persona": neutral})).model_copy(update={"name": _slug(name)})


class _Pen:
    """Writes values again, with other names in them."""

    def __init__(self, debate: Debate, people: Mapping[str, str]) -> None:
        self.people = people
        seats = {seat.name: seat.persona for seat in debate.cast}
        self._exact = {who: _slug(name) if who in seats else name for who, name in people.items()}
        everyday, subject = _words(debate)
        self._names: dict[str, str] = {}
        whole, alone = set[str](), set[str]()
        for who, name in people.items():
            known = (who, seats[who].name, seats[who].display_name) if who in seats else (who,)
            common = everyday if who in seats else everyday | subject
            for each in known:
                for form, is_whole in _forms(each, common):
                    self._names.setdefault(_key(form), name)
                    (whole if is_whole else alone).add(form)
        self._pattern = _pattern(whole, alone)
        self._in_ids = _in_ids(self._names)
        self._hints = {form.split(" ")[0] for form in self._names}
        self._handles = tuple(found for form in self._names if len(found := re.sub(r"[\W_]", "", form)) >= 4)

    def words(self, text: str) -> str:
        """A text with other names."""
        if _ID.fullmatch(text) and not _links(text):
            return self._in_ids.sub(lambda match: _slug(self._names[_key(match[0])]), text)
        low = text.casefold()
        if not any(word in low for word in self._hints):
            return text
        return self._pattern.sub(self._renamed, _TOKEN.sub(self._linked, text) if _links(text) else text)

    def anew(self, value: V) -> V:
        """A value with other names in all of its texts. What the program reads stays."""
        if isinstance(value, SeatPlan):
            value = value.model_copy(update={"persona": PurePath(value.persona).stem})
        return value.model_copy(
            update={
                name: self._any(getattr(value, name))
                for name, field in type(value).model_fields.items()
                if name not in _KEPT and not _is_literal(field.annotation)
            }
        )

    def _any(self, value: Any) -> Any:
        match value:
            case str():
                return self._exact.get(value) or self.words(value)
            case BaseModel():
                return self.anew(value)
            case tuple() | list():
                return type(value)(map(self._any, value))
            case dict():
                return {self._any(key): self._any(each) for key, each in value.items()}
            case _:
                return value

    def _renamed(self, match: re.Match[str]) -> str:
        said = match[0]
        name = self._names[_key(said)]
        return _slug(name) if said == said.lower() and re.search(r"[-_.]", said) else name

    def _linked(self, match: re.Match[str]) -> str:
        """Of a link or an address in which a name can be read there is left that it was there."""
        if not _links(match[0]):
            return match[0]
        letters = re.sub(r"[\W_]", "", match[0].casefold())
        if not any(handle in letters for handle in self._handles):
            return match[0]
        return "" if match[0] == match.string else "[link left out]"


def _forms(name: str, common: Set[str]) -> Iterator[tuple[str, bool]]:
    """How a name is said: whole, by the last name, and by others that are no everyday words here."""
    if re.fullmatch(r"[^\s]+", name) and name == name.lower() != name.upper():
        words = [word for word in re.split(r"[-_.]", name) if word]  # an id
        if len(words) > 1:
            yield " ".join(words), True
            yield from ((word.title(), False) for word in words if len(word) > 2 and word not in common)
        return
    words = [word for word in re.split(r"[\s,()\"“”]+", name) if word]
    core = [word for word in words if word.strip(".").casefold() not in _TITLES and len(word.strip(".")) > 1]
    if not core or any(word == word.lower() != word.upper() for word in core if word not in _PARTICLES):
        # "A person watching" and "bell hooks": the words of which are others' words too.
        if len(words) > 1:
            yield " ".join(words), True
        return
    for several in (words, core):
        if len(several) > 1:
            yield " ".join(several), True
    for word in core:
        said = word.casefold()
        if said not in _PARTICLES and ((word is core[-1] and len(core) > 1) or said not in common):
            yield word, False


def _pattern(whole: Set[str], alone: Set[str]) -> re.Pattern[str]:
    """Finds whole names in any case, and single words as names are written."""
    written = {form: f"(?i:{re.escape(form).replace(chr(92) + ' ', _GAP)})" for form in whole}
    for form in alone:
        either = dict.fromkeys([form, form.upper()] if len(form) > 2 else [form])
        written.setdefault(form, f"(?:{'|'.join(map(re.escape, either))})")
    longest = sorted(written, key=lambda form: (-len(form), form))
    # A whole word, in scripts that have spaces between words.
    spaced = "|".join(written[form] for form in longest if not _is_wide(form))
    wide = "|".join(written[form] for form in longest if _is_wide(form))
    return re.compile("|".join(filter(None, (wide, spaced and rf"(?<!\w)(?:{spaced})(?!\w)"))) or "(?!)")


def _in_ids(names: Iterable[str]) -> re.Pattern[str]:
    """Finds names inside of ids."""
    forms = sorted(
        (re.escape(form).replace(chr(92) + " ", "[-_.]") for form in names), key=lambda form: (-len(form), form)
    )
    return re.compile(rf"(?<![a-z0-9])(?:{'|'.join(forms)})(?![a-z0-9])" if forms else "(?!)")


def _is_wide(form: str) -> bool:
    return any(unicodedata.east_asian_width(edge) in "WF" for edge in (form[0], form[-1]))


def _words(debate: Debate) -> tuple[Set[str], Set[str]]:
    """Words that are written small somewhere in the debate, and those of its subject: the scenario and whoever speaks."""
    scenario = debate.scenario
    written = [scenario.title, scenario.motion, scenario.background, *(seat.persona.body for seat in debate.cast)]
    said = [
        text for entry in debate.entries for text in (getattr(entry, "text", ""), getattr(entry, "says", "")) if text
    ]
    subject = _letters(written)
    everyday = [word for word in [*subject, *_letters(said)] if word.islower()]
    return frozenset(everyday), frozenset(map(str.casefold, subject))


def _letters(texts: Iterable[str]) -> list[str]:
    tokens = [token for text in texts for token in text.split() if not _links(token)]
    return re.findall(r"[^\W\d_]+", " ".join(tokens))


def _links(token: str) -> bool:
    return "://" in token or "www." in token or "@" in token or _DOMAIN.search(token) is not None


def _key(name: str) -> str:
    return re.sub(r"[\s_.\-]+", " ", name).strip().casefold()


def _slug(name: str) -> str:
    return name.lower().replace(" ", "-")


def _is_literal(annotation: object) -> bool:
    return any(get_origin(each) is Literal for each in (annotation, *get_args(annotation)))
