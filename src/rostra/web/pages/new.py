"""New debate: a scenario or a topic, cast and started. What most people need stands open; the rest is folded away below."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from rostra.web import components
from rostra.web.desk import kept, start, subject
from rostra.web.desk.cast import cast
from rostra.web.desk.formats import formats
from rostra.web.desk.kept import Desk
from rostra.web.desk.options import length, money, part
from rostra.web.desk.playbill import playbill
from rostra.web.desk.start import Plan
from rostra.web.desk.terms import lasts
from rostra.web.hub import the_hub
from rostra.web.text import plain


def draw() -> None:
    """The page."""
    st.title("New debate", anchor=False)
    desk = start.desk(the_hub())
    subject.kind()
    plan = start.planned(desk)
    left, right = st.columns([2, 3], gap="medium")
    with left:
        if kept.kind() == "scenario":
            subject.scenarios(desk)
        else:
            subject.topic(desk)
    with right:
        components.playbill(playbill(desk.draft, desk.form, plan.debate, desk.name))
    if plan.error:
        st.error(plain(plan.error), icon=":material/error:")
    for note in plan.notes:
        st.caption(plain(note))
    _folded(desk, plan)
    with st.bottom:
        start.bar(desk, plan)


def _folded(desk: Desk, plan: Plan) -> None:
    draft = desk.draft
    seats = len(draft.scenario.cast)
    mine = "watching" if draft.mine is None else "you hold a seat"
    parts: tuple[tuple[str, str, Callable[[], None]], ...] = (
        ("format", f"Format: {desk.form.title}", lambda: formats(desk)),
        ("cast", f"Cast: {seats} {'seat' if seats == 1 else 'seats'}", lambda: cast(desk, plan.debate)),
        ("part", f"Your part: {mine}", lambda: part(desk)),
        ("length", f"Length and language: {lasts(draft.scenario, desk.form)}", lambda: length(desk)),
        ("money", f"Models and money: {plan.written}", lambda: money(desk, plan.debate, plan.found)),
    )
    for name, label, draw_part in parts:
        folded = st.expander(
            plain(label), expanded=start.stands_open(name), key=f"new open {name} {kept.kind()}", on_change="rerun"
        )
        if folded.open:
            with folded:
                draw_part()
