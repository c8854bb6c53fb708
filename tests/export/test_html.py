"""The HTML export: whole without a script, told to machines, and text that stays text."""

from __future__ import annotations

import json
import re
import time
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any

import pytest

from attacks import EVIL
from builders import a_debate, shipped_format
from export.gathering import ARABIC, EMOJI, JAPANESE, gathering
from export.hostile import SECRET, hostile
from export.long_debates import long_debate
from rostra.debate import Debate
from rostra.disclosure import ROLES
from rostra.export import Options, shaped
from rostra.export.arranging import document
from rostra.export.html import Setting, page, render
from rostra.export.html.elements import direction, join, raw, tag, text
from rostra.export.html.shell import in_script
from rostra.export.languages import direction_of, tag_of


class Reader(HTMLParser):
    """What a browser would find: elements with their attributes, and the text of the page."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.inside: list[str] = []
        self.contents: dict[str, list[str]] = {}
        self.text = ""
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in ("meta", "link", "br", "input"):
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.inside.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.inside and self.inside[-1] in ("script", "style", "title"):
            self.contents.setdefault(self.inside[-1], []).append(data)
        else:
            self.text += data

    def all(self, element: str, **attributes: str) -> list[dict[str, str | None]]:
        return [
            found
            for tag, found in self.elements
            if tag == element and all(found.get(k) == v for k, v in attributes.items())
        ]

    def meta(self, name: str) -> str | None:
        return next((each["content"] for each in self.all("meta", name=name)), None)

    @property
    def ids(self) -> list[str]:
        return [str(found["id"]) for _, found in self.elements if "id" in found]


@pytest.fixture(scope="module")
def read() -> Reader:
    return Reader(render(gathering()))


def test_every_element_is_closed_and_no_name_is_given_twice(read: Reader) -> None:
    assert not read.inside
    assert len(read.ids) == len(set(read.ids))


def test_all_that_was_said_is_there_in_its_order(read: Reader) -> None:
    spoken = (
        "Tests are worth",
        "Good evening",
        EMOJI,
        JAPANESE,
        "I grant that",
        "And who pays?",
        "We all do",
        "finds for",
    )
    at = [read.text.index(said) for said in spoken]
    assert at == sorted(at)
    assert ARABIC in read.text
    for said in ("Ddd passes (nothing new).", "The debate was resumed.", "So far:", "sure to 70%", "Common ground"):
        assert said in read.text


def test_the_disclosure_stands_before_everything(read: Reader) -> None:
    assert read.text.strip().startswith(ROLES)


def test_every_link_leads_somewhere_on_the_page(read: Reader) -> None:
    links = [str(each["href"]) for each in read.all("a")]
    assert len(links) > 20
    assert {link for link in links if not link.startswith("#")} == set()
    assert {link[1:] for link in links} <= set(read.ids)
    assert {"turn-1", "turn-5", "a1-1", "c1-1", "votes", "flow"} <= set(read.ids)


def test_a_claim_knows_its_answers_and_a_pointer_the_claim() -> None:
    made = render(gathering())
    fates = re.search(r'<ul class="fates">(.*?)</ul>', made)
    assert fates
    assert re.sub("<[^>]+>", "", fates[1]) == "A1.1 rebutted by C1.1"
    assert f'title="Aaa: {ARABIC}"' in made


def test_votes_are_bars_and_stances_say_what_moved_them(read: Reader) -> None:
    bars = [each["width"] for each in read.all("rect", fill="currentColor")]
    assert bars == ["100.0", "100.0", "100.0"]
    assert "leaning for, moved by C1.1." in read.text
    assert len(read.all("svg", **{"class": "scale c0"})) == 1


def test_a_selection_has_no_flow_sheet() -> None:
    made = render(shaped(gathering(), Options(speakers=("aaa",))))
    assert 'id="flow"' not in made
    assert "A selection" in made


def test_claims_without_markers_leave_no_badge() -> None:
    assert 'class="badge' not in render(shaped(gathering(), Options(markers=False)))


def test_only_the_style_and_the_script_of_the_page_itself_may_run(read: Reader) -> None:
    policy = str(next(each["content"] for each in read.all("meta", **{"http-equiv": "Content-Security-Policy"})))
    (style,) = read.contents["style"]
    _, script = read.contents["script"]
    assert policy.startswith("default-src 'none'; ")
    for kind, content in (("style", style), ("script", script)):
        assert f"{kind}-src 'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'; " in policy
    allowed = {"style", "script", "href", "src", "action"}
    assert not [found for _, found in read.elements for name in found if name.startswith("on") or name == "style"]
    assert not [tag for tag, found in read.elements if allowed & set(found) and tag != "a"]


def test_machines_are_told_that_it_is_simulated() -> None:
    debate = gathering()
    seat = debate.cast[0]
    real = seat.model_copy(update={"persona": seat.persona.model_copy(update={"kind": "real-person"})})
    read = Reader(render(debate.model_copy(update={"cast": (real, *debate.cast[1:])})))
    assert read.meta("rostra:simulated") == "Aaa"
    assert read.meta("robots") == "noindex, nofollow, noarchive"
    assert read.meta("generator") == "Rostra"
    told: dict[str, Any] = json.loads(read.contents["script"][0])
    assert told["creator"]["name"] == "Rostra"
    assert "isSimulated" in told["keywords"]
    assert told["character"][0]["name"] == "Aaa (simulated)"
    assert told["creditText"] == read.meta("description")


def test_only_a_page_that_may_be_found_is_not_hidden_from_search_engines() -> None:
    made = page(
        document(gathering()), Setting(indexed=True, address="https://example.org/d/test.html", home=("../", "All"))
    )
    assert "noindex" not in made
    assert '<link rel="canonical" href="https://example.org/d/test.html">' in made
    assert '<a href="../" rel="up">← All</a>' in made


@pytest.mark.parametrize("evil", EVIL)
def test_an_attack_in_any_text_adds_no_element(evil: str) -> None:
    def shape(made: str) -> list[tuple[str, list[str]]]:
        return [(tag, sorted(found)) for tag, found in Reader(made).elements]

    assert shape(render(everywhere(evil))) == shape(render(everywhere("plain words")))


def everywhere(said: str) -> Debate:
    """That text wherever a text can stand that nobody reads as speech."""
    debate = gathering()
    seats = tuple(
        seat.model_copy(
            update={
                "persona": seat.persona.model_copy(update={"display_name": f"{said} X"}),
                "side": said if seat.side else None,
                "model": said,
            }
        )
        for seat in debate.cast
    )
    scenario = debate.scenario.model_copy(update={"motion": f"{said}?", "language": "en"})
    phases = tuple(phase.model_copy(update={"title": f"{said} {phase.name}"}) for phase in debate.format.phases)
    entries = tuple(
        entry.model_copy(
            update={
                key: f"{said} X"
                for key in ("by", "text")
                if entry.kind in ("question", "notice") and hasattr(entry, key)
            }
        )
        for entry in debate.entries
    )
    return debate.model_copy(
        update={
            "id": said,
            "title": said,
            "scenario": scenario,
            "cast": seats,
            "entries": entries,
            "format": debate.format.model_copy(update={"title": said, "phases": phases}),
        }
    )


def test_a_debate_in_which_every_text_tries_something_is_a_page_like_any_other() -> None:
    made = render(hostile(long=20_000, cleaned=False))
    read = Reader(made)
    assert not read.inside
    assert not re.search("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]", made)
    assert SECRET not in made
    assert len(read.contents["script"]) == 2
    assert {tag for tag, _ in read.elements} & {"img", "iframe", "video", "object", "form", "base"} == set()
    assert {str(each["href"])[0] for each in read.all("a")} == {"#"}


def test_what_html_forbids_is_dropped_and_the_rest_escaped() -> None:
    assert text("a\0b\x0bc\x85d\ud800e\ufffff\U0001fffeg\th\n") == "abcdefg\th\n"
    assert tag("p", {"title": "\"<&'>"}, "<b>") == '<p title="&quot;&lt;&amp;&#39;&gt;">&lt;b&gt;</p>'
    assert join("<", tag("br"), [None, ("&",)]) == "&lt;<br>&amp;"
    assert tag("input", {"hidden": True, "value": False, "name": None, "size": 0}) == '<input hidden size="0">'


@pytest.mark.parametrize("content", ["</script>", "</STYLE >", "<!-- x"])
def test_a_script_is_never_ended_by_what_is_in_it(content: str) -> None:
    with pytest.raises(ValueError, match="cannot stand"):
        raw("script", {}, content)
    assert json.loads(in_script({content: f"&\u2028{content}"})) == {content: f"&\u2028{content}"}
    raw("script", {}, in_script(content))


@pytest.mark.parametrize(
    ("language", "tagged", "way"),
    [
        ("en", "en", "ltr"), ("German", "de", "ltr"), ("pt_BR", "pt-BR", "ltr"), ("Arabic", "ar", "rtl"), ("he", "he", "rtl"),
        ("az-Arab", "az-Arab", "rtl"), ("ur-Latn", "ur-Latn", "ltr"),
        ("日本語", "ja", "ltr"), ("<b>", "und", "ltr"), ("Klingon", "und", "ltr"),
    ],
)  # fmt: skip
def test_a_language_by_tag_or_name_is_a_tag_and_a_direction(language: str, tagged: str, way: str) -> None:
    assert (tag_of(language), direction_of(language)) == (tagged, way)


def test_the_page_takes_the_direction_of_its_language_and_a_text_its_own() -> None:
    debate = gathering()
    made = render(debate.model_copy(update={"scenario": debate.scenario.model_copy(update={"language": "Arabic"})}))
    assert '<html lang="ar" dir="rtl">' in made
    assert f'<p dir="rtl">{ARABIC}' in made
    assert '<p dir="ltr">I grant that.' in made
    assert [direction(each) for each in ("12 – אב", "12, ab", "12!")] == ["rtl", "ltr", "auto"]


def test_an_empty_debate_is_a_page_too() -> None:
    read = Reader(render(a_debate(shipped_format("panel"))))
    assert "Aaa" in read.text
    assert not read.inside


def test_the_same_debate_gives_the_same_bytes() -> None:
    assert render(gathering()) == render(gathering())


def test_two_hundred_turns_take_less_than_a_second() -> None:
    debate = long_debate(200)
    start = time.process_time()
    made = render(debate)
    assert time.process_time() - start < 1
    assert 'id="turn-200"' in made
    assert len(made) < 1_000_000
