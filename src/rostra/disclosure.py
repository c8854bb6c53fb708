"""What stands first on every screen and in every document: who is simulated, and by what."""

from __future__ import annotations

from rostra.debate import Debate, Idea, Seat, Turn
from rostra.persona import SIMULATED_SUFFIX

OFFLINE = (
    "Offline demo: no language model. Each sentence comes from the speaker's file or a fixed linking phrase; matching is automatic "
    "and can miss. Simulated; not a statement by the real person. Add a model for a real argument."
)
SIMULATED = (
    "A simulated debate: the speakers are computer personas and their words were written by a language model. Nothing here was said, "
    "written or approved by the real people named."
)
ROLES = "A simulated debate: the speakers are computer personas, and their words were written by a language model."
EDITED = "Turns marked edited were changed by a person: no speaker said them so."
EARLIER = "Some turns from before the fork are sentences of their speaker's file, without a language model."
IMPORTED = (
    "An imported transcript: it was not staged here. Names and words are as the file gives them; who spoke, and whether anybody said "
    "this, Rostra does not know."
)
MIXED = "Seats marked offline speak sentences of their file, without a language model."
RENAMED = "pseudonyms"
"""The code of the notice in a debate whose people have other names."""
RENAMED_ONLY = "The names of people were replaced, by “Speaker A” and the like."
NAMELESS = "Simulated all the same: only the names of people were replaced, by “Speaker A” and the like."


def disclosure(debate: Debate) -> str:
    """The sentences that say what this debate is; shown before anything else."""
    said = _said(debate)
    renamed = any(entry.kind == "notice" and entry.code == RENAMED for entry in debate.entries)
    if not renamed:
        return said
    return f"{said} {RENAMED_ONLY}" if any(seat.imported for seat in debate.cast) else f"{said} {NAMELESS}"


def _said(debate: Debate) -> str:
    if any(seat.imported for seat in debate.cast):
        return _imported(debate)
    debaters = debate.all_debaters
    models = {seat.model for seat in debate.debaters if not seat.human}
    earlier = _written_before(debate)
    edited = f" {EDITED}" if any(isinstance(entry, Turn | Idea) and entry.edited_by for entry in debate.entries) else ""
    if models | earlier == {"offline"}:
        return f"{OFFLINE}{edited}"
    real = any(seat.persona.kind != "role" for seat in debaters if not seat.human)
    said = SIMULATED if real else ROLES
    people = [seat.persona.display_name for seat in debaters if seat.human]
    if people:
        said = f"{said} The seat of {' and '.join(people)} was held by a person."
    if "offline" in models:
        said = f"{said} {MIXED}"
    elif "offline" in earlier:
        said = f"{said} {EARLIER}"
    return f"{said}{edited}"


def _written_before(debate: Debate) -> set[str]:
    """What wrote the turns that a fork copied: its seats may have other models since."""
    if debate.lineage is None:
        return set()
    debaters = {seat.name for seat in debate.all_debaters}
    return {turn.model for turn in debate.claimants if turn.model and turn.seat in debaters}


def kind_of(debate: Debate) -> str:
    """What a debate is, in two words, for titles and keywords."""
    return "imported transcript" if any(seat.imported for seat in debate.cast) else "simulated debate"


def author(debate: Debate) -> str:
    """Who is named as a document's author: never anybody who is simulated in it, nor anybody whose words were read from a file."""
    return f"Rostra ({kind_of(debate)})"


def simulated(debate: Debate) -> tuple[str, ...]:
    """The names of the possibly real people who are simulated here, for machines."""
    return tuple(
        seat.persona.display_name.removesuffix(f" {SIMULATED_SUFFIX}") for seat in debate.cast if _is_simulated(seat)
    )


def _is_simulated(seat: Seat) -> bool:
    """Whether a possibly real person is simulated here; of an imported seat, whether its file says so."""
    if seat.imported:
        return seat.persona.display_name.endswith(SIMULATED_SUFFIX)
    return seat.persona.kind != "role" and not seat.human


def _imported(debate: Debate) -> str:
    """What can be said truly of words that were found: that they were, and what their file says of them."""
    names = simulated(debate)
    if not names:
        return IMPORTED
    return f"{IMPORTED} The file says that {' and '.join(names)} {'are' if len(names) > 1 else 'is'} simulated."
