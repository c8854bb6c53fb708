"""Who should meet whom, how, and whether they can answer one another, as commands."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from cli_helpers import Rostra
from rostra.loading.personas import load_persona
from sheets import MOATS, STONE, WOOD, a_persona

SCENARIO = (
    "name: s\ntitle: S\nmotion: A village needs stone walls, wooden fences and moats.\nformat: panel\n"
    "cast:\n  - persona: ./{}.md\n  - persona: ./{}.md\n"
)


def written(name: str, *positions: tuple[str, str, str]) -> None:
    body = a_persona(name, *positions).body
    Path(f"{name}.md").write_text(f"---\nname: {name}\ndescription: Speaks.\nkind: role\n---\n{body}")


def test_a_claim_without_an_answer_is_told_by_its_line(rostra: Rostra) -> None:
    written("ada", STONE, MOATS)
    written("bob", WOOD)
    Path("s.yaml").write_text(SCENARIO.format("ada", "bob"))
    ran = rostra("personas", "coverage", "s.yaml")
    assert ran.code == 0
    file, line, said = re.match(r"(.+?):(\d+): (.+)", ran.out).groups()  # type: ignore[union-attr]
    assert Path(file).read_text().splitlines()[int(line) - 1] == "### Moats keep a village cool"
    assert said == "Moats keep a village cool. (no answer from anybody: Bob)"
    assert "2 of 3 claims can be answered by somebody (67%)" in ran.out


def test_all_tells_what_only_some_can_answer(rostra: Rostra) -> None:
    written("ada", STONE)
    written("bob", WOOD)
    written("eve", MOATS)
    Path("s.yaml").write_text(SCENARIO.format("ada", "bob") + "  - persona: ./eve.md\n")
    assert "Stone" not in rostra("personas", "coverage", "s.yaml").out
    assert "Stone walls keep a village safe. (no answer from Eve)" in rostra("personas", "coverage", "s.yaml", "--all").out  # fmt: skip


def test_coverage_of_a_shipped_scenario_says_both_shares(rostra: Rostra) -> None:
    out = rostra("personas", "coverage", "existential-risk").out
    assert re.search(r"\d+ of \d+ claims can be answered by somebody \(\d+%\)", out)
    assert re.search(r"Offline, \d+ of \d+ claims that could be answered were \(\d+%\)", out)


def test_personas_that_hold_the_same_are_found_by_check(rostra: Rostra) -> None:
    Path("cast").mkdir()
    for name in ("cast/one", "cast/two"):
        written(name, STONE, WOOD, MOATS)
    ran = rostra("personas", "check", "cast")
    assert ran.code == 2
    assert "cast/two.md:10: holds what cast/one.md:10 holds, one of 3 such positions" in ran.out


def test_a_proposed_panel_can_be_staged_as_printed(rostra: Rostra) -> None:
    ran = rostra("cast", "Should open weights be restricted?", "--seats", "2", "--format", "oxford")
    assert ran.code == 0
    command = shlex.split(ran.out.splitlines()[-1])
    assert command[0] == "rostra"
    for name in command[command.index("--cast") + 1].split(","):
        assert load_persona(name).byline in ran.out
    assert rostra(*command[1:], "--model", "offline", "--quiet").code == 0


@pytest.mark.parametrize(
    ("option", "said"), [(("--seats", "9"), "takes 2 to 8 seats"), (("--format", "x"), "no format 'x'")]
)
def test_a_panel_that_cannot_be_is_told(rostra: Rostra, option: tuple[str, str], said: str) -> None:
    ran = rostra("cast", "Scaling", *option)
    assert ran.code == 2
    assert said in ran.err


def test_advice_says_who_gave_it_and_why(rostra: Rostra) -> None:
    out = " ".join(rostra("formats", "advise", "When will machines reach human level?").out.split())
    assert out.startswith("1. Delphi rounds (delphi)")
    assert "The question asks for an estimate." in out
    assert "Advised by rules, without a model." in out


def test_rules_advise_where_a_model_fails(rostra: Rostra) -> None:
    ran = rostra("formats", "advise", "When will machines reach human level?", "--model", "scripted")
    assert ran.code == 0
    assert "The rules advise instead." in ran.err
    assert "delphi" in ran.out


def test_formats_are_checked_by_line(rostra: Rostra) -> None:
    Path("f.yaml").write_text("name: f\ntitle: F\npurpose: P.\nphases:\n  - name: a\n    title: A\n    floor: calld\n")
    ran = rostra("formats", "check", "f.yaml")
    assert ran.code == 2
    assert "f.yaml:7:" in ran.out
    assert rostra("formats", "check").code == 0
