"""Word documents, opened by python-docx."""

from __future__ import annotations

import io
import time
import zipfile
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from builders import NOON
from export.readable import TOLD, everything, flagship, saying
from rostra.debate import Claim, Debate, Reply, Turn
from rostra.disclosure import disclosure
from rostra.export.options import unmarked
from rostra.export.word import render


@pytest.fixture(scope="module")
def docx() -> Any:
    return reopened(flagship())


def reopened(debate: Debate) -> Any:
    return Document(io.BytesIO(render(debate)))


def words(docx: Any) -> str:
    """All that stands in it, links and tables included."""
    paragraphs = docx.element.body.iter(qn("w:p"))
    return "\n".join("".join(t.text or "" for t in paragraph.iter(qn("w:t"))) for paragraph in paragraphs)


def test_the_disclosure_stands_in_a_box_before_everything_else(docx: Any) -> None:
    first, second, *_ = docx.paragraphs
    assert (first.text, first.style.name) == (disclosure(flagship()), "Disclosure")
    assert docx.styles["Disclosure"].element.find(".//" + qn("w:pBdr")) is not None
    assert (second.text, second.style.name) == (flagship().title, "Title")


def test_phases_are_headings_in_their_order_and_the_contents_say_the_same(docx: Any) -> None:
    headings = [each.text for each in docx.paragraphs if each.style.name == "Heading 1"]
    assert headings[:3] == ["Poll before the debate", "Introduction", "Openings"]
    assert headings[-2:] == ["Synthesis", "Flow sheet"]
    contents = docx.element.body.find(qn("w:sdt"))
    assert ["".join(t.text for t in link.iter(qn("w:t"))) for link in contents.iter(qn("w:hyperlink"))] == headings
    assert docx.settings.element.find(qn("w:updateFields")) is None


def test_every_link_leads_to_a_bookmark_and_no_bookmark_stands_twice(docx: Any) -> None:
    body = docx.element.body
    marks = [each.get(qn("w:name")) for each in body.iter(qn("w:bookmarkStart"))]
    links = [each.get(qn("w:anchor")) for each in body.iter(qn("w:hyperlink"))]
    assert len(marks) == len(set(marks))
    assert set(links) <= set(marks)
    assert len(links) > 60
    assert all(len(mark) <= 40 and mark.replace("_", "").isalnum() for mark in marks)


def test_every_turn_is_there_under_a_byline_in_its_seats_colour(docx: Any) -> None:
    bylines = [each for each in docx.paragraphs if each.style.name == "Byline" and "LeCun" in each.text]
    assert bylines
    assert {each.text for each in bylines} == {"Yann LeCun (simulated) · for"}
    assert {str(each.runs[0].font.color.rgb) for each in bylines} == {"1C5FC4"}
    text = words(docx)
    for turn in flagship().turns:
        assert turn.text.split("\n")[0][:60].split("[")[0] in text


def test_tables_repeat_their_heads_and_have_their_widths(docx: Any) -> None:
    cast, flow = docx.tables
    assert [cell.text for cell in cast.rows[1].cells] == ["Yann LeCun (simulated)", "for", "A", "offline"]
    assert len(flow.rows) == 1 + sum(len(entry.claims) for entry in flagship().claimants)
    for table in (cast, flow):
        assert table.rows[0]._tr.find(".//" + qn("w:tblHeader")) is not None
        assert sum(column.width for column in table.columns) == pytest.approx(
            docx.sections[0].page_width - 40 * 36000, rel=0.01
        )


def test_what_the_document_says_of_itself(docx: Any) -> None:
    said = docx.core_properties
    assert said.author == "Rostra (simulated debate)"
    assert said.comments == disclosure(flagship())
    assert (said.title, said.language) == (flagship().title, "en")
    assert said.created.isoformat() == said.modified.isoformat() == "2026-11-23T12:00:00+00:00"
    assert docx.sections[0].footer.paragraphs[0].text.startswith("Simulated debate")
    assert "PAGE" in docx.sections[0].footer._element.xml


def test_everything_that_can_happen_is_told() -> None:
    docx = reopened(everything())
    text = words(docx)
    assert [told for told in TOLD if told not in text] == []
    heads = [[cell.text for cell in table.rows[0].cells] for table in docx.tables]
    assert heads.count(["Judge", "Finds for", "How sure", "Because"]) == 2
    assert ["Choice", "Votes"] in heads


def test_every_numbered_list_begins_with_its_own_number() -> None:
    docx = reopened(saying("3. one\n4. two"))
    rows = [each for each in docx.paragraphs if each.style.name == "List Number"]
    assert [each.text for each in rows[:2]] == ["one", "two"]
    numbering = docx.part.numbering_part.element
    list_ = rows[0]._p.pPr.numPr.numId.val
    assert numbering.num_having_numId(list_).lvlOverride_lst[0].startOverride.val == 3
    assert rows[-1]._p.pPr.numPr.numId.val != list_


def test_right_to_left_and_east_asian_text_say_what_they_are() -> None:
    docx = reopened(saying("הטענה הזאת שגויה, AI", language="he"))
    said = next(each for each in docx.paragraphs if each.text.startswith("הטענה"))
    assert said._p.pPr.find(qn("w:bidi")) is not None
    assert said.runs[0]._r.rPr.find(qn("w:rtl")) is not None
    assert said.runs[1]._r.rPr is None
    assert docx.sections[0]._sectPr.find(qn("w:bidi")) is not None
    fonts = reopened(saying("機械", language="Japanese")).styles.element.find(".//" + qn("w:rFonts"))
    assert fonts.get(qn("w:eastAsia")) == "Yu Gothic"


def test_characters_that_xml_forbids_are_dropped_and_emoji_stay() -> None:
    assert "a b 🧠 👩🏽‍🚀 <w:t>&amp;" in words(reopened(saying("a\x00\x0b b\ufffe 🧠 👩🏽‍🚀 <w:t>&amp;")))


def test_a_claim_whose_number_is_not_in_the_text_is_marked_at_the_byline() -> None:
    debate = saying("Without a number.").append(
        Turn(
            seat="bbb", text="So not. (rebuts [A1.1])", replies=(Reply(to="A1.1", relation="rebuts"),), slot=2, at=NOON
        )
    )
    byline = next(each for each in reopened(debate).paragraphs if each.text.startswith("Aaa"))
    assert byline._p.find(qn("w:bookmarkStart")).get(qn("w:name")) == "claim_a1_1"


def test_the_same_debate_gives_the_same_bytes_and_no_time_of_packing() -> None:
    first, second = render(flagship()), render(flagship())
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"


def test_without_numbers_no_link_is_left() -> None:
    body = reopened(unmarked(flagship())).element.body
    assert {each.get(qn("w:anchor"))[:4] for each in body.iter(qn("w:hyperlink"))} == {"_Toc"}


def test_two_hundred_turns_take_no_two_seconds() -> None:
    turns = [
        Turn(
            seat="ab"[number % 2] * 3,
            text=f"A sentence of some words, and a reason. [{'AB'[number % 2]}{number}.1] " * 6,
            claims=(Claim(id=f"{'AB'[number % 2]}{number}.1", text="A sentence."),),
            slot=number,
            phase="openings",
            at=NOON,
        )
        for number in range(1, 201)
    ]
    debate = saying("x").append(*turns)
    render(debate)
    begun = time.process_time()
    render(debate)
    assert time.process_time() - begun < 2
