"""One's own part, and how long, in which language, before whom."""

from __future__ import annotations

import streamlit as st

from rostra.format import AUDIENCE
from rostra.web import visitor
from rostra.web.desk import kept
from rostra.web.desk.cast import shown
from rostra.web.desk.draft import GUEST, Draft, asked, held, taken
from rostra.web.desk.kept import Change, Desk
from rostra.web.text import plain

LANGUAGES = (
    "English", "German", "French", "Spanish", "Italian", "Portuguese", "Dutch", "Polish", "Turkish", "Ukrainian", "Arabic", "Hebrew",
    "Hindi", "Chinese", "Japanese", "Korean",
)  # fmt: skip
"""Offered; any other can be typed in."""
_WATCH = ""


def part(desk: Desk) -> None:
    """Whether one watches, or holds a seat."""
    draft = desk.draft
    seats = [plan.seat or "" for plan in draft.scenario.cast if plan.persona != GUEST]
    places = {_WATCH: "I watch", GUEST: "I take a seat of my own"}
    places |= {
        plan.seat or "": f"I take the place of {shown(desk, plan)}"
        for plan in draft.scenario.cast
        if plan.seat in seats
    }
    mine = GUEST if draft.mine and draft.plan(draft.mine).persona == GUEST else draft.mine
    st.selectbox(
        "Your part",
        list(places),
        format_func=lambda seat: places[seat],
        **kept.field("mine", mine or _WATCH, lambda draft, seat: taken(draft, seat or None, desk.form)),
    )
    if draft.mine:
        visitor.ask_name()
    others = [seat for seat in seats if seat != draft.mine]
    st.multiselect(
        "Seats that other people take, each from a window of their own",
        others,
        format_func=lambda seat: shown(desk, draft.plan(seat)),
        placeholder="Nobody",
        **kept.field("people held", [seat for seat in others if draft.plan(seat).human], _held),
    )
    if any(plan.human for plan in draft.scenario.cast):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.number_input(
                "Seconds after which a turn passes; without them the debate waits",
                min_value=10,
                max_value=3600,
                step=10,
                value=None,
                placeholder="No countdown",
                **kept.field("patience", draft.patience, _with("patience")),
            )


def _held(draft: Draft, seats: list[str]) -> Draft:
    for plan in draft.scenario.cast:
        if plan.seat and plan.seat != draft.mine and plan.persona != GUEST:
            draft = held(draft, plan.seat, plan.seat in seats)
    return draft


def length(desk: Desk) -> None:
    """Rounds, words, language, audience, questions, moderation."""
    scenario, form = desk.draft.scenario, desk.form
    usual = max((phase.rounds for phase in form.phases if phase.slot == "speak"), default=1)
    one, two, three = st.columns(3)
    with one:
        st.number_input(
            "Rounds",
            1,
            50,
            value=None,
            placeholder=f"{usual}, as the format has it",
            disabled=usual == 1,
            help="Of the phases that have more than one."
            if usual > 1
            else "No phase of this format has more than one.",
            **kept.field("rounds", scenario.rounds, _scenario("rounds")),
        )
    with two:
        st.number_input(
            "Words a turn",
            10,
            2000,
            value=None,
            step=10,
            placeholder=f"{form.words}, as the format has it",
            **kept.field("words", scenario.words, _scenario("words")),
        )
    with three:
        language = "English" if scenario.language == "en" else scenario.language
        st.selectbox(
            "Language",
            list(dict.fromkeys([*LANGUAGES, language])),
            accept_new_options=True,
            **kept.field("language", language, _language),
        )
    if any(phase.who == AUDIENCE for phase in form.phases) and scenario.audience:
        names = ", ".join(listener.name for listener in scenario.audience)
        st.toggle(
            plain(f"An audience that votes and asks: {names}"),
            **kept.field("listeners", desk.draft.listeners, _with("listeners")),
        )
    if any(phase.slot == "question" for phase in form.phases):
        st.text_area(
            "Questions from the floor, one a line",
            max_chars=4_000,
            **kept.field("questions", "\n".join(each.text for each in scenario.questions), asked),
        )
    st.text_area(
        "How to moderate",
        max_chars=1_000,
        height=90,
        placeholder="Ask for the mechanism. Let no number stand without its source.",
        **kept.field("style", scenario.moderator.style, _style),
    )


def _with(name: str) -> Change:
    return lambda draft, value: draft.model_copy(update={name: value})


def _scenario(name: str) -> Change:
    return lambda draft, value: draft.with_(**{name: value})


def _language(draft: Draft, language: str | None) -> Draft:
    return draft.with_(language="en" if language in (None, "", "English") else str(language).strip())


def _style(draft: Draft, text: str) -> Draft:
    return draft.with_(moderator=draft.scenario.moderator.model_copy(update={"style": text.strip()}))
