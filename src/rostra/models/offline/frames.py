"""The fixed linking phrases: all an offline speaker says that does not stand in its file. None carries an argument."""

from __future__ import annotations

import re

from rostra.debate import Seat
from rostra.loading.positions import Move
from rostra.loading.sentences import is_imperative

_CLAUSE = re.compile(r"(?<=[,;:])\s+|\s+(?=(?:and|but|because|which|when|while|so|than|if)\s)")
QUOTE_WORDS = 13
BRIEF_WORDS = 9
_NO_CLAUSE = frozenset(
    {"But", "And", "So", "Yes", "No", "Then", "Perhaps", "Give", "Take", "Ask", "Let", "Put", "Show", "Change", "Move"}
)

QUOTES = (
    "{name}, you say “{quote}”.",
    "“{quote}”, says {name}.",
    "I heard {name} say “{quote}”.",
    "{name} told us: “{quote}”.",
)
UNNAMED_QUOTES = tuple(frame for frame in QUOTES if not frame.endswith("{name}."))
"""A letter before a full stop reads like an initial, which ends no sentence."""
REPORTS = ("{name} holds that {clause}.", "You say, {name}, that {clause}.", "{name} tells us that {clause}.")
BRIEFLY = ("“{quote}”, {name}?",)
LOOSELY = ("To the argument that {theme}, I have a reply.", "If the point is that {theme}, I answer this.")
BESIDE = ("{name} says “{quote}”. I would begin elsewhere.", "Beside {name}'s “{quote}” I would put something else.")
STANDS_BY = ("{name} met my [{mine}] with [{theirs}]. I stand by it.", "Against [{theirs}] I keep to my [{mine}].")
TURNS_TO = ("Next, {about}.", "Let me come to {about}.", "A word on {about}.", "One more thing, {about}.")
ANSWERS = ("You ask about {about}.", "On {about}, I can be plain.", "The question touches {about}.")
WEIGHS = ("Weigh my [{mine}] against {name}'s [{theirs}].", "Set {name}'s [{theirs}] beside my [{mine}], and choose.")
LEFT_OPEN = ("Nobody met my [{mine}], “{quote}”.", "My [{mine}] still waits for an answer: “{quote}”.")

PHRASES: dict[Move, tuple[str, ...]] = {
    "opens": ("Let me say where I stand.",),
    "disagrees": ("I see that differently.", "I do not think so.", "That is where we part."),
    "concedes": ("I grant that.", "There you are right."),
    "supports": ("I am with you on that.", "That is my view too."),
    "closes": ("I leave it there.",),
    "asks": ("Then tell me:", "So I ask:"),
}
"""For files that bring no phrases of their own."""


_NAMES = frozenset(
    {"King", "Midas", "China", "America", "Europe", "Alan", "Turing", "English", "Apple", "OpenAI", "Anthropic"}
)
_OWN = re.compile(r"\b(?:I|me|my|mine|we|us|our|you|your)\b", re.IGNORECASE)


def reported(sentence: str) -> str | None:
    """A sentence as it stands after “that”; None where it cannot be said of somebody else, or is too long to be said again."""
    words = sentence.split()
    if (
        _OWN.search(sentence)
        or len(words) > 18
        or sentence.rstrip()[-1:] != "."
        or words[0] in _NO_CLAUSE
        or is_imperative(sentence)
    ):
        return None
    return as_clause(sentence)


def is_linking(sentence: str) -> bool:
    """Whether a sentence is one of these frames: somebody taking up, turning to or pointing at something."""
    return bool(_FRAME.match(sentence))


def called(seat: Seat, *, unnamed: bool = False) -> str:
    """How others address a seat: people by their first name, roles by their whole title; where names are hidden, as models read it."""
    if unnamed and seat.mark:
        return f"Participant {seat.mark}"
    name = seat.persona.display_name
    return name if seat.persona.kind == "role" else name.split()[0]


def clipped(sentence: str, most: int = QUOTE_WORDS) -> str:
    """At most thirteen words of a sentence, or so many, cut where a clause ends; without its full stop."""
    bare = sentence.strip().rstrip(".!?").strip('“”"')
    words = bare.split()
    if len(words) <= most:
        return bare
    kept = ""
    for clause in _CLAUSE.split(bare):
        longer = f"{kept} {clause}".strip()
        if len(longer.split()) > most:
            break
        kept = longer
    if len(kept.split()) < 4:
        kept = " ".join(words[: most - 1])
    return kept.rstrip(",;: ") + " …"


def as_clause(theme: str) -> str:
    """A theme as it stands after “that”."""
    bare = theme.strip().rstrip(".!?")
    first = bare.split()[0] if bare else ""
    keep = (
        first in {"I", "AI"} or first[1:] != first[1:].lower() or (first.isupper() and first != "A") or first in _NAMES
    )
    return bare if keep else bare[:1].lower() + bare[1:]


_ALL = (*QUOTES, *REPORTS, *BRIEFLY, *LOOSELY, *BESIDE, *STANDS_BY, *TURNS_TO, *ANSWERS, *WEIGHS, *LEFT_OPEN)
_FRAME = re.compile("|".join(re.sub(r"\\{\w+\\}", ".+", re.escape(frame)) for frame in _ALL))
