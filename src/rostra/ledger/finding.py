"""From the places that a store's index names to the hits that people see: the same in every store."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import NamedTuple

from rostra.ledger.base import Hit
from rostra.ledger.words import Sought

CANDIDATES = 400
"""How many places a search looks at, the newest; among these the best come first."""


class Place(NamedTuple):
    """A title or an entry that may have the words."""

    debate: str
    title: str
    seq: int | None
    """None for the title itself."""
    kind: str
    text: str
    body: str

    @classmethod
    def of_title(cls, debate: str, title: str) -> Place:
        """A debate's title as a place."""
        return cls(debate, title, None, "title", title, "")


def found(places: Callable[[Sought], Iterable[Place]], sought: Sought, limit: int) -> tuple[Hit, ...]:
    """The hits among the places that a store has for what is sought; where they are few, also for words that begin like the last."""
    hits = _best(places(sought), sought, limit)
    if len(hits) < limit and (looser := sought.loosened):
        known = {(hit.debate, hit.seq) for hit in hits}
        more = (place for place in places(looser) if (place.debate, place.seq) not in known)
        hits += _best(more, looser, limit - len(hits))
    return tuple(hits)


def _best(places: Iterable[Place], sought: Sought, limit: int) -> list[Hit]:
    """Those that have all the words: titles first, then the best; among equals in the order given."""
    scored = [(place.seq is not None, -sought.score(place.text), place) for place in places]
    best = sorted((each for each in scored if each[1]), key=lambda each: each[:2])
    return [_hit(place, sought) for *_, place in best[:limit]]


def _hit(place: Place, sought: Sought) -> Hit:
    snippet, marks = sought.snippet(place.text)
    return Hit(
        debate=place.debate,
        title=place.title,
        seq=place.seq,
        kind=place.kind,
        claim=_claim(place, sought),
        snippet=snippet,
        marks=marks,
    )


def _claim(place: Place, sought: Sought) -> str | None:
    """The id of the claim in which the first of the words stand."""
    if '"claims"' not in place.body:
        return None
    start, _ = sought.places(place.text)[0]
    for id_, where, *_ in json.loads(place.body).get("claims", ()):
        begins, length = where if isinstance(where, list) else (place.text.find(where), len(where))
        if 0 <= begins <= start < begins + length:
            return str(id_)
    return None
