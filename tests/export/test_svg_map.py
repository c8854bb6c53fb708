"""The argument map as a picture: nothing overlaps, nothing is outside, everything can be read."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pytest

from browsing import CHROMIUM, FLAGS, needs_chromium, playwright
from builders import NOON, a_debate, shipped_format
from export.hostile import hostile
from export.reading import flagship
from rostra.debate import Claim, Debate, Reply, Turn
from rostra.disclosure import disclosure
from rostra.export.options import selected
from rostra.export.svg_map import draw, render
from rostra.flow import flow_sheet
from rostra.mapping import boxes_of, edges_of

SVG = "{http://www.w3.org/2000/svg}"


def large(turns: int = 24) -> Debate:
    """Claims by the dozen, every one an answer to one of the turn before."""
    debate = a_debate(shipped_format("oxford"), 4)
    for n in range(turns):
        seat = debate.debaters[n % 4]
        ids = [f"{seat.mark}{n // 4 + 1}.{k}" for k in (1, 2, 3)]
        before = [claim.id for claim in debate.turns[-1].claims] if debate.turns else []
        replies = tuple(Reply(to=to, relation="rebuts", by=by) for to, by in zip(before, ids, strict=False))
        claims = tuple(
            Claim(id=id_, text=f"{'A longer argument about many things. ' * (k + 1)}") for k, id_ in enumerate(ids)
        )
        common = {"phase": "rebuttals", "round": n // 4 + 1, "slot": n + 1, "at": NOON}
        debate = debate.append(Turn(seat=seat.name, text="x", claims=claims, replies=replies, **common))  # type: ignore[arg-type]
    return debate


def box_places(root: ElementTree.Element) -> dict[str, tuple[float, float, float, float]]:
    places = {}
    for group in root.iter(f"{SVG}g"):
        if (rect := group.find(f"{SVG}rect")) is not None and group.get("data-id"):
            x, y = map(float, re.findall(r"[\d.]+", group.get("transform") or ""))
            places[group.get("data-id") or ""] = (x, y, float(rect.get("width") or 0), float(rect.get("height") or 0))
    return places


@pytest.mark.parametrize(
    "debate", [flagship(), hostile(long=9), large()], ids=["a debate", "a hostile one", "72 claims"]
)
def test_no_box_overlaps_another_and_all_is_inside(debate: Debate) -> None:
    root = ElementTree.fromstring(render(debate))
    _, _, width, height = map(float, (root.get("viewBox") or "").split())
    places = box_places(root)
    assert set(places) == {box.id for box in boxes_of(debate) if box.claim}
    for x, y, w, h in places.values():
        assert 0 <= x <= x + w <= width
        assert 0 <= y - 9 <= y + h <= height
    for (ax, ay, aw, ah), (bx, by, bw, bh) in combinations(places.values(), 2):
        assert ax + aw <= bx or bx + bw <= ax or ay + ah + 9 <= by or by + bh + 9 <= ay
    for path in root.iter(f"{SVG}path"):
        if path.get("class") == "line" and "C" in (path.get("d") or ""):
            numbers = [float(n) for n in re.findall(r"-?[\d.]+", path.get("d") or "")]
            assert all(0 <= n <= width for n in numbers[::2])
            assert all(0 <= n <= height for n in numbers[1::2])


def test_it_says_what_it_is_where_people_and_where_programs_look() -> None:
    picture = render(flagship())
    root = ElementTree.fromstring(picture)
    assert root.findtext(f"{SVG}title") == f"Argument map: {flagship().title}"
    assert (root.findtext(f"{SVG}desc") or "").startswith(disclosure(flagship()))
    metadata = "".join(root.find(f"{SVG}metadata").itertext())  # type: ignore[union-attr]
    assert disclosure(flagship()) in metadata
    assert "Yann LeCun (simulated)" in metadata
    assert "2026-11-23T12:00:00+00:00" in metadata
    shown = " ".join(text.text or "" for text in root.iter(f"{SVG}text"))
    assert disclosure(flagship()) in shown


def test_it_runs_nothing_and_fetches_nothing() -> None:
    for picture in (render(hostile(long=9)), draw(hostile(long=9), embedded=True)):
        root = ElementTree.fromstring(picture)
        kinds = {element.tag.split("}")[1] for element in root.iter()}
        assert kinds <= {
            "svg", "title", "desc", "metadata", "RDF", "Description", "creator", "date", "description", "identifier",
            "subject", "style", "rect", "text", "tspan", "g", "path", "circle",
        }  # fmt: skip
        assert not [
            name for element in root.iter() for name in element.attrib if name.startswith("on") or "href" in name
        ]
        style = root.findtext(f"{SVG}style") or ""
        assert "url(" not in style
        assert "@import" not in style


def test_what_was_dropped_stands_out() -> None:
    root = ElementTree.fromstring(render(flagship()))
    dropped = {line.claim.id for line in flow_sheet(flagship()) if line.status == "unanswered"}
    marked = {g.get("data-id") for g in root.iter(f"{SVG}g") if "dropped" in (g.get("class") or "").split()}
    assert marked == dropped
    assert dropped
    assert "dropped</text>" not in render(selected(flagship(), phases=("openings",)))


def test_every_answer_is_a_line_and_its_kind_can_be_told_without_colour() -> None:
    picture = render(hostile(long=9))
    edges = edges_of(hostile(long=9))
    for relation in ("rebuts", "supports", "concedes", "questions"):
        drawn = len(re.findall(rf'<g class="edge {relation} s', picture))
        assert drawn == sum(edge.relation == relation for edge in edges) > 0


def test_embedded_it_leaves_to_the_page_what_the_page_says() -> None:
    picture = draw(flagship(), embedded=True)
    assert picture.startswith("<svg ")
    assert "<metadata>" not in picture
    assert ' id="' not in picture, "ids of two pictures in a page would meet"
    root = ElementTree.fromstring(picture)
    shown = " ".join(text.text or "" for text in root.iter(f"{SVG}text"))
    assert disclosure(flagship()) not in shown
    assert len(box_places(root)) == len(box_places(ElementTree.fromstring(render(flagship()))))
    rules = (root.findtext(f"{SVG}style") or "").replace("@media (prefers-color-scheme:dark){", "")
    assert all(rule.strip("} ").startswith(".rostra-map") for rule in re.findall(r"[^{}]+\{", rules))


def test_a_long_claim_is_cut_and_whole_in_its_title() -> None:
    claim = Claim(id="A1.1", text="So many words about so little. " * 20)
    debate = a_debate(shipped_format("panel"), 2).append(Turn(seat="aaa", text="x", claims=(claim,), slot=1, at=NOON))
    root = ElementTree.fromstring(render(debate))
    (box,) = [group for group in root.iter(f"{SVG}g") if group.get("data-id") == "A1.1"]
    assert [text.text for text in box.iter(f"{SVG}text")][-1].endswith("…")  # type: ignore[union-attr]
    assert claim.text.strip() in (box.findtext(f"{SVG}title") or "")


def test_a_debate_without_claims_says_so() -> None:
    assert "Nobody has made a numbered claim." in render(a_debate(shipped_format("panel"), 2))


OUTSIDE = """() => [...document.querySelectorAll('g.box')].flatMap((box) => {
  const sheet = box.querySelector('rect.sheet')?.getBoundingClientRect();
  return !sheet ? [] : [...box.querySelectorAll(':scope > text')].filter((text) => {
    const at = text.getBoundingClientRect();
    return at.width && (at.left < sheet.left || at.right > sheet.right || at.top < sheet.top || at.bottom > sheet.bottom);
  }).map((text) => text.textContent);
})"""


@needs_chromium
async def test_in_a_browser_every_word_is_inside_its_box_in_the_colours_of_day_and_night(tmp_path: Path) -> None:
    async with playwright.async_playwright() as browsers:
        browser = await browsers.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        grounds = []
        for scheme in ("light", "dark"):
            page = await browser.new_page(color_scheme=scheme)
            for name, debate in (("one", flagship()), ("hostile", hostile(long=9)), ("large", large())):
                path = tmp_path / f"{name}.svg"
                path.write_text(render(debate), encoding="utf-8")
                await page.goto(path.as_uri())
                assert await page.evaluate(OUTSIDE) == []
                assert await page.evaluate("document.querySelectorAll('g.box').length") == len(boxes_of(debate))
            grounds.append(await page.evaluate("getComputedStyle(document.querySelector('.paper')).fill"))
            await page.close()
        await browser.close()
    assert grounds == ["rgb(253, 252, 249)", "rgb(20, 23, 28)"]
