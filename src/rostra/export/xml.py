"""Elements of XML as values. The one place where text becomes markup for documents made of XML, and so the one that escapes it.

element("p", {"class": "byline"}, "5 < 6, ", element("em", {}, "surely"))
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rostra.export.words import printable

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


class Xml(str):
    """Markup: safe to stand in a document as it is."""

    __slots__ = ()


Child = Xml | str | None | Iterable["Child"]
"""Markup, text (which is escaped), nothing, or several of them."""
Attributes = Mapping[str, str | int | None]
"""Names to values; None leaves one out."""


def element(name: str, attributes: Attributes | None = None, *children: Child) -> Xml:
    """An element. Names come from the program, never from a text."""
    given = "".join(f' {key}="{text(str(value))}"' for key, value in (attributes or {}).items() if value is not None)
    inside = join(*children)
    return Xml(f"<{name}{given}>{inside}</{name}>" if inside else f"<{name}{given}/>")


def join(*children: Child, by: str = "") -> Xml:
    """Children one after the other."""
    return Xml(by.join(part for child in children if (part := _markup(child))))


def text(value: str) -> Xml:
    """Text, escaped; what XML forbids is dropped."""
    return Xml(printable(value).translate(_ESCAPES))


def _markup(child: Child) -> str:
    match child:
        case None:
            return ""
        case Xml():
            return child
        case str():
            return text(child)
        case _:
            return "".join(_markup(each) for each in child)
