"""Argument graphs as the package of OVA's makers reads them."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest
from xaif import AIF

from builders import NOON, a_debate, shipped_format
from export.hostile import hostile
from export.reading import flagship
from rostra.debate import Claim, Debate, Reply, Turn
from rostra.disclosure import disclosure
from rostra.export.aif import render

TYPES = {"I", "L", "RA", "CA", "TA", "YA"}


def graph(debate: Debate) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(render(debate))
    return document


@pytest.mark.parametrize("debate", [flagship, hostile], ids=["a debate", "a hostile one"])
def test_it_is_a_valid_dialogue_in_which_everybody_has_a_name(debate: Any) -> None:
    document = graph(debate())
    read = AIF(document)
    assert read.is_valid_json_aif()
    assert read.is_json_aif_dialog()
    nodes = {node["nodeID"]: node for node in document["AIF"]["nodes"]}
    assert len(nodes) == len(document["AIF"]["nodes"])
    assert {node["type"] for node in nodes.values()} <= TYPES
    assert all(edge["fromID"] in nodes and edge["toID"] in nodes for edge in document["AIF"]["edges"])
    spoken = {node_id for node_id, node in nodes.items() if node["type"] == "L"}
    assert {locution["nodeID"] for locution in document["AIF"]["locutions"]} == spoken
    for node_id in spoken:
        name, _ = read.get_speaker(node_id)
        assert name.endswith("(simulated)") or name.startswith("Moderator")
        assert nodes[node_id]["text"].startswith(f"{name}: ")
    assert document["rostra"]["disclosure"] == disclosure(debate())


def test_scheme_nodes_join_what_they_may_join() -> None:
    document = graph(hostile())
    kind = {node["nodeID"]: node["type"] for node in document["AIF"]["nodes"]}
    into: dict[str, list[str]] = {}
    out: dict[str, list[str]] = {}
    for edge in document["AIF"]["edges"]:
        into.setdefault(edge["toID"], []).append(kind[edge["fromID"]])
        out.setdefault(edge["fromID"], []).append(kind[edge["toID"]])
    for node_id, type_ in kind.items():
        ends = (into.get(node_id, []), out.get(node_id, []))
        match type_:
            case "RA" | "CA":
                assert ([each for each in ends[0] if each != "YA"], ends[1]) == (["I"], ["I"])
            case "TA":
                assert (ends[0], [each for each in ends[1] if each != "YA"]) == (["L"], ["L"])
            case "YA":
                assert (ends[0][0], ends[1][0]) in {("L", "I"), ("TA", "CA"), ("TA", "RA")}


def test_relations_are_told_in_the_terms_of_the_format() -> None:
    def said(number: int, seat: str, mark: str, *replies: Reply) -> Turn:
        claim = Claim(id=f"{mark}{number}.1", text=f"Point {number}.")
        return Turn(seat=seat, text="x", claims=(claim,), replies=replies, slot=number, at=NOON)

    debate = a_debate(shipped_format("oxford"), 2).append(
        said(1, "aaa", "A"),
        said(2, "bbb", "B", Reply(to="A1.1", relation="rebuts", by="B2.1")),
        said(3, "aaa", "A", Reply(to="A1.1", relation="supports", by="A3.1")),
        said(4, "bbb", "B", Reply(to="A3.1", relation="concedes", by="B4.1")),
        said(5, "aaa", "A", Reply(to="B4.1", relation="questions", by="A5.1"), Reply(to="B2.1", relation="cites")),
        Turn(seat="bbb", text="No.", replies=(Reply(to="A5.1", relation="rebuts"),), slot=6, at=NOON),
    )
    nodes = graph(debate)["AIF"]["nodes"]
    schemes = Counter(node["text"] for node in nodes if node["type"] not in ("I", "L"))
    assert schemes == {
        "Asserting": 5,
        "Default Transition": 5,
        "Default Conflict": 1,
        "Default Inference": 1,
        "Disagreeing": 2,
        "Arguing": 1,
        "Agreeing": 1,
        "Challenging": 1,
    }
    assert sum(node["type"] == "L" for node in nodes) == 6


def test_the_text_ova_shows_is_no_markup_of_ours() -> None:
    text = graph(hostile())["text"]["txt"]
    assert "<script" not in text
    assert disclosure(hostile()) in text


def test_the_reader_finds_as_many_rebuttals_as_there_are() -> None:
    frame = AIF(graph(flagship())).get_csv("argument-relation")
    rebuttals = {(r.by, r.to) for e in flagship().claimants for r in e.replies if r.relation == "rebuts" and r.by}
    assert sum(frame["relation"] == "Default Conflict") == len(rebuttals)
