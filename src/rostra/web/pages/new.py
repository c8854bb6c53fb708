"""New debate: a scenario or a topic, cast and started. What most people need stands open; the rest is folded away below."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from rostra.web import components, visitor
from rostra.web.desk import kept, start, subject
from rostra.web.desk.cast import cast
from rostra.web.desk.formats import formats
from rostra.web.desk.kept import Desk
from rostra.web.desk.money import money
from rostra.web.desk.options import length, part
from rostra.web.desk.playbill import playbill
from rostra.web.desk.start import Plan
from rostra.web.text import plain


def draw() -> None:
    """The page."""
    st.title("New debate", anchor=False)
    desk = start.desk(visitor.hub())
    subject.kind()
    plan = start.planned(desk)
    left, right = st.columns([2, 3], gap="medium")
    with left:
        if kept.kind() == "scenario":
            subject.scenarios(desk)
        else:
            subject.topic(desk)
    with right:
        components.playbill(playbill(desk.draft, desk.form, plan.debate, desk.byline))
    if plan.error:
        st.error(plain(plan.error), icon=":material/error:")
    for note in plan.notes:
        st.caption(plain(note))
    _folded(desk, plan)
    with st.bottom:
        start.bar(desk, plan)


def _folded(desk: Desk, plan: Plan) -> None:
    # A label that changed would make another widget of it, folded again, and without whatever had the focus inside.
    parts: tuple[tuple[str, str, str, Callable[[], None]], ...] = (
        ("format", "Format", "view_timeline", lambda: formats(desk)),
        ("cast", "Cast", "groups", lambda: cast(desk, plan.debate)),
        ("part", "Your part", "front_hand", lambda: part(desk)),
        ("length", "Length, language, audience", "schedule", lambda: length(desk)),
        ("money", "Models and money", "payments", lambda: money(desk, plan.debate, plan.found)),
    )
    for name, label, icon, draw_part in parts:
        folded = st.expander(
            label,
            icon=f":material/{icon}:",
            expanded=start.stands_open(name),
            key=f"new open {name} {kept.kind()}",
            on_change="rerun",
        )
        if folded.open:
            with folded:
                draw_part()
