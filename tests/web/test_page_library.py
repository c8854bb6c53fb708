"""The library: every debate of the store, and what can be done with it."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from builders import NOON
from rostra.debate import Debate, Turn
from rostra.errors import NotFound
from rostra.export.json import render
from rostra.forking import fork
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
    links = [link.proto for link in page.get("page_link") if not link.proto.icon]
    return [link.label.strip("*") for link in links if link.label.startswith("**")]


def link_of(page: AppTest, label: str) -> str:
    """What stands in the address behind the link of that label."""
    return str(next(link.proto.query_string for link in page.get("page_link") if label in link.proto.label))


async def labelled(**tags: tuple[str, ...]) -> None:
    ledger = open_ledger(Settings().store)
    for debate_id, wanted in tags.items():
        await ledger.tag(debate_id, wanted)
    await ledger.close()


def more(debate_id: str, page: AppTest | None = None) -> AppTest:
    """The library, with the menu of that debate open."""
    page = page or visited("library")
    page.session_state[f"more {debate_id}"] = True
    return page.run()


def deleted(debate_id: str, page: AppTest | None = None) -> AppTest:
    """The question whether it is to be deleted."""
    return more(debate_id, page).button(key=f"delete {debate_id}").click().run()


def brought(name: str, content: bytes | str) -> AppTest:
    """The library, that file given to be imported."""
    data = content if isinstance(content, bytes) else content.encode()
    return visited("library").file_uploader[0].set_value((name, data, "text/plain")).run()


TALK = "Ann: Walls last.\n\nBen: Moats are <b>cheap</b>.\n\nAnn: Not in winter.\n"


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
    assert not page.get("code"), "a menu is filled when somebody opens it"
    assert more("done", page).get("code")[0].value.endswith("?debate=done")


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
    page = text_input(page, "dogs")
    assert titles(page) == ["Cats or :orange-background[dogs]?"]
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


async def test_status_words_and_format_narrow_a_search_together() -> None:
    said = staged("oxford", 1000).turns[2].text.split()[0].strip(".,")
    await shelf(named("b", "Two"), named("c", "Three", "panel", 9))
    the_hub().keep(named("a", "One", entries=1000))
    page = visited("library", words=said)
    assert titles(page) == ["Three", "One", "Two"]
    page = page.selectbox(key="format").select("oxford").run()
    assert titles(page) == ["One", "Two"]
    page = page.button_group(key="status").set_value("ended").run()
    assert not page.exception
    assert titles(page) == ["One"]
    page = page.selectbox(key="format").select("panel").run()
    assert "No debate is like that." in words(page)
    assert "No debate is like that." in words(visited("library", words="?!"))


async def test_a_debate_that_is_named_by_its_id_is_found_too() -> None:
    await shelf(named("walls", "One"), named("moats", "Two"))
    assert titles(visited("library", words="moat")) == ["Two"]


async def test_tags_are_chips_and_narrow_the_list_from_the_address_too() -> None:
    await shelf(named("a", "First"), named("b", "Second"), named("c", "Third"))
    page = visited("library")
    assert not [each for each in page.multiselect if each.key == "tags"], "there is nothing to choose yet"
    await labelled(a=("ethics", "draft"), b=("ethics",))
    page = visited("library")
    assert ":blue-badge[draft] :blue-badge[ethics]" in words(page)
    assert page.multiselect(key="tags").options == ["ethics", "draft"]
    page = page.multiselect(key="tags").select("ethics").run()
    assert titles(page) == ["Second", "First"]
    page = page.multiselect(key="tags").select("draft").run()
    assert titles(page) == ["First"]
    assert titles(visited("library", tags="draft")) == ["First"]


async def test_a_tag_that_is_nobodys_in_the_address_harms_nothing() -> None:
    await shelf(named("a", "First"))
    await labelled(a=("ethics",))
    for tag in ("gone", "a, b", "+x", "x" * 99):
        page = visited("library", tags=tag)
        assert not page.exception
        assert not page.error


async def test_tags_are_put_on_and_taken_off_where_the_debate_stands() -> None:
    await shelf(named("a", "First"), named("b", "Second"))
    await labelled(b=("ethics",))
    page = more("a")
    page = page.multiselect(key="tags a ").select("ethics").run()
    assert not page.exception
    page = page.multiselect(key="tags a ethics").unselect("ethics").run()
    assert {each.id: each.tags for each in the_hub().debates(5)} == {"a": (), "b": ("ethics",)}
    box = page.multiselect(key="tags a ")
    box.set_value(["New  Tag"]).run()
    assert the_hub().tags() == {"ethics": 1, "new tag": 1}


async def test_what_is_no_tag_is_refused_and_the_field_is_as_it_was() -> None:
    await shelf(named("a", "First"))
    await labelled(a=("ethics",))
    page = more("a")
    page = page.multiselect(key="tags a ethics").set_value(["ethics", "one, two"]).run()
    assert "is no tag" in page.error[0].value
    assert page.multiselect(key="tags a ethics").value == ["ethics"]
    assert the_hub().tags() == {"ethics": 1}


async def test_a_debate_is_renamed_and_an_empty_title_is_refused() -> None:
    await shelf(named("a", "First"))
    page = more("a")
    page.text_input(key="name a First").set_value("  <i>Better</i> ")
    page = button(page, "Rename").click().run()
    assert not page.exception
    assert titles(page) == [plain("<i>Better</i>")]
    assert the_hub().look("a").debate.title == "<i>Better</i>"
    page.text_input(key="name a <i>Better</i>").set_value(" ")
    page = button(page, "Rename").click().run()
    assert "is no title" in page.error[0].value
    assert the_hub().look("a").debate.title == "<i>Better</i>"


async def test_many_are_shown_a_page_at_a_time() -> None:
    await shelf(*(named(f"d{n}", f"Debate {n}", entries=1) for n in range(23)))
    page = visited("library")
    assert len(titles(page)) == 20
    page = visited("library", page="2")
    assert titles(page) == ["Debate 2", "Debate 1", "Debate 0"]
    page = text_input(page, "Debate 19")
    assert titles(page) == [":orange-background[Debate] :orange-background[19]"]


async def test_a_debate_is_deleted_when_asked_twice_and_had_back_with_undo() -> None:
    await shelf(named("walls", "Walls or moats?"), named("cats", "Cats or dogs?"))
    page = deleted("walls")
    assert "can be had back for 30 days" in words(page)
    assert len(the_hub().debates(5)) == 2
    page = button(page, "Keep it").click().run()
    assert len(the_hub().debates(5)) == 2
    page = deleted("walls", page)
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
    page = button(deleted("walls"), "Delete").click().run()
    assert "Nothing was staged here yet" in words(page)
    assert titles(button(page, "Undo").click().run()) == [plain("Walls or moats?")]


async def test_a_debate_on_stage_is_not_deleted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROSTRA_PACE", "20")
    the_hub().start(prepare("existential-risk", Settings(), Wishes(id="here")).debate)
    page = more("here")
    assert "[on stage]" in words(page)
    assert page.button(key="delete here").disabled
    assert "Resume" not in labels(page)


async def test_a_debate_that_somebody_took_meanwhile_is_kept_and_that_is_said() -> None:
    await shelf(named("walls", "Walls or moats?"))
    page = deleted("walls")
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
    page = more("walls")
    assert [each.label for each in page.get("download_button")] == ["HTML", "PDF", "Word", "Markdown"]


async def test_hostile_titles_stay_titles() -> None:
    evil = "<script>alert(1)</script> ![x](http://evil.example/x.png) [y](javascript:alert(2))"
    await shelf(named("evil", evil))
    page = visited("library")
    assert titles(page) == [plain(evil)]
    assert not any(each.proto.allow_html for each in page.markdown)


# -- forks


async def test_a_fork_says_of_what_and_leads_to_where_they_part() -> None:
    whole = named("walls", "Walls or moats?")
    slot = whole.turns[2].slot or 0
    await shelf(
        whole,
        fork(whole, slot, id="again", created=NOON),
        fork(named("gone", "Gone"), slot, id="orphan", created=NOON),
        fork(whole, 0, id="anew", created=NOON).model_copy(update={"title": "Towers"}),
    )
    page = visited("library")
    assert not page.exception
    assert link_of(page, f"Fork of walls after slot {slot}") == f"debate=walls&turn=slot-{slot}"
    assert link_of(page, f"Fork of {plain('“Walls or moats?”')} from the beginning") == "debate=walls"
    assert f"Fork of gone after slot {slot}; that is not here" in words(page)


async def test_a_family_is_a_tree_with_ways_to_each_and_to_compare() -> None:
    whole = named("walls", "Walls")
    again = fork(whole, whole.turns[3].slot or 0, id="again", created=NOON)
    third = fork(again, again.turns[2].slot or 0, id="third", created=NOON).model_copy(update={"title": "Renamed"})
    await shelf(whole, again, third, named("cats", "Cats"))
    page = more("third").button(key="family third").click().run()
    assert not page.exception
    dialog = page.get("dialog")[0]
    links = [(each.proto.label, each.proto.query_string) for each in dialog.get("page_link")]
    assert links == [
        ("Walls", "debate=walls"),
        ("Walls", "debate=again"),
        ("Compare", "debates=walls%2Cagain"),
        ("**Renamed**", "debate=third"),
        ("Compare", "debates=again%2Cthird"),
    ]
    alone = more("cats").button(key="family cats").click().run()
    assert "It has no forks." in words(alone)


async def test_two_to_four_debates_are_chosen_and_compared() -> None:
    await shelf(*(named(f"d{n}", f"Debate {n}") for n in range(5)))
    page = visited("library").checkbox(key="pick d1").check().run()
    assert next(each for each in page.button if each.label == "Compare 1").disabled
    page = page.checkbox(key="pick d0").check().run()
    page = page.checkbox(key="pick d3").check().run()
    page = page.checkbox(key="pick d1").uncheck().run()
    page = page.checkbox(key="pick d2").check().run()
    page = page.checkbox(key="pick d4").check().run()
    assert page.checkbox(key="pick d1").disabled, "four are the most"
    page = page.checkbox(key="pick d4").uncheck().run()
    page = button(page, "Compare 3").click().run()
    assert not page.exception
    assert page.query_params["debates"] == "d0,d3,d2"


async def test_what_was_chosen_and_deleted_is_chosen_no_more() -> None:
    await shelf(named("a", "First"), named("b", "Second"))
    page = visited("library").checkbox(key="pick a").check().run()
    page = button(deleted("a", page), "Delete").click().run()
    assert not [label for label in labels(page) if label.startswith("Compare")]


# -- imports


async def test_a_transcript_is_told_of_before_it_is_kept() -> None:
    page = brought("My Talk.txt", TALK)
    assert not page.exception
    shown = words(page)
    assert plain("My Talk.txt: text, as the debate my-talk") in shown
    assert plain("2 speakers: Ann (2 turns), Ben (1 turn)") in shown
    assert the_hub().count() == 0, "nothing is stored yet"
    page = button(page, "Keep it").click().run()
    assert not page.exception
    assert page.query_params["debate"] == "my-talk"
    assert [turn.text for turn in the_hub().look("my-talk").debate.turns][1] == "Moats are <b>cheap</b>."
    assert [each.status for each in the_hub().debates(5)] == ["ended"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.md", b" ", "is empty"),
        ("nobody.txt", b"Only one sentence.", "nobody"),
        ("broken.json", b'{"schema": "rostra.transcript/1",', "broken"),
        ("future.json", b'{"schema": "rostra.transcript/99"}', "does not know"),
        ("../../etc/passwd.json", b"[1, 2]", "passwd"),
        ("binary.txt", bytes(range(256)), "binary"),
    ],
)
async def test_what_cannot_be_read_is_said_and_nothing_is_kept(name: str, content: bytes, said: str) -> None:
    page = brought(name, content)
    assert not page.exception
    assert said in page.error[0].value.lower().replace("\\", "")
    assert "Keep it" not in labels(page)
    assert ".." not in page.error[0].value
    assert the_hub().count() == 0


async def test_an_id_that_is_taken_is_kept_apart_unless_its_place_is_asked_for() -> None:
    await shelf(named("my-talk", "Walls"))
    page = brought("my-talk.txt", TALK)
    assert f"There is a debate {plain('my-talk')} here already." in words(page)
    page = button(page, "Keep it").click().run()
    assert not page.exception
    first = page.query_params["debate"]
    assert first != "my-talk"
    assert first.startswith("my-talk-")
    assert the_hub().look("my-talk").debate.title == "Walls"

    page = brought("my-talk.txt", TALK)
    page = next(box for box in page.checkbox if "gone for good" in box.label).check().run()
    page = button(page, "Replace it").click().run()
    assert not page.exception
    assert page.query_params["debate"] == "my-talk"
    assert the_hub().look("my-talk").debate.turns[0].text == "Walls last."
    assert the_hub().count() == 2


async def test_the_id_of_what_lies_in_the_bin_is_not_given_away() -> None:
    await shelf(named("my-talk", "Walls"))
    the_hub().delete("my-talk")
    page = button(brought("my-talk.txt", TALK), "Keep it").click().run()
    assert page.query_params["debate"].startswith("my-talk-")
    the_hub().restore("my-talk")
    assert the_hub().look("my-talk").debate.title == "Walls"


async def test_somebody_who_was_faster_is_told_and_another_id_is_offered() -> None:
    page = brought("my-talk.txt", TALK)
    await shelf(named("my-talk", "Walls"))
    page = button(page, "Keep it").click().run()
    assert not page.exception
    assert plain("my-talk") in page.error[0].value
    page = button(page.run(), "Keep it").click().run()
    assert page.query_params["debate"].startswith("my-talk-")
    assert the_hub().look("my-talk").debate.title == "Walls"


async def test_a_debate_on_stage_is_not_replaced() -> None:
    await shelf(named("my-talk", "Walls"))
    ledger = open_ledger(Settings().store)
    async with ledger.write("my-talk"):
        page = brought("my-talk.txt", TALK)
        page = next(box for box in page.checkbox if "gone for good" in box.label).check().run()
        page = button(page, "Replace it").click().run()
        assert page.error
    await ledger.close()
    assert not page.exception
    assert the_hub().look("my-talk").debate.title == "Walls"


async def test_our_own_json_comes_back_and_may_be_gone_on_with() -> None:
    debate = named("walls", "Walls or moats?")
    file = render(debate)
    page = button(brought("walls.json", file), "Keep it").click().run()
    assert page.query_params["debate"] == "walls"
    assert [each.status for each in the_hub().debates(5)] == ["open"]


async def test_hostile_transcripts_stay_text() -> None:
    evil = "<img src=x onerror=alert(1)> ![x](http://evil.example/x.png)"
    file = json.dumps([{"name": evil, "text": evil}, {"name": "B", "text": "No."}, {"name": evil, "text": "Yes."}])
    page = brought(f"{evil}\u202e.json", file)
    assert not page.exception
    assert not any(each.proto.allow_html for each in page.markdown)
    assert "\u202e" not in words(page)
    assert plain("![x](http://evil.example/x.png)")[:20] in words(page)
    assert "![x](" not in words(page)
