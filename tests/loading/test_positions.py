from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rostra.loading.positions import Said, Told, read_positions

BODY = """\
You are X.

## Phrases
- Disagrees: The evidence says otherwise.
- **Opens:** Let us look at what these systems do,
  not at what we are promised.

<!-- - Opens: A draft. -->

## Positions

### Scaling alone will not get us there
- About: scaling
- **Because:** The scaling laws are a *generalization*, not a law of physics.
- because: Each step costs ten times the last.
- Evidence: In 2022 I wrote that a wall was near ([source](https://example.org/wall_(2022)_x)).
- **When told "bigger networks: keep getting better", “the wall was never there” or "scale is all":** Trust hardly moved.
- Agrees when told "today's models are unreliable": That is my point.
- Grants: Scale bought fluency.
- Asks: Which old failure did scale remove?
- Becuase: I cannot spell.

### Regulation works

```
### Not a position
- Because: code
```

## Never argues
- that AI is [useless](https://example.org)

## Ideas
* A public test before each release.

## Sources
- Because: this section is not ours.
"""


def test_a_position_is_read_line_by_line() -> None:
    position = read_positions(BODY).positions[0]
    assert (position.heading, position.about, position.line) == ("Scaling alone will not get us there.", "scaling", 12)
    assert [said.text for said in position.because] == [
        "The scaling laws are a generalization, not a law of physics.",
        "Each step costs ten times the last.",
    ]
    assert position.when_told == (
        Told(
            themes=("bigger networks: keep getting better", "the wall was never there", "scale is all"),
            retort="Trust hardly moved.",
            line=17,
        ),
    )
    assert position.agrees_when_told[0].retort == "That is my point."
    assert position.grants[0].text == "Scale bought fluency."
    assert position.asks[0].text == "Which old failure did scale remove?"


def test_a_link_is_kept_apart_from_the_sentence() -> None:
    assert read_positions(BODY).positions[0].evidence == (
        Said(text="In 2022 I wrote that a wall was near.", line=16, urls=("https://example.org/wall_(2022)_x",)),
    )


def test_phrases_by_move() -> None:
    sheet = read_positions(BODY)
    assert sheet.said("opens") == ("Let us look at what these systems do, not at what we are promised.",)
    assert sheet.said("disagrees") == ("The evidence says otherwise.",)
    assert sheet.said("closes") == ()


def test_other_sections_end_positions() -> None:
    sheet = read_positions(BODY)
    assert [position.heading for position in sheet.positions] == [
        "Scaling alone will not get us there.",
        "Regulation works.",
    ]
    assert [said.text for said in sheet.never_argues] == ["that AI is useless"]
    assert [said.text for said in sheet.ideas] == ["A public test before each release."]
    assert [said.text for said in sheet.unread] == ["Becuase: I cannot spell."]


def test_a_theme_without_quotation_marks() -> None:
    told = read_positions("## Positions\n### A claim\n- When told that scale is all: No.").positions[0].when_told
    assert told == (Told(themes=("scale is all",), retort="No.", line=3),)


def test_links_of_every_kind_leave_no_trace() -> None:
    lines = "\n".join(
        f"- Evidence: {text}"
        for text in (
            "A paper said so [1](https://a.org).",
            "A paper said so (https://a.org).",
            "A [paper](https://a.org) said so.",
            "A paper said so (source: https://a.org).",
            "A paper said so ([source](https://a.org), [source](https://b.org)).",
        )
    )
    position = read_positions(f"## Positions\n### A claim\n{lines}").positions[0]
    assert {said.text for said in position.evidence} == {"A paper said so."}
    assert all(said.urls for said in position.evidence)


def test_a_body_without_positions_is_an_empty_sheet() -> None:
    assert not read_positions("You are terse.\n\n- Because: nothing.").positions


@given(st.text(st.sampled_from('#-*"“”:[]() \nabWhen told'), max_size=200))
def test_no_text_breaks_the_parser(text: str) -> None:
    lines = text.count("\n") + 3
    sheet = read_positions(f"## Positions\n### C\n{text}")
    assert all(1 <= position.line <= lines for position in sheet.positions)
