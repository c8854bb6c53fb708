"""The casting desk: who sits where, and who else could."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from rostra.analysis.casting import Member
from rostra.claims import sentences
from rostra.debate import Debate
from rostra.format import Format
from rostra.scenario import SeatPlan
from rostra.web.desk import kept, people
from rostra.web.desk.draft import GUEST, moved, on_side, recast, seated, unseated
from rostra.web.desk.fitting import troubles
from rostra.web.desk.kept import Desk
from rostra.web.desk.people import Person
from rostra.web.desk.terms import counted
from rostra.web.places import link
from rostra.web.text import plain
from rostra.web.troubles import told

_LISTED = 6
"""People shown before somebody asks for more."""
_PANELS = "new panels"


def cast(desk: Desk, debate: Debate | None) -> None:
    """Those seated, then those who could be."""
    for caution in people.cautions(debate) if debate else ():
        st.warning(plain(caution), icon=":material/group:")
    known = people.by_topic(desk.people, people.topics_of(desk.draft.scenario))
    for trouble in troubles(desk.draft, desk.form) if desk.draft.scenario.cast else ():
        st.warning(plain(trouble), icon=":material/event_seat:")
    _benches(desk._replace(people=known))
    if not desk.draft.scenario.cast and desk.draft.scenario.motion:
        with st.container(border=True), told():
            st.markdown("**Who would disagree most on this**")
            _proposed(desk, known, _usual(desk.form))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        words = st.text_input("Search people, by name or by what they hold", type="search", live=True, key="new people")
        proposing = st.popover("Propose a panel", icon=":material/diversity_3:", key="new propose", on_change="rerun")
        if proposing.open:
            with proposing:
                _panel(desk, known)
    _others(desk, known, words or "")


def _benches(desk: Desk) -> None:
    plans = desk.draft.scenario.cast
    sides = desk.form.sides
    if not plans:
        st.caption("Nobody is seated yet.")
    elif not sides:
        with st.container(gap="small"):
            _bench(desk, plans)
    else:
        for column, side in zip(st.columns(len(sides)), sides, strict=True):
            with column:
                st.markdown(f"**{plain(side.capitalize())}**")
                bench = [plan for plan in plans if plan.side == side]
                if not bench:
                    st.caption("Nobody yet.")
                _bench(desk, bench)


def _bench(desk: Desk, plans: Sequence[SeatPlan]) -> None:
    for place, plan in enumerate(plans):
        with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"new seat {plan.seat}"):
            person = desk.person(plan.persona)
            with st.container(gap=None, width="stretch"):
                st.markdown(f"**{plain(shown(desk, plan))}**")
                st.caption(plain(_about(desk, plan, person)))
            with st.container(
                horizontal=True, width="content", gap=None, horizontal_alignment="right", key=f"new tools {plan.seat}"
            ):
                if person:
                    with st.popover(":material/badge:", type="tertiary", help="Card", key=f"card {plan.seat}"):
                        card(person)
                if len(plans) > 1:
                    _tool(":material/arrow_upward:", "Earlier", plan, moved, -1, off=place == 0)
                    _tool(":material/arrow_downward:", "Later", plan, moved, 1, off=place == len(plans) - 1)
                for side in desk.form.sides:
                    if side != plan.side:
                        _tool(":material/swap_horiz:", f"To the side {side}", plan, on_side, side)
                _tool(":material/close:", "Take away", plan, unseated)


def _tool(icon: str, what: str, plan: SeatPlan, change: object, *arguments: object, off: bool = False) -> None:
    st.button(
        icon,
        key=f"{what} {plan.seat}",
        help=what,
        type="tertiary",
        disabled=off,
        on_click=kept.edit,
        args=(change, plan.seat, *arguments),
    )


def shown(desk: Desk, plan: SeatPlan) -> str:
    """The name of whoever sits there."""
    return "You" if plan.persona == GUEST else desk.name(plan.persona)


def _about(desk: Desk, plan: SeatPlan, person: Person | None) -> str:
    if plan.human:
        return "Held by you" if plan.seat == desk.draft.mine else "Held by a person"
    return brief(person) if person else "There is no such persona here. Take this seat away."


def brief(person: Person) -> str:
    """What they hold on the topic, else who they are, in a sentence."""
    return person.holds[0] if person.holds else next(iter(sentences(person.persona.description)), "")


def _others(desk: Desk, known: Sequence[Person], words: str) -> None:
    there = {plan.persona for plan in desk.draft.scenario.cast}
    found = [person for person in people.found(known, words) if person.ref not in there]
    if not found and words and people.found(known, words):
        st.caption("Whoever has these words is seated already.")
        return
    if not found:
        st.info(
            "Nobody here has these words. Search for less, or bring a persona of your own.",
            icon=":material/person_search:",
        )
        link("personas", "Personas")
        return
    limit = st.session_state.setdefault("new listed", _LISTED)
    for person in found[:limit]:
        _candidate(desk, person)
    if len(found) > limit:
        st.button(f"Show all {len(found)}", key="new all", type="tertiary", on_click=_list_all)


def _list_all() -> None:
    st.session_state["new listed"] = 1000


def _candidate(desk: Desk, person: Person) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"new person {person.ref}"):
        with st.container(gap=None, width="stretch"):
            given = " · yours" if person.given else ""
            st.markdown(f"**{plain(person.persona.display_name)}**{given}")
            st.caption(plain(brief(person)))
        with st.container(horizontal=True, width="content", horizontal_alignment="right", gap="small"):
            with st.popover("Card", type="tertiary"):
                card(person)
            full = len(desk.draft.scenario.cast) >= desk.form.max_seats
            for side in desk.form.sides or (None,):
                st.button(
                    plain(side.capitalize()) if side else "Seat",
                    key=f"seat {person.ref} {side}",
                    help=f"{desk.form.title} takes no more than {desk.form.max_seats} seats." if full else None,
                    disabled=full,
                    on_click=kept.edit,
                    args=(seated, person.ref, desk.form, side),
                )


def card(person: Person) -> None:
    """Who somebody is, and what they hold: on the topic first, then the rest."""
    persona = person.persona
    st.markdown(f"**{plain(persona.byline)}**  \n{plain(persona.description)}")
    rest = [heading for heading in person.positions if heading not in person.holds]
    for title, headings in (("On this topic", person.holds), ("Otherwise", rest) if person.holds else ("Holds", rest)):
        if headings:
            st.caption(title)
            st.markdown("\n".join(f"- {plain(heading)}" for heading in headings))
    if not person.positions:
        st.caption("The file gives no positions; a language model reads it whole.")


def _panel(desk: Desk, known: Sequence[Person]) -> None:
    form = desk.form
    st.markdown("Who disagrees most, with an answer ready, by what their files say on the topic.")
    if not desk.draft.scenario.motion:
        st.caption("Say first what the debate is about.")
        return
    seats = form.min_seats
    if form.min_seats < form.max_seats:
        seats = int(st.number_input("Seats", form.min_seats, form.max_seats, _usual(form)))
    with told():
        _proposed(desk, known, seats)


def _usual(form: Format) -> int:
    return min(max(form.min_seats, 4 if form.sides else 3), form.max_seats)


def _proposed(desk: Desk, known: Sequence[Person], seats: int) -> None:
    """The most contrasting panel of that many, and a button that seats it."""
    members = _contrasting(desk, known, seats)
    for member in members:
        against = ", ".join(f"{name} ({counted(count, 'point')})" for name, count in member.answers.items())
        answers = f"  \n:small[:gray[{plain(f'Answers {against}.')}]]" if against else ""
        st.markdown(f"**{plain(member.byline)}** {plain(member.holds[0])}{answers}")
    names = [member.persona for member in members]
    st.button(
        "Seat these", key=f"new take {seats}", type="primary", on_click=kept.edit, args=(recast, names, desk.form)
    )


def _contrasting(desk: Desk, known: Sequence[Person], seats: int) -> tuple[Member, ...]:
    """Compared once for a topic, a format and a number of seats: it takes a second."""
    kept_panels = st.session_state.setdefault(_PANELS, {})
    topics = people.topics_of(desk.draft.scenario)
    asked = (topics, desk.form.name, seats, frozenset(person.ref for person in known))
    if asked not in kept_panels:
        with st.spinner("Comparing what they hold …"):
            kept_panels[asked] = people.contrast(topics, known, seats, desk.form)
    found: tuple[Member, ...] = kept_panels[asked]
    return found
