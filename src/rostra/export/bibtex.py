"""A BibTeX entry to cite a debate by. Its author is the program: the people it simulates wrote nothing of it."""

from __future__ import annotations

import re

from rostra.debate import Debate
from rostra.disclosure import author, disclosure, kind_of, simulated
from rostra.export.files import file_name
from rostra.export.words import one_line

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    '"': "''",
    "@": r"\char64{}",
}
"""Braces of the text count in BibTeX even behind a backslash, so they may not be unequal; see `_balanced`."""


def render(debate: Debate) -> str:
    """One `@misc` entry."""
    models = sorted({seat.model for seat in debate.all_debaters if seat.model and not seat.human})
    fields = {
        "author": f"{{{author(debate)}}}",
        "title": f"{{{_latex(debate.title)}}}",
        "year": f"{debate.created:%Y}",
        "month": f"{debate.created:%b}".lower(),
        "date": f"{debate.created:%Y-%m-%d}",
        "howpublished": f"{kind_of(debate).capitalize()}, Rostra, format {_latex(debate.format.title)}, id {_latex(debate.id)}",
        "note": _latex(f"{disclosure(debate)} Motion: {debate.scenario.motion}"),
        "keywords": _latex(", ".join([kind_of(debate), *(f"{name} (simulated)" for name in simulated(debate))])),
        "annote": _latex(f"Written by: {', '.join(models)}") if models else "",
    }
    lines = ",\n".join(
        f"  {name} = {value if name == 'month' else f'{{{value}}}'}" for name, value in fields.items() if value
    )
    return f"@misc{{{_key(debate)},\n{lines}\n}}\n"


def _key(debate: Debate) -> str:
    return f"rostra-{re.sub(r'[^A-Za-z0-9-]+', '-', file_name(debate.id)).strip('-')}"


def _latex(text: str) -> str:
    return "".join(_SPECIAL.get(character, character) for character in _balanced(one_line(text)))


def _balanced(text: str) -> str:
    """A brace without its partner would end the entry for whoever counts braces: it becomes a bracket."""
    kept = list(text)
    opened: list[int] = []
    for at, character in enumerate(text):
        if character == "{":
            opened.append(at)
        elif character == "}":
            if opened:
                opened.pop()
            else:
                kept[at] = "]"
    for at in opened:
        kept[at] = "["
    return "".join(kept)
