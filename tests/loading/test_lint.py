from __future__ import annotations

from pathlib import Path

import pytest

from rostra.loading import resources
from rostra.loading.lint import Finding, check_persona

FRONT = """\
---
name: ada
display_name: Ada Stone
description: An engineer of walls.
kind: real-person
as_of: 2026-11-23
sources:
  - title: A history of walls
    url: https://example.org/walls
    read: 2026-11-23
---
You are Ada Stone.

## Phrases
"""
MOVES = {
    "Opens": ["Let us begin with what we know.", "I start from a plain observation.", "May I begin slowly."],
    "Disagrees": ["I think that is wrong.", "The record says otherwise.", "I do not see it so."],
    "Concedes": ["That much I grant.", "You are right there.", "I accept that."],
    "Supports": ["I agree with my colleague.", "We stand together here.", "That is well said."],
    "Closes": ["That is where I stand.", "I leave it with you.", "Thank you for listening."],
    "Asks": ["Tell me then.", "Let me ask you plainly.", "One question remains."],
}
NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905 - reads better


def position(number: str) -> str:
    return f"""
### Wall number {number} has outlived the king who paid for it
- About: wall {number}
- Because: The builders of wall {number} used stone where others used mud.
- Because: Rain runs off wall {number} before frost can open a crack.
- Evidence: A survey of {number} counted every stone ([source](https://example.org/{number})).
- When told "wall {number} is ugly", "wall {number} spoils the view": Beauty was never the purpose that wall {number} served.
- When told "wall {number} costs too much", "wall {number} is a waste": The price of wall {number} was paid {number} centuries ago.
- Agrees when told "wall {number} needs repair": Repair of wall {number} is what I ask for every single spring.
- Grants: The gate of wall {number} was badly placed from the start.
- Asks: Who would live near {number} without a wall?
"""


def sheet(**moves: list[str]) -> str:
    phrases = "\n".join(f"- {move}: {text}" for move, texts in {**MOVES, **moves}.items() for text in texts)
    return (
        FRONT
        + phrases
        + "\n\n## Positions\n"
        + "".join(position(number) for number in NUMBERS)
        + "\n## Never argues\n- That walls are people.\n"
    )


def found(tmp_path: Path, text: str) -> tuple[Finding, ...]:
    path = tmp_path / "ada.md"
    path.write_text(text)
    return check_persona(path)


def test_a_good_file_has_no_findings(tmp_path: Path) -> None:
    assert found(tmp_path, sheet()) == ()


@pytest.mark.parametrize(
    ("old", "new", "severity", "said"),
    [
        ("The builders of wall one used stone", "They used stone", "error", "leans on a sentence before it"),
        ("Rain runs off wall one before", "It runs off before", "error", "leans on a sentence before it"),
        (
            "Rain runs off wall one before frost can open a crack.",
            "However, rain runs off wall one.",
            "error",
            "leans on",
        ),
        (
            "The gate of wall one was badly placed from the start.",
            "The gate of wall one",
            "error",
            "not a whole sentence",
        ),
        ("The gate of wall one was badly placed from the start.", "The gate beneath an old oak.", "warning", "no verb"),
        ('"wall one is ugly"', '"the ugly wall"', "error", "does not go after 'the point is that'"),
        ('"wall one is ugly"', '"is it not ugly?"', "error", "does not go after 'the point is that'"),
        ('"wall one is ugly"', '"that wall one is ugly"', "error", "does not go after 'the point is that'"),
        ('"wall one is ugly", ', "", "warning", "1 phrasing of the theme; write 2–4"),
        (
            '- When told "wall one is ugly"',
            '- When told "a is b", "c is d", "e is f", "wall one is ugly"',
            "warning",
            "5 phrasings",
        ),
        (
            "Who would live near one without a wall?",
            "Nobody would live near one without a wall.",
            "error",
            "not a question",
        ),
        ("Repair of wall one is what I ask for every single spring.", "Yes.", "warning", "the answer has 1 words"),
        ("- About: wall one\n", "", "error", "has no About"),
        ("- Because: The builders of wall one used stone where others used mud.\n", "", "warning", "1 Because"),
        (" ([source](https://example.org/one))", "", "warning", "no link to where it was read"),
        ("frost can open a crack.", "frost can ([source](https://example.org)) open a crack.", "error", "holds a link"),
        ("You are Ada Stone.", "You are [Ada](https://example.org) Stone.", "error", "holds a link"),
        ("frost can open", 'frost, "the enemy of all stone", can open', "error", "without a source"),
        ("Rain runs off wall one", "Ms Stone says that rain runs off wall one", "warning", "from outside"),
        ("- Because: Rain runs off wall one", "- Becuase: Rain runs off wall one", "error", "Did you mean 'Because'"),
        (
            "wall two before frost can open a crack",
            "wall one before frost can open a crack",
            "error",
            "says again what line",
        ),
        ("kind: real-person\n", "", "warning", "has no kind"),
        ("kind: real-person", "kind: real", "error", "Known: fictional, real-person, role"),
        ("as_of: 2026-11-23\n", "", "error", "without as_of"),
        ("description: An", "descripton: An", "error", "unknown key 'descripton'"),
        ("- Opens: Let us begin with what we know.\n", "", "warning", "2 phrases for 'Opens'; write 3–4"),
        ("## Never argues\n", "## Other\n", "warning", "has no `## Never argues`"),
    ],
)
def test_each_fault_is_found_once_with_its_line(tmp_path: Path, old: str, new: str, severity: str, said: str) -> None:
    text = sheet()
    assert old in text
    broken = text.replace(old, new, 1)
    hits = [finding for finding in found(tmp_path, broken) if said in finding.text]
    assert [finding.severity for finding in hits] == [severity]
    line = hits[0].line
    if line is not None and new.strip():
        changed = broken[: broken.index(new)].count("\n") + 1 + new.startswith("\n")
        # A fault of a whole position is told at its heading, a repetition at the later of the two.
        assert line == changed or broken.split("\n")[line - 1].startswith(("###", "- "))


def test_a_phrase_may_not_carry_content(tmp_path: Path) -> None:
    text = sheet(Opens=["Let us begin.", "Let me say it.", "Consider the mortar between us."]).replace(
        "- About: wall one\n", "- About: mortar\n"
    )
    assert [finding.text for finding in found(tmp_path, text)] == [
        "the phrase carries content (mortar); it is said about anything."
    ]


def test_a_missing_move_and_too_few_positions(tmp_path: Path) -> None:
    text = sheet(Opens=[]).replace(position("one"), "")
    assert {finding.text for finding in found(tmp_path, text)} == {
        "has no phrase for 'Opens'.",
        "11 positions; write 12–16.",
    }


def test_a_file_without_positions_says_what_that_means(tmp_path: Path) -> None:
    findings = found(tmp_path, "---\nname: ada\ndescription: x\nkind: role\n---\nYou are Ada.")
    assert [finding.severity for finding in findings] == ["warning"]
    assert "no `## Positions`" in findings[0].text


def test_shipped_personas_have_no_errors() -> None:
    for path in resources.entries("persona"):
        errors = [
            f"{path.name}:{finding.line}: {finding.text}"
            for finding in check_persona(path)
            if finding.severity == "error"
        ]
        assert errors == []
