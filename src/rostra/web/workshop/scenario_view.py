"""A scenario, drawn: its cast, what it is about, how it runs, what it will take, and whether its cast can answer itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import streamlit as st

from rostra.analysis.coverage import coverage
from rostra.debate import Debate
from rostra.estimate import estimate
from rostra.format import Format
from rostra.persona import Persona
from rostra.preparing import Prepared
from rostra.scenario import Scenario
from rostra.settings import Settings
from rostra.web import components
from rostra.web.desk.phase_picture import format_picture, picture
from rostra.web.desk.terms import in_full
from rostra.web.hub import Hub
from rostra.web.text import plain
from rostra.web.workshop import parts, plans
from rostra.web.workshop.faces import face
from rostra.web.workshop.folder import Workshop
from rostra.web.workshop.texts import Checked


class Here(NamedTuple):
    """What a run of this page draws from."""

    hub: Hub
    shop: Workshop
    settings: Settings
    """With this session's own personas, and its key."""
    people: Mapping[str, Persona]
    """By the name a cast gives them."""
    formats: Mapping[str, Format]


def title(here: Here, scenario: Scenario) -> str:
    """The title of its format; what the file says where there is no such format."""
    form = here.formats.get(scenario.format)
    return form.title if form else scenario.format


def about(here: Here, scenario: Scenario, prepared: Prepared | None) -> None:
    """Who meets, on what grounds, before whom, and how it runs."""
    st.subheader("The cast", anchor=False)
    cast(here, scenario)
    if scenario.background.strip():
        st.subheader("What everybody at the table knows", anchor=False)
        st.markdown(parts.paragraphs(scenario.background))
    _evidence(here, scenario)
    if scenario.questions:
        st.subheader("Questions from the floor", anchor=False)
        for question in scenario.questions:
            whom = f", to {_seat_name(here, scenario, question.to)}" if question.to else ""
            st.markdown(f"- {plain(question.text)}  \n  :small[:gray[{plain(question.by + whom)}]]")
    if scenario.audience:
        st.subheader("The audience", anchor=False)
        st.markdown("\n".join(f"- **{plain(each.name)}**, {plain(each.who)}" for each in scenario.audience))
    if scenario.moderator.style:
        st.subheader("The moderator", anchor=False)
        st.markdown(plain(scenario.moderator.style))
    _format(here, scenario, prepared)
    if scenario.sources:
        with st.expander(f"Sources ({len(scenario.sources)})", icon=":material/menu_book:"):
            parts.sources(scenario.sources)


def cast(here: Here, scenario: Scenario) -> None:
    """Everybody at the table, side by side where there are sides."""
    sides = plans.sides(scenario, here.people)
    place = {member.seat: n for n, member in enumerate(plans.members(scenario, here.people))}
    for column, (side, cast) in zip(st.columns(min(len(sides), 3)) * len(sides), sides, strict=False):
        with column:
            if side:
                st.markdown(f"**{plain(side.capitalize())}**")
            for member in cast:
                _member(member, place[member.seat])


def _member(member: plans.Member, place: int) -> None:
    key = f"list member {member.seat}"
    with st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False, key=key):
        st.image(face(member.shown, place), width=36, alt="")
        with st.container(gap=None):
            if member.persona is None:
                st.markdown(f"**{plain(member.shown)}** :red-badge[not here]")
            else:
                parts.doorway("personas", member.shown, persona=member.persona.name)
            notes = ["a person sits here"] if member.plan.human else []
            notes += [f"speaks through {member.plan.model}"] if member.plan.model else []
            notes += [f"reads {', '.join(member.evidence)}"] if member.evidence else []
            if notes:
                st.caption(plain("; ".join(notes)))


def _evidence(here: Here, scenario: Scenario) -> None:
    if not scenario.evidence:
        return
    st.subheader("Evidence, for some eyes only", anchor=False)
    for pack, text in scenario.evidence.items():
        names = [_seat_name(here, scenario, seat) for seat in plans.readers(scenario, pack)]
        whom = f"private to {' and '.join(names)}" if names else "read by nobody"
        with st.expander(f"**{plain(pack)}**, {plain(whom)}", icon=":material/lock:"):
            st.caption("No other seat is shown this.")
            st.markdown(parts.paragraphs(text))


def _seat_name(here: Here, scenario: Scenario, seat: str) -> str:
    return next((member.shown for member in plans.members(scenario, here.people) if member.seat == seat), seat)


def _format(here: Here, scenario: Scenario, prepared: Prepared | None) -> None:
    form = here.formats.get(scenario.format)
    if form is None:
        return
    st.subheader(plain(f"How it runs: {form.title}"), anchor=False)
    st.markdown(plain(form.purpose))
    components.order((picture(prepared.debate) if prepared else format_picture(form)).model_dump())


def beside(here: Here, scenario: Scenario, checked: Checked[Scenario], prepared: Prepared | None) -> None:
    """What it will take, what the check says, and whether its cast can answer itself."""
    if prepared is not None:
        with st.container(border=True, gap="small"):
            st.markdown("**What it will take**")
            rows = in_full(estimate(prepared.debate, effort=here.settings.effort))
            st.markdown("  \n".join(f":gray[{label}] {plain(value)}" for label, value in rows))
            for note in prepared.notes:
                st.caption(plain(note))
    if checked.ready:
        parts.findings(checked.found)
    if prepared is not None:
        with st.container(border=True, gap="small"):
            _coverage(scenario, prepared.debate)
    if scenario.topics:
        with st.container(border=True, gap="small"):
            st.markdown("**Topics**")
            st.markdown(" ".join(f":gray-badge[{plain(topic)}]" for topic in scenario.topics))


def _coverage(scenario: Scenario, debate: Debate) -> None:
    st.markdown("**Can this cast answer itself?**")
    asked_for = f"coverage {scenario.name}"
    if st.button(
        "Find out", icon=":material/forum:", help="Compares the files of the cast, claim by claim; it takes a second."
    ):
        st.session_state[asked_for] = True
    if not st.session_state.get(asked_for):
        st.caption("Offline, a claim is answered where somebody’s file has an answer to it.")
        return
    with st.spinner("Comparing what they hold …"):
        found = coverage(debate)
    st.markdown(plain(plans.covered(found)))
    for name, claims in plans.unanswered(found, debate):
        with st.expander(plain(f"{name}: {len(claims)} without an answer")):
            st.markdown("\n".join(f"- {plain(claim)}" for claim in claims))
