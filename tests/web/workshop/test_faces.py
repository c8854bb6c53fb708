"""Faces are drawn from letters and digits, whatever a name holds."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from rostra.loading import list_personas
from rostra.web.colours import LIGHT
from rostra.web.workshop.faces import colour_for, face, row


@pytest.mark.parametrize(
    "name", ["Yann LeCun", "<script>alert(1)</script>", '"><image href="//e"/>', "", "日本 太郎", "& &amp;", "\0"]
)
def test_a_face_is_a_picture_of_initials_and_nothing_else(name: str) -> None:
    picture = ElementTree.fromstring(face(name, 3))
    assert {element.tag.split("}")[1] for element in picture.iter()} == {"svg", "style", "circle", "text"}
    assert "http" not in face(name, 3).replace("http://www.w3.org/2000/svg", "")


def test_a_cast_stands_in_a_row_and_the_rest_is_counted() -> None:
    assert row([("A B", 0)] * 3).count("<circle") == 3
    many = row([("A B", n) for n in range(12)])
    assert many.count("<circle") == 7
    assert ">+6<" in many


def test_a_colour_stays_the_same() -> None:
    assert colour_for("yann-lecun") == colour_for("yann-lecun")
    assert {colour_for(persona.name) for persona in list_personas()} <= set(range(len(LIGHT)))
