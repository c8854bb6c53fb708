"""Mermaid, Graphviz and Argdown: what is said is text in them, and nothing else."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
from xml.etree import ElementTree

import pytest
import yaml

from builders import a_debate, shipped_format
from export.hostile import hostile
from export.reading import flagship
from rostra.debate import Debate
from rostra.disclosure import disclosure
from rostra.export import argdown, dot, mermaid
from rostra.export.options import selected
from rostra.export.words import cut, one_line
from rostra.flow import flow_sheet
from rostra.mapping import boxes_of, edges_of

needs_graphviz = pytest.mark.skipif(shutil.which("dot") is None, reason="needs graphviz: make system-deps")
SVG = "{http://www.w3.org/2000/svg}"


@needs_graphviz
@pytest.mark.parametrize("debate", [flagship(), hostile(long=1_000)], ids=["a debate", "a hostile one"])
def test_graphviz_draws_every_claim_and_every_answer(debate: Debate) -> None:
    drawn = subprocess.run(["dot", "-Tsvg"], input=dot.render(debate).encode(), capture_output=True, check=True)
    assert drawn.stderr == b""
    root = ElementTree.fromstring(drawn.stdout)
    classes = [group.get("class") for group in root.iter(f"{SVG}g")]
    boxes = boxes_of(debate)
    assert classes.count("node") == len(boxes)
    assert classes.count("edge") == len(edges_of(debate))
    assert classes.count("cluster") == len({box.entry.seat for box in boxes})
    titles = {group.findtext(f"{SVG}title") for group in root.iter(f"{SVG}g") if group.get("class") == "node"}
    assert titles == {box.id for box in boxes}
    told = re.sub(r"\s+", "", "".join(root.itertext()))
    assert re.sub(r"\s+", "", disclosure(debate)) in told
    assert not [link for link in root.iter(f"{SVG}a") if link.get("{http://www.w3.org/1999/xlink}href")]


@needs_graphviz
def test_graphviz_shows_what_was_said_as_it_was_said() -> None:
    drawn = subprocess.run(
        ["dot", "-Tsvg"], input=dot.render(hostile(long=9)).encode(), capture_output=True, check=True
    )
    told = re.sub(r"\s+", "", "".join(ElementTree.fromstring(drawn.stdout).itertext()))
    for line in flow_sheet(hostile(long=9)):
        assert re.sub(r"\s+", "", cut(one_line(line.claim.text), 320)) in told


def labels(chart: str) -> list[str]:
    return re.findall(r'^  \w+(?:\["|\(\[")(.*)(?:"\]|"\]\)):::\w+$', chart, re.MULTILINE)


def test_mermaid_has_a_box_a_claim_and_an_arrow_an_answer() -> None:
    chart = mermaid.render(flagship())
    assert len(labels(chart)) == len(boxes_of(flagship())) + 1
    arrows = re.findall(r"^  c_\w+ (?:--x|-->|--o|-\.->)\|\w+\| c_\w+$", chart, re.MULTILINE)
    assert len(arrows) == len(edges_of(flagship()))
    dropped = [line.claim.id for line in flow_sheet(flagship()) if line.status == "unanswered"]
    assert re.findall(r"^  class c_(\w+) dropped$", chart, re.MULTILINE) == [id_.replace(".", "_") for id_ in dropped]
    front = yaml.safe_load(chart.split("---")[1])
    assert front["title"] == flagship().title
    assert f"  %% {disclosure(flagship())}" in chart.splitlines()


def test_every_line_of_mermaid_is_one_that_we_wrote() -> None:
    chart = mermaid.render(hostile())
    body = chart.split("\n---\n", 1)[1]
    ours = re.compile(
        r'flowchart LR|  acc(?:Title|Descr): [^\n{}<>"]*|  %% [^{]*|  (?:about|c_\w+)(?:\[|\(\[)"[^"\n]*"(?:\]|\]\)):::\w+'
        r"|  c_\w+ (?:--x|-->|--o|-\.->)\|\w+\| c_\w+|  class c_\w+ dropped|  classDef \w+ [\w:#, -]+"
    )
    for line in body.strip().splitlines():
        assert ours.fullmatch(line), line
    for label in labels(chart):
        said = re.sub(r"</?b>|<br/>", "", label)
        assert not re.search(r"[<>\"`{}\[\]|%&]", said)
        assert not re.search(r"#(?!\d+;)", said)


def test_mermaid_gives_back_what_was_said() -> None:
    told = [html.unescape(re.sub(r"#(\d+);", r"&#\1;", label)) for label in labels(mermaid.render(hostile(long=9)))]
    for line in flow_sheet(hostile(long=9)):
        assert any(cut(one_line(line.claim.text), 320) in label for label in told)


def unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)


def test_argdown_front_matter_is_yaml_with_the_disclosure() -> None:
    for debate in (flagship(), hostile(long=9)):
        text = argdown.render(debate)
        _, front, body = text.split("===", 2)
        about = yaml.safe_load(front)
        assert about["disclosure"] == about["subTitle"] == disclosure(debate)
        assert about["title"] == one_line(debate.title)
        assert about["author"] == "Rostra (simulated debate)"
        assert about["cast"][0]["byline"].endswith(" (simulated)")
        assert "===" not in body


def test_argdown_has_a_statement_a_claim_with_what_attacks_and_supports_it() -> None:
    text = argdown.render(flagship())
    lines = flow_sheet(flagship())
    statements = re.findall(r"^\[([A-D]\d\.\d)\]: (.*) #([a-z-]+)(?: \{.*\})?$", text, re.MULTILINE)
    assert [(id_, unescaped(said), fate) for id_, said, fate in statements] == [
        (line.claim.id, line.claim.text, line.status)
        for seat in flagship().cast
        for line in lines
        if line.seat == seat.name
    ]
    attacks = re.findall(r"^  <- \[[A-D]\d\.\d\]$", text, re.MULTILINE)
    assert len(attacks) == sum(answer.relation == "rebuts" for line in lines for answer in line.answers)
    assert text.count("\n## ") == 4


def test_every_line_of_argdown_is_one_that_we_wrote() -> None:
    text = argdown.render(hostile(long=9))
    escaped = r"(?:[^\\\[\]<>#@{}*_`|]|\\.)*"
    ours = re.compile(
        rf"#{{1,2}} {escaped}|\[(?:[AB]\d+\.1|Motion)\]: {escaped}(?: #[a-z-]+)?(?: \{{(?:concedes|questions): .*\}})?"
        rf"|  <[+-] (?:\[[AB]\d+\.1\]|<[AB], slot \d+>)|<[AB], slot \d+>: {escaped}|{escaped}|"
    )
    for line in text.split("===", 2)[2].splitlines():
        assert ours.fullmatch(line), line
    for said in ("\\<script\\>", "\\#tag", "\\@\\[A1.1\\]", "/\\* comment", "\\{isInMap"):
        assert said in text or unescaped(said) in unescaped(text)


def test_a_selection_does_not_say_dropped() -> None:
    part = selected(flagship(), phases=("openings",))
    for chart in (mermaid.render(part), dot.render(part)):
        assert "dropped" not in chart.replace("classDef dropped", "")
    assert "#unanswered" not in argdown.render(part)


def test_a_debate_without_claims_is_still_a_graph() -> None:
    debate = a_debate(shipped_format("panel"), 2)
    assert mermaid.render(debate).count(":::") == 1
    assert "subgraph" not in dot.render(debate)
    assert "[Motion]: Tests are worth writing." in argdown.render(debate)
