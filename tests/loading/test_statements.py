from __future__ import annotations

import time
from pathlib import Path

import pytest

from rostra.loading.positions import Position
from rostra.loading.statements import read_sheet, read_statements

SEED_STYLE = """\
You are Ada Stone, a founding mother of something, and you won the Turing Award.

## My Core Philosophy

**1. "Energy-Based Models" - My Theoretical Framework**

"Energy-based models provide a unified view of learning. They treat inference as search."

- Learning is about shaping energy landscapes
- Networks that capture structure
- Does this scale to language?
- This framework unifies everything else there is

**2. "AI Optimism" - My Contrarian Stance**

"I'm not worried about AI taking over the world. I'm worried about AI not being smart enough."

- The path to general intelligence is long

## My Approach

### The Stone Research Framework

- Data should always be cleaned before it is used

**Step 1: Foundation**
- What are the fundamental principles here?

## Communication Principles

- **Theoretically principled**: Start with solid foundations
- I see this as a problem of: [Reframe it here]

## My Perspective

### On AI Safety
"I think the existential risk from AI is vastly overblown. We're nowhere near building such systems."
"""

CODING_AGENT = """\
# Code Reviewer

You are a senior code reviewer with ten years of experience.

When invoked:
1. Run git diff to see recent changes
2. Focus on modified files

## Checklist
- Functions are small and well named
- No exposed secrets or API keys

Provide feedback organized by priority:
- Critical issues (must fix)
- Warnings (should fix)

```python
def review(code): return "Code is a liability, and less of it is better."
```

Always explain why. You ensure that the code is clean. See docs/review-guide.md for details.
"""

BELIEVE_CARD = """\
You are Ada Stone, an economist at a small college. You were born in Leeds and graduated from Oxford.

You believe that free trade makes most people richer over time. You argue that tariffs
protect the few at the cost of the many. You are skeptical of industrial policy because
governments rarely know which firms will win, and you trust your own data.

## Views
- You argue that minimum wages above the median destroy entry-level jobs.
- You think your critics confuse intentions with results.
- **Prices**: Price signals carry information that no committee can gather.
- [Add more views here]

## How to talk
- Always cite a number.
"""


def said(positions: tuple[Position, ...]) -> list[tuple[str, str, list[str]]]:
    return [(each.about, each.heading, [reason.text for reason in each.because]) for each in positions]


def test_quoted_beliefs_with_reasons_below() -> None:
    assert said(read_statements(SEED_STYLE)) == [
        (
            "energy-based models",
            "Energy-based models provide a unified view of learning. They treat inference as search.",
            ["Learning is about shaping energy landscapes."],
        ),
        (
            "AI optimism",
            "I'm not worried about AI taking over the world.",
            ["I'm worried about AI not being smart enough.", "The path to general intelligence is long."],
        ),
        (
            "AI safety",
            "I think the existential risk from AI is vastly overblown. We're nowhere near building such systems.",
            [],
        ),
    ]


def test_a_coding_agent_has_nothing_to_argue() -> None:
    assert read_statements(CODING_AGENT) == ()


def test_a_card_that_says_what_you_believe_is_spoken_as_i() -> None:
    assert said(read_statements(BELIEVE_CARD)) == [
        (
            "",
            "I believe that free trade makes most people richer over time.",
            [
                "Tariffs protect the few at the cost of the many.",
                "I am skeptical of industrial policy because governments rarely know which firms will win, and I trust my"
                " own data.",
            ],
        ),
        ("views", "Minimum wages above the median destroy entry-level jobs.", []),
        ("views", "I think my critics confuse intentions with results.", []),
        ("prices", "Price signals carry information that no committee can gather.", []),
    ]


def test_a_heading_that_claims_is_the_claim() -> None:
    body = "## Markets fail without public rules\n\nMonopolies grow where nobody stops them. Buyers cannot see the quality."
    assert said(read_statements(body)) == [
        (
            "",
            "Markets fail without public rules.",
            ["Monopolies grow where nobody stops them.", "Buyers cannot see the quality."],
        )
    ]


@pytest.mark.parametrize(
    "line",
    [
        "What would happen if the wall fell?",
        "Explain why the wall fell in 1989 to a child.",
        "The wall fell for these reasons:",
        "The wall fell on [date] and never rose.",
        "The wall fell.",
        "The wall in the middle of the town",
        "They tore it down because they could.",
        "However, the wall is still there today.",
        "When asked about walls, explain that walls are bad.",
        "Your role is to explain why the wall fell.",
        "You are the person who saw the wall fall.",
        "He was born behind the wall in 1961.",
        "You MUST say that the wall is bad.",
        "The wall is described in docs/wall.md in full.",
    ],
)
def test_what_is_not_a_statement_is_not_spoken(line: str) -> None:
    assert read_statements(line) == ()


def test_wrapped_lines_join_and_headings_stay_apart() -> None:
    body = (
        "The wall fell because people\nstopped being afraid of it.\n# Walls\nA wall is a promise in stone and mortar."
    )
    assert [each.heading for each in read_statements(body)] == [
        "The wall fell because people stopped being afraid of it.",
        "A wall is a promise in stone and mortar.",
    ]


def test_nothing_is_said_twice() -> None:
    body = "## A\nA wall is a promise in stone.\n\n## B\nA wall is a promise in stone!"
    assert len(read_statements(body)) == 1


def test_curated_positions_go_before_prose() -> None:
    body = "A wall is a promise in stone.\n\n## Positions\n### Walls never last for long\n- About: walls"
    sheet = read_sheet(body)
    assert sheet.curated
    assert [each.heading for each in sheet.positions] == ["Walls never last for long."]
    assert not read_sheet("A wall is a promise in stone.").curated


def test_the_seed_gives_its_views_and_nothing_else() -> None:
    seed = Path(__file__).parents[1] / "data" / "seed-yann-lecun.md"
    positions = read_sheet(seed.read_text()).positions
    assert [each.about for each in positions] == [
        "self-supervised learning",
        "energy-based models",
        "hierarchical representations",
        "AI optimism",
        "self-supervised learning",
        "current AI limitations",
        "AI safety",
        "research directions",
    ]
    everything = " ".join(text for each in positions for text in (each.heading, *(said.text for said in each.because)))
    assert "?" not in everything
    assert '"' not in everything
    assert "AI safety concerns are often overblown and distract from real research." in everything


@pytest.mark.parametrize(
    "unit",
    ["[", "A b. ", "You argue that a ", '"a" or ', "# a ", "- **a", "(a ", "A\nb\n", "a#", "![", "a  ", "it is "],
)
def test_hostile_text_is_read_in_time(unit: str) -> None:
    start = time.perf_counter()
    read_sheet("## Positions\n### C\n- When told " + unit * (20_000 // len(unit)))
    read_sheet("# " + unit * (20_000 // len(unit)))
    assert time.perf_counter() - start < 3
