"""The library: every debate of the store, and what can be done with it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from builders import NOON
from rostra.debate import Debate, Turn
from rostra.errors import NotFound
from rostra.ledger import Message, open_ledger
from rostra.preparing import Wishes, prepare
from rostra.settings import Settings
from rostra.web.hub import the_hub
from rostra.web.text import plain
from studio_pages import AppTest, button, labels, staged, stored, visited, words


async def shelf(*debates: Debate) -> None:
    for n, debate in enumerate(debates):
        await stored(debate.model_copy(update={"created": NOON + timedelta(hours=n)}))


def named(name: str, title: str, format_name: str = "oxford", entries: int = 6) -> Debate:
    return staged(format_name, entries).model_copy(update={"id": name, "title": title})


def titles(page: AppTest) -> list[str]:
    return [link.proto.label.strip("*") for link in page.get("page_link") if link.proto.label.startswith("**")]


def text_input(page: AppTest, value: str) -> AppTest:
    return page.text_input(key="words").set_value(value).run()


def test_an_empty_library_says_what_to_do_next() -> None:
    page = visited("library")
    assert not page.exception
    assert "Nothing was staged here yet" in words(page)
    assert {link.proto.label for link in page.get("page_link")} == {"Stage a new debate", "Start with the flagship"}


async def test_every_debate_stands_there_with_how_it_is_and_where_it_leads() -> None:
    await shelf(named("walls", "Walls or moats?"), named("done", "Done?", entries=1000))
    page = visited("library")
    assert not page.exception
    assert titles(page) == [plain("Done?"), plain("Walls or moats?")]
    shown = words(page)
    assert "2 debates" in shown
    assert "[can be resumed]" in shown
    assert "Oxford" in shown
    assert "walls" in shown
    addresses = [(link.proto.label, link.proto.query_string) for link in page.get("page_link")]
    assert (f"**{plain('Walls or moats?')}**", "debate=walls") in addresses
    assert ("Transcript", "debate=walls") in addresses
    assert labels(page).count("Resume") == 2
    assert page.get("code")[0].value.endswith("?debate=done")


async def test_words_are_found_in_titles_and_in_what_was_said_with_the_place() -> None:
    debate = named("walls", "Walls or moats?")
    said = tuple(
        entry.model_copy(update={"text": "A moat costs less than <b>stone</b>."}) if isinstance(entry, Turn) else entry
        for entry in debate.entries
    )
    await shelf(debate.model_copy(update={"entries": said}), named("cats", "Cats or dogs?"))
    page = text_input(visited("library"), "moat stone")
    assert titles(page) == [plain("Walls or moats?")]
    passage = next(link for link in page.get("page_link") if "**moat**" in link.proto.label)
    assert "\\<b\\>**stone**\\<" in passage.proto.label
    assert passage.proto.query_string.startswith("debate=walls&turn=seq-")
    assert titles(text_input(page, "dogs")) == [plain("Cats or dogs?")]
    assert "1 of 2 debates" in words(page)


async def test_what_nobody_said_is_not_found_and_everything_is_shown_again() -> None:
    await shelf(named("walls", "Walls or moats?"))
    page = text_input(visited("library"), "unheard")
    assert "No debate is like that." in words(page)
    page = button(page, "Show all debates").click().run()
    assert titles(page) == [plain("Walls or moats?")]


async def test_they_are_filtered_and_sorted() -> None:
    await shelf(named("a", "Second", "panel", 9), named("b", "First"), named("c", "Third"))
    page = visited("library")
    assert page.selectbox(key="format").options == ["Oxford", "Panel"]
    page = page.selectbox(key="format").select("oxford").run()
    assert titles(page) == ["Third", "First"]
    page = page.selectbox(key="sort").select("title").run()
    assert titles(page) == ["First", "Third"]
    assert "2 of 3 debates" in words(page)


async def test_many_are_shown_a_page_at_a_time() -> None:
    await shelf(*(named(f"d{n}", f"Debate {n}", entries=1) for n in range(23)))
    page = visited("library")
    assert len(titles(page)) == 20
    page = visited("library", page="2")
    assert titles(page) == ["Debate 2", "Debate 1", "Debate 0"]
    page = text_input(page, "Debate 19")
    assert titles(page) == ["Debate 19"]


async def test_a_debate_is_deleted_when_asked_twice_and_had_back_with_undo() -> None:
    await shelf(named("walls", "Walls or moats?"), named("cats", "Cats or dogs?"))
    page = visited("library").button(key="delete walls").click().run()
    assert "can be had back for 30 days" in words(page)
    assert len(the_hub().debates(5)) == 2
    page = button(page, "Keep it").click().run()
    assert len(the_hub().debates(5)) == 2
    page = page.button(key="delete walls").click().run()
    page = button(page, "Delete").click().run()
    assert not page.exception
    assert titles(page) == [plain("Cats or dogs?")]
    assert f"**{plain('Walls or moats?')}** is in the bin." in words(page)
    with pytest.raises(NotFound, match="bin"):
        the_hub().look("walls")
    page = button(page, "Undo").click().run()
    assert titles(page) == [plain("Cats or dogs?"), plain("Walls or moats?")]
    assert "Undo" not in labels(page)
    assert the_hub().look("walls").debate.turns


async def test_what_was_deleted_last_can_be_had_back_in_an_empty_library() -> None:
    await shelf(named("walls", "Walls or moats?"))
    page = button(visited("library").button(key="delete walls").click().run(), "Delete").click().run()
    assert "Nothing was staged here yet" in words(page)
    assert titles(button(page, "Undo").click().run()) == [plain("Walls or moats?")]


async def test_a_debate_on_stage_is_not_deleted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROSTRA_PACE", "20")
    the_hub().start(prepare("existential-risk", Settings(), Wishes(id="here")).debate)
    page = visited("library")
    assert "[on stage]" in words(page)
    assert page.button(key="delete here").disabled
    assert "Resume" not in labels(page)


async def test_a_debate_that_somebody_took_meanwhile_is_kept_and_that_is_said() -> None:
    await shelf(named("walls", "Walls or moats?"))
    page = visited("library").button(key="delete walls").click().run()
    ledger = open_ledger(Settings().store)
    async with ledger.write("walls"):
        page = button(page, "Delete").click().run()
        assert "walls" in page.error[0].value
    assert not page.exception
    await ledger.close()


async def test_a_debate_is_resumed_and_the_stage_opens() -> None:
    debate = prepare("existential-risk", Settings(), Wishes(rounds=1, words=40, id="here")).debate
    await stored(debate)
    page = button(visited("library"), "Resume").click().run()
    assert not page.exception
    assert page.query_params["debate"] == "here"
    assert any(each.key == "stage here" for each in page.get("bidi_component"))
    the_hub().send("here", Message(kind="stop"))


async def test_every_format_can_be_taken_home() -> None:
    await shelf(named("walls", "Walls or moats?"))
    page = visited("library")
    assert [each.label for each in page.get("download_button")] == ["HTML", "PDF", "Word", "Markdown"]


async def test_hostile_titles_stay_titles() -> None:
    evil = "<script>alert(1)</script> ![x](http://evil.example/x.png) [y](javascript:alert(2))"
    await shelf(named("evil", evil))
    page = visited("library")
    assert titles(page) == [plain(evil)]
    assert not any(each.proto.allow_html for each in page.markdown)
