"""What stands first on every screen and in every document: who is simulated, and by what."""

from __future__ import annotations

from rostra.debate import Debate

OFFLINE = (
    "Offline demo: no language model. Each sentence comes from the speaker's file or a fixed linking phrase; matching is automatic "
    "and can miss. Simulated; not a statement by the real person. Add a model for a real argument."
)
SIMULATED = (
    "A simulated debate: the speakers are computer personas and their words were written by a language model. Nothing here was said, "
    "written or approved by the real people named."
)
ROLES = "A simulated debate: the speakers are computer personas, and their words were written by a language model."
MIXED = "Seats marked offline speak sentences of their file, without a language model."
RENAMED = "pseudonyms"
"""The code of the notice in a debate whose people have other names."""
NAMELESS = "Simulated all the same: only the names of people were replaced, by “Speaker A” and the like."


def disclosure(debate: Debate) -> str:
    """The sentences that say what this debate is; shown before anything else."""
    said = _said(debate)
    renamed = any(entry.kind == "notice" and entry.code == RENAMED for entry in debate.entries)
    return f"{said} {NAMELESS}" if renamed else said


def _said(debate: Debate) -> str:
    models = {seat.model for seat in debate.debaters if not seat.human}
    if models == {"offline"}:
        return OFFLINE
    real = any(seat.persona.kind != "role" for seat in debate.debaters if not seat.human)
    said = SIMULATED if real else ROLES
    people = [seat.persona.display_name for seat in debate.debaters if seat.human]
    if people:
        said = f"{said} The seat of {' and '.join(people)} was held by a person."
    return f"{said} {MIXED}" if "offline" in models else said


def simulated(debate: Debate) -> tuple[str, ...]:
    """The names of the possibly real people who are simulated here, for machines."""
    return tuple(seat.persona.display_name for seat in debate.cast if seat.persona.kind != "role" and not seat.human)
