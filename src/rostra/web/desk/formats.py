"""The format, picked by its picture and by what it is for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import streamlit as st

from rostra.analysis.advice import advise
from rostra.format import Format
from rostra.web import components
from rostra.web.desk import kept
from rostra.web.desk.draft import in_format
from rostra.web.desk.kept import Desk
from rostra.web.desk.phase_picture import format_picture


def formats(desk: Desk) -> None:
    """All formats as cards, those that suit the topic first."""
    picked = components.formats(cards(list(desk.formats.values()), desk.draft.scenario.motion), desk.form.name)
    if picked in desk.formats and picked != desk.form.name:
        kept.keep(in_format(desk.draft, desk.formats[picked], desk.form))
        st.rerun()


def cards(forms: list[Format], motion: str) -> list[dict[str, Any]]:
    """What is shown of each, the advised ones first."""
    reasons = {each.format: each.reasons for each in advise(motion, forms)} if motion else {}
    order = list(reasons)
    ranked = sorted(forms, key=lambda form: order.index(form.name) if form.name in order else len(order))
    return [_card(form, reasons.get(form.name)) for form in ranked]


def _card(form: Format, reasons: Sequence[str] | None) -> dict[str, Any]:
    seats = f"{form.min_seats} to {form.max_seats}" if form.min_seats < form.max_seats else str(form.min_seats)
    return {
        "name": form.name,
        "title": form.title,
        "seats": f"{seats} seats",
        "suggested": reasons is not None,
        "reason": " ".join(_in_short(each) for each in reasons or () if each != form.purpose),
        "purpose": form.purpose,
        "use_when": list(form.use_when),
        "avoid_when": list(form.avoid_when),
        "picture": format_picture(form).model_dump(),
    }


def _in_short(reason: str) -> str:
    """A reason without the line of the format that it rests on: that stands on the card anyway."""
    return re.split(r" (?:Use it when|Not when): ", reason)[0]
