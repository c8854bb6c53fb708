"""Claims and replies out of text that models write in many ways."""

from __future__ import annotations

from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rostra.claims import marks, number, sentences, split_id, without_markers

KNOWN = frozenset({"A1.1", "B1.1", "B1.2", "C1.1", "AA1.1"})


def read(
    text: str, *, mark: str | None = "A", turn: int = 2
) -> tuple[dict[str, str], list[tuple[str, str, str | None]]]:
    numbered = number(text, mark=mark, turn=turn, known=KNOWN)
    claims = {claim.id: claim.text for claim in numbered.claims}
    return claims, [(reply.to, reply.relation, reply.by) for reply in numbered.replies]


@pytest.mark.parametrize(
    "text",
    [
        "Scaling stalls. [A2.1] (rebuts [B1.1])",
        "Scaling stalls [A2.1] (rebuts B1.1).",
        "Scaling stalls (rebuts [B1.1]). [A2.1]",
        "Scaling stalls [A2.1; rebuts B1.1].",
        "[A2.1] Scaling stalls. (rebutting [B1.1])",
        "**[A2.1]** Scaling stalls (in rebuttal of [B1.1]).",
        "Scaling stalls. (A2.1) [rebuts B1.1]",
        "Scaling stalls. [A2.1] [B1.1: rebutted]",
    ],
)
def test_a_claim_that_answers_another_however_it_is_written(text: str) -> None:
    claims, replies = read(text)
    assert {key: value.rstrip(".") for key, value in claims.items()} == {"A2.1": "Scaling stalls"}
    assert replies == [("B1.1", "rebuts", "A2.1")]


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("I concede [B1.2].", "concedes"),
        ("Granted, and I accept [B1.2].", "concedes"),
        ("So (supports [B1.2]).", "supports"),
        ("I question [B1.2].", "questions"),
        ("As was said [B1.2], it rains.", "cites"),
        ("Weigh mine against Bea's [B1.2].", "cites"),
        ("(beside [B1.2])", "cites"),
    ],
)
def test_what_a_turn_does_with_a_claim(text: str, relation: str) -> None:
    assert read(text)[1] == [("B1.2", relation, None)]


def test_one_relation_for_several_claims() -> None:
    assert [reply[:2] for reply in read("No. (rebuts [B1.1], [C1.1])")[1]] == [("B1.1", "rebuts"), ("C1.1", "rebuts")]
    assert [reply[:2] for reply in read("No. (rebuts [B1.1]; concedes [C1.1])")[1]] == [
        ("B1.1", "rebuts"),
        ("C1.1", "concedes"),
    ]


def test_own_numbers_are_put_right_and_own_old_claims_stay_references() -> None:
    numbered = number("First. [A7.4] Second. [A2.2] As I said. [A1.1]", mark="A", turn=2, known=KNOWN)
    assert numbered.text == "First. [A2.1] Second. [A2.2] As I said. [A1.1]"
    assert [claim.id for claim in numbered.claims] == ["A2.1", "A2.2"]
    assert [(reply.to, reply.relation) for reply in numbered.replies] == [("A1.1", "cites")]


def test_references_to_nothing_are_missing_never_invented() -> None:
    numbered = number("Not so. (rebuts [Z9.9]) Nor [B4.1].", mark="A", turn=1, known=KNOWN)
    assert numbered.missing == ("Z9.9", "B4.1")
    assert numbered.replies == ()


def test_versions_sections_and_abbreviations_are_no_claims() -> None:
    text = "Python 3.11 and U.S. law, section (4.2), say Dr. No."
    numbered = number(text, mark="A", turn=1, known=KNOWN)
    assert (numbered.text, numbered.claims, numbered.replies, numbered.missing) == (text, (), (), ())


def test_the_moderator_makes_no_claims() -> None:
    assert read("What of [B1.1]?", mark=None) == ({}, [("B1.1", "cites", None)])


def test_reading_aloud_leaves_the_numbers_out_and_remarks_in() -> None:
    text = "Scale helps. [A2.1] (rebuts [B1.1]) It does (as you yourself admitted so well in [B1.2]), always [A2.2]."
    assert without_markers(text) == "Scale helps. It does (as you yourself admitted so well in [B1.2]), always."


def test_sentences_survive_abbreviations() -> None:
    assert sentences("Dr. No said so, e.g. in May. Then: no! Because.") == [
        "Dr. No said so, e.g. in May.",
        "Then: no!",
        "Because.",
    ]


def test_marks_run_on_past_z() -> None:
    assert list(islice(marks(), 28))[-3:] == ["Z", "AA", "AB"]
    assert split_id("AB12.3") == ("AB", 12, 3)
    with pytest.raises(ValueError, match="A1"):
        split_id("A1")


@given(st.text(max_size=400))
def test_any_text_is_read_without_an_error(text: str) -> None:
    numbered = number(text, mark="A", turn=1, known=KNOWN)
    assert {reply.to for reply in numbered.replies} <= KNOWN
    assert [claim.id for claim in numbered.claims] == sorted({claim.id for claim in numbered.claims}, key=split_id)


@given(
    st.lists(
        st.sampled_from(["It is. ", "[A1.1] ", "[A2.1]", "(rebuts [B1.1])", "[", "]", "(", "B1.2", "\n", "no "]),
        max_size=30,
    )
)
def test_any_arrangement_of_markers_is_numbered_in_order(pieces: list[str]) -> None:
    numbered = number("".join(pieces), mark="A", turn=3, known=KNOWN)
    own = [claim.id for claim in numbered.claims]
    assert all(id_.startswith("A3.") for id_ in own)
    again = number(numbered.text, mark="A", turn=3, known=KNOWN)
    assert (again.text, again.claims, again.replies) == (numbered.text, numbered.claims, numbered.replies)
