"""Personas: found, read about, uploaded, edited and taken along."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from rostra.loading import list_personas, load_persona, resources
from rostra.web.text import plain
from studio_pages import AppTest, button, labels, visited, words

ADA = (
    "---\nname: Ada Example\ndescription: An engineer: who measures\nkind: fictional\n---\nYou are Ada.\n\n## Positions\n\n"
    "### A guess is a guess\n- About: guesses\n- Because: Nobody measured it.\n- Evidence: See ([here](https://example.org/a)) and "
    "([there](javascript:alert(1))).\n"
)
EVIL = "<script>alert(1)</script> ![x](http://evil.example/x.png) [y](javascript:alert(2)) :streamlit: $$x$$"


def links(page: AppTest) -> dict[str, str]:
    return {each.proto.label: each.proto.query_string for each in page.get("page_link")}


def upload(page: AppTest, name: str, data: bytes) -> AppTest:
    return page.file_uploader[0].set_value((name, data, "text/markdown")).run()


def kept(page: AppTest) -> dict[str, str]:
    return dict(page.session_state["uploaded personas"])


def test_everybody_is_listed_with_a_way_to_them() -> None:
    page = visited("personas")
    assert not page.exception
    assert {f"persona={persona.name}" for persona in list_personas()} <= set(links(page).values())
    assert "A real person, simulated" in words(page)
    assert "imulated" in page.markdown[0].value


def test_people_are_searched_and_filtered() -> None:
    page = visited("personas")
    page.text_input[0].set_value("house cat").run()
    assert set(links(page)) >= {"Yann LeCun"}
    assert plain("No machine today is as smart as a house cat.") in words(page)
    page.text_input[0].set_value("").run()
    page.get("button_group")[0].set_value("Roles").run()
    assert "Yann LeCun" not in links(page)
    assert "Teacher" in links(page)
    page.text_input[0].set_value("xyzzy").run()
    assert "Nobody here matches" in page.info[0].value
    assert not page.exception


@pytest.mark.parametrize("name", ["yann-lecun", "teacher"])
def test_somebody_is_read_about(name: str) -> None:
    page = visited("personas", persona=name)
    persona = load_persona(name)
    assert not page.exception
    assert not page.error
    assert page.title[0].value == persona.display_name
    headings = [each.value for each in page.subheader]
    assert headings[:3] == ["Who they are", "Temperament", f"What {persona.display_name} holds"]
    assert plain(f"What {persona.display_name} never argues") in headings
    assert "imulated" in words(page)
    assert any(query.startswith("scenario=") for query in links(page).values())
    assert all(each.proto.url.startswith("https://") for each in page.get("link_button"))
    assert len(page.get("link_button")) >= len(persona.sources) / 2
    assert "The check" in words(page)


def test_a_debate_is_started_with_them() -> None:
    page = button(visited("personas", persona="yann-lecun"), "Start a debate with them").click().run()
    assert page.query_params["persona"] == "yann-lecun"
    assert page.title[0].value == "New debate"


def test_an_upload_is_seated_at_the_casting_desk() -> None:
    page = upload(visited("personas"), "ada.md", ADA.encode())
    button(page, "Start a debate with them").click().run()
    assert page.title[0].value == "New debate"
    assert not page.exception
    draft = page.session_state["new draft topic"]
    assert [plan.persona for plan in draft.scenario.cast] == ["ada-example"]


def test_an_address_that_leads_to_nobody_says_so() -> None:
    for query in ({"persona": "yan-lecun"}, {"persona": "../../etc/passwd"}, {"edit": "nobody"}):
        page = visited("personas", **query)
        assert not page.exception
        assert "There is no persona" in page.error[0].value
    assert plain("Did you mean 'yann-lecun'?") in visited("personas", persona="yan-lecun").error[0].value


def test_an_upload_is_taken_in_and_its_repairs_are_told_by_line() -> None:
    page = upload(visited("personas"), "Ada.md", ADA.encode())
    assert not page.exception
    assert page.query_params["persona"] == "ada-example"
    assert page.title[0].value == "Ada Example"
    assert "line 2, understood all the same" in words(page)
    assert "line 3, understood all the same" in words(page)
    assert list(kept(page)) == ["ada-example"]
    assert [each.proto.url for each in page.get("link_button")] == ["https://example.org/a"]
    button(page, "Remove it").click().run()
    assert kept(page) == {}
    assert page.title[0].value == "Personas"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.md", b"", "empty.md:1: is empty."),
        ("nul.md", b"a\nb\0", "nul.md:2: is not text"),
        ("huge.md", b"a" * 300_000, "huge.md: is larger than 256 KB."),
        ("../../../evil.md", b"\0", "evil.md:1: is not text"),
        ("long.md", b"---\nname: " + b"a" * 90 + b"\n---\nx\n", "long.md:2: name: has 80 letters"),
    ],
)
def test_a_broken_upload_says_where_and_changes_nothing(name: str, data: bytes, said: str) -> None:
    page = upload(visited("personas"), name, data)
    assert not page.exception
    assert plain(said) in page.error[0].value
    assert kept(page) == {}
    assert page.title[0].value == "Personas"


def test_a_taken_name_is_refused_with_a_suggestion_that_works() -> None:
    before = {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in resources.entries("persona")}
    page = upload(visited("personas"), "me.md", b"---\nname: yann-lecun\n---\nYou are me.\n")
    assert plain("yann-lecun-2") in page.error[0].value
    assert kept(page) == {}
    next(each for each in page.button if "Take it in as" in each.label).click().run()
    assert list(kept(page)) == ["yann-lecun-2"]
    assert page.query_params["persona"] == "yann-lecun-2"
    assert before == {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in resources.entries("persona")}


def test_one_of_mine_is_replaced_when_asked() -> None:
    page = upload(visited("personas"), "ada.md", ADA.encode())
    page.query_params.clear()
    page = upload(page.run(), "ada.md", ADA.replace("Nobody measured", "Somebody guessed").encode())
    assert "You have a persona" in page.error[0].value
    button(page, "Replace mine").click().run()
    assert "Somebody guessed" in Path(kept(page)["ada-example"]).read_text()


def test_an_upload_that_cannot_be_kept_is_mended_at_the_desk() -> None:
    page = upload(visited("personas"), "long.md", b"---\nname: " + b"a" * 90 + b"\n---\nYou are x.\n")
    button(page, "Mend it here").click().run()
    assert not page.exception
    assert page.query_params["write"] == "upload"
    assert "Keep it" in labels(page)


def test_a_copy_of_a_shipped_one_is_edited_checked_and_kept() -> None:
    page = button(visited("personas", persona="teacher"), "Edit a copy").click().run()
    assert page.query_params["edit"] == "teacher"
    assert "A copy of Teacher" in page.title[0].value
    assert "As it will be read" in [each.value for each in page.subheader]
    button(page, "Keep it").click().run()
    assert not page.exception
    assert list(kept(page)) == ["teacher-2"]
    assert page.query_params["persona"] == "teacher-2"
    assert "yours, for this session" in words(page)


def test_a_draft_waits_until_it_is_kept_or_dropped() -> None:
    page = visited("personas", edit="teacher")
    shop = page.session_state["workshop"]
    shop.drafts["persona edit teacher"] = "---\nname: yann-lecun\n---\nYou are somebody."
    page = page.run()
    assert "Start over" in labels(page)
    button(page, "Keep it").click().run()
    assert "yann" in page.error[0].value
    assert kept(page) == {}
    next(each for each in page.button if each.label.startswith("Call it")).click().run()
    button(page, "Keep it").click().run()
    assert list(kept(page)) == ["yann-lecun-2"]


def test_a_draft_that_cannot_be_read_cannot_be_kept() -> None:
    page = visited("personas", write="new")
    assert page.title[0].value == "A new persona"
    page.session_state["workshop"].drafts["persona write new"] = " "
    page = page.run()
    assert button(page, "Keep it").disabled
    assert "cannot be read yet" in page.info[0].value
    button(page, "Start over").click().run()
    assert not button(page, "Keep it").disabled


def test_an_unreadable_file_of_ones_own_folder_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "broken.md").write_bytes(b"\0")
    (tmp_path / "zoe.md").write_text("---\nname: zoe\ndescription: Somebody\n---\nYou are Zoe.\n")
    monkeypatch.setenv("ROSTRA_PERSONAS", str(tmp_path))
    page = visited("personas")
    assert "broken" in page.warning[0].value
    assert links(page)["Zoe"] == "persona=zoe"


def test_hostile_text_stays_text() -> None:
    text = ADA.replace("An engineer: who measures", EVIL).replace("You are Ada.", f"You are Ada. {EVIL}")
    text = text.replace("A guess is a guess", EVIL).replace("Nobody measured it.", EVIL)
    page = upload(visited("personas"), "evil.md", text.encode())
    assert not page.exception
    assert page.query_params["persona"] == "ada-example"
    drawn = [each.proto for each in page.markdown]
    assert not any(proto.allow_html for proto in drawn)
    assert not any(f"]({scheme}" in proto.body for proto in drawn for scheme in ("http", "javascript"))
    assert not any("](" in each.label for each in page.expander)
