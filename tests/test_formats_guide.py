"""docs/formats.md compares every format that ships, explains every field, and its example runs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from builders import a_debate
from cli_helpers import Rostra, rostra, two_personas  # noqa: F401 - fixtures
from rostra.estimate import estimate
from rostra.format import Floor, Format, Phase, SlotKind
from rostra.loading import list_formats
from rostra.loading.formats import check_format

GUIDE = (Path(__file__).resolve().parents[1] / "docs" / "formats.md").read_text()
FORMATS = list_formats()
EXAMPLE = next(iter(re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)))


def purpose(form: Format) -> str:
    """A format's line in the first table."""
    return f"| `{form.name}` | {form.purpose} | {' '.join(form.use_when)} | {' '.join(form.avoid_when)} |"


def numbers(form: Format) -> str:
    """A format's line in the second table: four seats where it takes so many, three listeners, two questions."""
    found = estimate(a_debate(form, min(4, form.max_seats), audience=3, questions=2))
    seats = f"{form.min_seats}" if form.min_seats == form.max_seats else f"{form.min_seats}–{form.max_seats}"
    sides = ", ".join(form.sides) or "–"
    return f"| `{form.name}` | {seats} | {sides} | {found.turns} | {found.calls} | {picture(form)} |"


def picture(form: Format) -> str:
    phases = [f"{phase.title} ×{phase.rounds}" if phase.rounds > 1 else phase.title for phase in form.phases]
    joints = ["", *(" ‖ " if phase.beside else " → " for phase in form.phases[1:])]
    return "".join(joint + phase for joint, phase in zip(joints, phases, strict=True))


@pytest.mark.parametrize("form", FORMATS, ids=[form.name for form in FORMATS])
def test_every_format_is_compared_as_it_is(form: Format) -> None:
    lines = GUIDE.splitlines()
    assert purpose(form) in lines
    assert numbers(form) in lines


@pytest.mark.parametrize("field", [*Format.model_fields, *Phase.model_fields])
def test_every_field_is_explained(field: str) -> None:
    assert re.search(rf"^\| `{field}` \|", GUIDE, re.MULTILINE)


@pytest.mark.parametrize("value", [*get_args(SlotKind), *get_args(Floor)])
def test_every_slot_and_floor_is_explained(value: str) -> None:
    assert f"`{value}`" in GUIDE


def test_the_example_is_a_format_that_can_be_staged_by_its_path(rostra: Rostra, tmp_path: Path) -> None:  # noqa: F811
    path = tmp_path / "my-hearing.yaml"
    path.write_text(EXAMPLE)
    assert check_format(path) == ()
    assert rostra("formats", "check", str(path)).code == 0
    ran = rostra("stage", "Tests pay.", "--cast", "ada.md,bob.md", "--model", "scripted", "--format", str(path))
    assert ran.code == 0
    for title in re.findall(r"^    title: (.+)$", EXAMPLE, re.MULTILINE):
        assert title in ran.out


def test_the_example_beside_a_scenario_is_found_from_it(rostra: Rostra, tmp_path: Path) -> None:  # noqa: F811
    (tmp_path / "my-hearing.yaml").write_text(EXAMPLE)
    sides = {"ada.md": "for", "bob.md": "against"}
    cast = "".join(f"  - persona: {Path(name).resolve()}\n    side: {side}\n" for name, side in sides.items())
    scenario = tmp_path / "s.yaml"
    scenario.write_text(f"name: s\ntitle: S\nmotion: Tests pay.\nformat: ./my-hearing.yaml\ncast:\n{cast}")
    assert rostra("scenarios", "check", str(scenario)).code == 0
    assert rostra("stage", str(scenario), "--model", "scripted", "--quiet").code == 0
