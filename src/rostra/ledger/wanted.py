"""Which debates of a store are asked for, and in what order. Every store evaluates it itself, page by page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, get_args

from rostra.errors import WrongUse
from rostra.values import Value

Status = Literal["running", "open", "ended"]
Sort = Literal["newest", "oldest", "updated", "title", "turns", "cost"]
STATUSES: tuple[Status, ...] = get_args(Status)
SORTS: tuple[Sort, ...] = get_args(Sort)

LONGEST_TAG = 40
LONGEST_TITLE = 300


class Wanted(Value):
    """A debate is wanted when all that is given here holds for it."""

    words: str = ""
    """Words in the title, the id or the scenario's name, as `search` reads them; a word also finds what begins with it."""
    said: tuple[str, ...] = ()
    """Ids that are wanted whatever their names: in these debates somebody said the words, as a search found."""
    status: Status | None = None
    format: str | None = None
    tags: tuple[str, ...] = ()
    """It has all of them."""
    owner: str | None = None
    visible_to: str | tuple[str, ...] | None = None
    """Somebody who logged in, by all that they are known as: the debate is theirs, or shared with them. None: no restriction, as where
    nobody logs in. A debate without an owner is visible to nobody who logged in, until it is given to somebody."""
    among: tuple[str, ...] | None = None
    """Only these ids."""
    parents: tuple[str, ...] | None = None
    """Only those that came from one of these ids."""
    deleted: bool = False
    """What lies in the bin, and nothing else."""
    sort: Sort = "newest"

    @property
    def seen_by(self) -> tuple[str, ...] | None:
        """`visible_to`, as people are kept. `WrongUse` for nobody."""
        if self.visible_to is None:
            return None
        return tuple(map(person, (self.visible_to,) if isinstance(self.visible_to, str) else self.visible_to))


EVERYTHING = Wanted()


def tag(text: str) -> str:
    """A tag as it is kept: small letters, single spaces. `WrongUse` for what is no tag."""
    kept = " ".join(text.split()).lower()
    if not kept or len(kept) > LONGEST_TAG or kept[0] in "+-" or "," in kept or not kept.isprintable():
        raise WrongUse(
            f"{text!r} is no tag.",
            remedy=f"A tag has 1 to {LONGEST_TAG} characters, no comma, and no + or - before it.",
        )
    return kept


def tags(texts: Iterable[str]) -> tuple[str, ...]:
    """Several, each once, in order of the alphabet. `WrongUse`."""
    return tuple(sorted({tag(text) for text in texts}))


def person(who: str) -> str:
    """Somebody who logs in, as they are kept: an address or a name in small letters. `WrongUse` for nobody."""
    kept = who.strip().casefold()
    if not kept or not kept.isprintable():
        raise WrongUse(f"{who!r} is nobody.", remedy="Name them as they log in, ann@example.org.")
    return kept


def title(text: str) -> str:
    """A title as it is kept: one line. `WrongUse` for an empty one, or one that is no title any more."""
    kept = " ".join(text.split())
    if not kept or len(kept) > LONGEST_TITLE:
        raise WrongUse(f"{kept[:60]!r} is no title.", remedy=f"A title has 1 to {LONGEST_TITLE} characters.")
    return kept


def ranked(numbers: Mapping[str, int]) -> dict[str, int]:
    """The same, the highest number first, then by the alphabet."""
    return dict(sorted(numbers.items(), key=lambda item: (-item[1], item[0])))
