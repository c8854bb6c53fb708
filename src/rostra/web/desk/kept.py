"""The draft in the session's memory, and fields that show it and change it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, NamedTuple

import streamlit as st

from rostra.format import Format
from rostra.scenario import Scenario
from rostra.settings import Settings
from rostra.web.desk.draft import Draft
from rostra.web.desk.people import Person
from rostra.web.hub import Hub

Kind = Literal["scenario", "topic"]
Change = Callable[[Draft, Any], Draft]
"""Takes a draft and what somebody chose; gives the draft with it."""
_KIND, _DRAFT = "new kind", "new draft"


class Desk(NamedTuple):
    """All that the parts of the page draw from, of one run of the script."""

    hub: Hub
    settings: Settings
    formats: dict[str, Format]
    scenarios: tuple[Scenario, ...]
    people: tuple[Person, ...]
    draft: Draft

    @property
    def form(self) -> Format:
        """The draft's format."""
        return self.formats[self.draft.scenario.format]

    def name(self, ref: str) -> str:
        """How the name in a cast is read."""
        person = self.person(ref)
        return person.persona.display_name if person else ref

    def byline(self, ref: str) -> str:
        """The name as it will stand over a turn."""
        person = self.person(ref)
        return person.persona.byline if person else ref

    def person(self, ref: str) -> Person | None:
        """Whom a cast means by that name or path."""
        return next((person for person in self.people if person.ref == ref), None)


def kind() -> Kind:
    """Whether a scenario is begun with, or a topic."""
    return "topic" if st.session_state.get(_KIND) == "topic" else "scenario"


def keep_kind(chosen: Kind) -> None:
    """Begin with the one or the other; the draft of each stays."""
    st.session_state[_KIND] = chosen


def draft(of: Kind | None = None) -> Draft | None:
    """The draft in hand; None before the first."""
    kept = st.session_state.get(f"{_DRAFT} {of or kind()}")
    return kept if isinstance(kept, Draft) else None


def keep(changed: Draft) -> None:
    """Keep a draft as the one in hand."""
    st.session_state[f"{_DRAFT} {kind()}"] = changed


def field(name: str, value: object, change: Change) -> dict[str, Any]:
    """What a widget needs to show a value of the draft and to change it. The draft is the truth: a widget that was not drawn for a while,
    or whose value changed elsewhere, shows what the draft has."""
    key = f"new {name}"
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value
    return {"key": key, "on_change": _take, "args": (key, change)}


def _take(key: str, change: Change) -> None:
    if (now := draft()) is not None:
        keep(change(now, st.session_state[key]))


def edit(change: Callable[..., Draft], *arguments: object) -> None:
    """For a button: change the draft in hand."""
    if (now := draft()) is not None:
        keep(change(now, *arguments))
