"""What every store promises to a library: debates found, named, tagged, shared, thrown away and had back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from builders import NOON
from ledger_values import ROUND_TABLE, Store, debate, rich_turn, turn
from rostra.debate import Claim, Lineage
from rostra.errors import DebateExists, LeaseLost, NotFound, WrongUse
from rostra.ledger import Hit, Ledger, Listing, Wanted

DAY = 86_400


def ids(listings: Sequence[Listing]) -> list[str]:
    return [listing.id for listing in listings]


async def wanted(ledger: Ledger, **fields: Any) -> list[str]:
    """Ids of what is wanted, which is also what is counted."""
    asked = Wanted(**fields)
    found = ids(await ledger.list(asked))
    assert await ledger.count(asked) == len(found)
    return found


async def shelved(ledger: Ledger, *names: str, **fields: Any) -> None:
    """Debates of these ids, each an hour after the one before."""
    for n, name in enumerate(names):
        await ledger.create(debate(name, minute=60 * n, **fields))


async def test_a_renamed_debate_has_the_title_everywhere(ledger: Ledger) -> None:
    await ledger.create(debate(title="Walls").append(turn(1)))
    await ledger.rename("d", "  Moats,\n or walls? ")
    loaded = await ledger.load("d")
    assert (loaded.title, len(loaded.entries)) == ("Moats, or walls?", 1)
    assert [listing.title for listing in await ledger.list()] == ["Moats, or walls?"]
    assert await wanted(ledger, words="moats") == ["d"]
    assert [(hit.title, hit.kind) for hit in await ledger.search("moats")] == [("Moats, or walls?", "title")]
    with pytest.raises(WrongUse, match="1 to 300 characters"):
        await ledger.rename("d", " \n ")


async def test_a_debate_is_renamed_while_it_is_written(ledger: Ledger) -> None:
    await ledger.create(debate())
    async with ledger.write("d") as pen:
        await ledger.rename("d", "Meanwhile")
        await pen.append(turn(1))
    loaded = await ledger.load("d")
    assert (loaded.title, len(loaded.entries)) == ("Meanwhile", 1)


async def test_tags_are_put_on_and_taken_off_and_counted(ledger: Ledger) -> None:
    await shelved(ledger, "a", "b", "c")
    assert await ledger.tag("a", ["Ethics", "  ai   safety "]) == ("ai safety", "ethics")
    assert await ledger.tag("a", ["ETHICS"]) == ("ai safety", "ethics")
    assert await ledger.tag("b", ["ethics", "draft"], ["draft", "unheard"]) == ("ethics",)
    await ledger.tag("c", ["walls"])
    await ledger.delete("c")
    assert list((await ledger.tags()).items()) == [("ethics", 2), ("ai safety", 1)]
    assert await ledger.tags(Wanted(tags=("ai safety",))) == {"ai safety": 1, "ethics": 1}
    assert [listing.tags for listing in await ledger.list()] == [("ethics",), ("ai safety", "ethics")]
    assert await wanted(ledger, tags=("Ethics",)) == ["b", "a"]
    assert await wanted(ledger, tags=("ethics", "ai safety")) == ["a"]


@pytest.mark.parametrize("tag", ["", " ", "a,b", "-a", "+a", "x" * 41, "a\x1bb"], ids=ascii)
async def test_what_is_no_tag_is_refused_and_changes_nothing(ledger: Ledger, tag: str) -> None:
    await ledger.create(debate())
    with pytest.raises(WrongUse, match="is no tag"):
        await ledger.tag("d", ["fine", tag])
    assert await ledger.tags() == {}


async def test_a_person_sees_their_own_debates_and_those_shared_with_them(ledger: Ledger) -> None:
    await ledger.create(debate("hers"), owner="Ann@Example.org")
    await shelved(ledger, "his", "nobodys")
    await ledger.own("his", "bob@example.org")
    await ledger.share("his", " ann@example.org")
    await ledger.share("his", "ann@example.org")
    assert await wanted(ledger) == ["nobodys", "his", "hers"]
    assert await wanted(ledger, visible_to="ann@example.ORG") == ["his", "hers"]
    assert await wanted(ledger, visible_to="bob@example.org") == ["his"]
    assert await wanted(ledger, visible_to="eve@example.org") == []
    assert await wanted(ledger, visible_to=("id:4711", "Bob@example.org")) == ["his"]
    assert await wanted(ledger, visible_to=("bob@example.org", "ann@example.org")) == ["his", "hers"]
    assert await wanted(ledger, visible_to=()) == []
    assert await wanted(ledger, owner="ann@example.org") == ["hers"]
    (his,) = await ledger.list(Wanted(among=("his",)))
    assert (his.owner, his.shared, his.tags) == ("bob@example.org", ("ann@example.org",), ())
    await ledger.unshare("his", "ANN@example.org")
    assert await wanted(ledger, visible_to="ann@example.org") == ["hers"]
    await ledger.own("hers", None)
    assert await wanted(ledger, visible_to="ann@example.org") == []


async def test_what_a_person_does_not_see_is_not_searched_either(ledger: Ledger) -> None:
    await ledger.create(debate("hers", title="An owl").append(turn(1, "The owl flies.")), owner="ann@example.org")
    assert len(await ledger.search("owl")) == 2
    assert await ledger.search("owl", Wanted(visible_to="eve@example.org")) == ()
    assert await ledger.tags(Wanted(visible_to="eve@example.org")) == {}


async def test_debates_are_filtered_by_words_status_and_format(ledger: Ledger) -> None:
    other = ROUND_TABLE.model_copy(update={"name": "square"})
    await ledger.create(debate("walls-1", title="Walls or moats?"))
    await ledger.create(debate("b", title="Moats!", format=other))
    await ledger.create(debate("c", title="Ärger mit Mäusen"))
    assert await wanted(ledger, words="moats") == ["b", "walls-1"]
    assert await wanted(ledger, words='MOAT "walls or"') == ["walls-1"]
    assert await wanted(ledger, words="alls") == [], "no word begins so"
    assert await wanted(ledger, words="walls 1") == ["walls-1"], "the id"
    assert await wanted(ledger, words="ÄRGER") == ["c"]
    assert await wanted(ledger, words="%") == await wanted(ledger), "no word at all"
    assert await wanted(ledger, format="square") == ["b"]
    assert list((await ledger.formats()).items()) == [("table", 2), ("square", 1)]
    async with ledger.write("b") as pen:
        await pen.ended(True)
        assert await wanted(ledger, status="running") == ["b"]
        assert await wanted(ledger, status="ended") == []
    assert await wanted(ledger, status="running") == []
    assert await wanted(ledger, status="ended") == ["b"]
    assert await wanted(ledger, status="open", words="moats") == ["walls-1"]
    assert await wanted(ledger, among=()) == []


async def test_a_lease_that_ran_out_is_no_running_debate(store: Store) -> None:
    ledger = store.open()
    await ledger.create(debate())
    async with ledger.write("d"):
        store.now += 31
        assert await wanted(ledger, status="running") == []
        assert await wanted(ledger, status="open") == ["d"]


async def test_debates_are_sorted_and_come_a_page_at_a_time(store: Store) -> None:
    ledger = store.open()
    await ledger.create(debate("a", title="“Zeal”").append(rich_turn(1)))
    await ledger.create(debate("b", minute=1, title="art"))
    await ledger.create(debate("c", minute=2, title="Bart").append(rich_turn(1), rich_turn(2)))
    store.now += 60
    async with ledger.write("b") as pen:
        await pen.append(turn(1))
    orders = {
        "newest": "cba",
        "oldest": "abc",
        "title": "bca",
        "turns": "cba",
        "cost": "cab",
        "updated": "bca",
    }
    for sort, order in orders.items():
        assert "".join(await wanted(ledger, sort=sort)) == order, sort
        pages = [await ledger.list(Wanted(sort=sort), limit=2, offset=offset) for offset in (0, 2, 4)]  # type: ignore[arg-type]
        assert ["".join(ids(page)) for page in pages] == [order[:2], order[2:], ""], sort


async def test_a_fork_is_listed_with_where_it_came_from(ledger: Ledger) -> None:
    lineage = Lineage(parent="a", at=3, how="recast")
    await ledger.create(debate("a"))
    await ledger.create(debate("b", minute=1, lineage=lineage))
    assert [listing.lineage for listing in await ledger.list()] == [lineage, None]


async def test_a_deleted_debate_lies_in_the_bin_and_can_be_had_back(store: Store) -> None:
    ledger = store.open()
    kept = debate(title="An owl").append(turn(1, "The owl flies."))
    await ledger.create(kept)
    await ledger.tag("d", ["birds"])
    before = await ledger.load("d")
    await ledger.delete("d")
    assert await ledger.list() == () == await ledger.search("owl")
    assert await ledger.count() == 0
    for call in (ledger.load, ledger.inbox, ledger.delete):
        with pytest.raises(NotFound, match=r"lies in the bin: `rostra debates restore d`"):
            await call("d")
    with pytest.raises(NotFound, match="restore"):
        async with ledger.write("d"):
            pass
    with pytest.raises(DebateExists, match=r"in the bin.*rostra debates restore d"):
        await ledger.create(kept)
    (binned,) = await ledger.list(Wanted(deleted=True))
    assert (binned.id, binned.deleted and binned.deleted.timestamp()) == ("d", store.now)
    await ledger.restore("d")
    await ledger.restore("d")
    assert await ledger.load("d") == before
    assert [(each.tags, each.deleted) for each in await ledger.list()] == [(("birds",), None)]
    assert len(await ledger.search("owl")) == 2
    async with ledger.write("d") as pen:
        assert (await pen.append(turn(2))).seq == 2


async def test_a_late_writer_does_not_write_into_the_bin(store: Store) -> None:
    ledger = store.open()
    await ledger.create(debate())
    async with ledger.write("d") as late:
        store.now += 31
        await ledger.delete("d")
        with pytest.raises(LeaseLost):
            await late.append(turn(1))
        await ledger.restore("d")
        with pytest.raises(LeaseLost):
            await late.append(turn(1))
    assert (await ledger.load("d")).entries == ()


async def test_what_is_in_the_bin_can_go_for_good(store: Store) -> None:
    ledger = store.open()
    await shelved(ledger, "old", "new", "kept")
    await ledger.delete("old")
    store.now += 20 * DAY
    await ledger.delete("new")
    store.now += 11 * DAY
    assert await ledger.sweep() == 1
    with pytest.raises(NotFound, match="There is no debate 'old'"):
        await ledger.restore("old")
    await ledger.purge("new")
    await ledger.purge("kept")
    assert await ledger.list() == () == await ledger.list(Wanted(deleted=True))


async def test_the_bin_is_emptied_of_what_is_old_when_a_store_is_first_written_to(durable: Store) -> None:
    ledger = durable.open()
    await shelved(ledger, "old", "kept")
    await ledger.delete("old")
    durable.now += 31 * DAY
    later = durable.open()
    assert len(await later.list(Wanted(deleted=True))) == 1, "reading removes nothing"
    await later.tag("kept", ["a"])
    assert await later.list(Wanted(deleted=True)) == ()


def places(hits: Sequence[Hit]) -> list[tuple[str, int | None, str | None]]:
    return [(hit.debate, hit.seq, hit.claim) for hit in hits]


def marked(hit: Hit) -> list[str]:
    return [hit.snippet[start:end] for start, end in hit.marks]


async def test_a_hit_names_its_place_and_marks_its_words(ledger: Ledger) -> None:
    text = "By the way: an owl sees in the dark. [A1.1] Nothing about ravens."
    claim = Claim(id="A1.1", text="By the way: an owl sees in the dark.")
    await ledger.create(debate("o", title="Owls in the dark").append(turn(1, text, claims=(claim,))))
    title, said = await ledger.search("dark")
    assert (title.kind, title.seq, title.claim, marked(title)) == ("title", None, None, ["dark"])
    assert (said.kind, said.seq, said.claim, marked(said)) == ("turn", 1, "A1.1", ["dark"])
    (said,) = await ledger.search("ravens OWL")
    assert (said.claim, marked(said)) == ("A1.1", ["owl", "ravens"])
    (said,) = await ledger.search("ravens")
    assert (said.claim, said.snippet) == (None, text)


async def test_phrases_and_beginnings_are_found(ledger: Ledger) -> None:
    await ledger.create(debate("a").append(turn(1, "Open weights, safer models."), turn(2, "Weights that are open.")))
    assert places(await ledger.search('"open weights"')) == [("a", 1, None)]
    assert len(await ledger.search("open weights")) == 2
    assert await ledger.search('"weights open"') == ()
    assert places(await ledger.search("mod*")) == places(await ledger.search("safe* model")) == [("a", 1, None)]
    (hit,) = await ledger.search("safe* mod")
    assert marked(hit) == ["safer", "models"]
    assert await ledger.search('"mod"') == (), "quoted, a word is whole"
    assert await ledger.search("odels") == ()


async def test_the_whole_word_comes_before_what_begins_like_it(ledger: Ledger) -> None:
    texts = ("Modelling models is model work.", "Models, models, models.", "One model.")
    await ledger.create(debate("a").append(*(turn(n, text) for n, text in enumerate(texts, 1))))
    assert [seq for _, seq, _ in places(await ledger.search("model"))] == [3, 1, 2]
    assert [seq for _, seq, _ in places(await ledger.search("model", limit=2))] == [3, 1]


UNSPACED = {
    "ja": (
        "東京タワーは高い。生成AIは安全か?",
        ["東京", "タワー", "高い", "塔京"[1], "AI", "安全か", "タワーは高"],
        ["京東", "大阪"],
    ),
    "zh": ("开放权重让我们更安全,GPT4也是。", ["权重", "安全", "我们更安全", "gpt4", "让"], ["重权", "危险"]),
    "ko": ("민주주의는 시장을 이긴다.", ["민주주의", "시장", "주의는"], ["시민"]),
}


@pytest.mark.parametrize("language", UNSPACED)
async def test_what_is_written_without_spaces_is_found(ledger: Ledger, language: str) -> None:
    text, there, absent = UNSPACED[language]
    await ledger.create(debate("said").append(turn(1, f"So it is said: {text}")))
    await ledger.create(debate("titled", title=text))
    for word in there:
        assert [(hit.debate, hit.kind) for hit in await ledger.search(word)] == [
            ("titled", "title"),
            ("said", "turn"),
        ], word
        assert await wanted(ledger, words=word) == ["titled"], word
        assert all(map(marked, await ledger.search(word)))
    for word in absent:
        assert await ledger.search(word) == (), word
    await ledger.purge("said")
    assert [hit.debate for hit in await ledger.search(there[0])] == ["titled"]


async def test_the_best_places_are_the_same_in_every_store(ledger: Ledger) -> None:
    texts = ["owl " * n + "raven " * (20 - n) for n in (1, 9, 5)] + ["A short owl."]
    for n, text in enumerate(texts):
        await ledger.create(debate(f"d{n}", minute=n, created=NOON + timedelta(minutes=n)).append(turn(1, text)))
    assert [hit.debate for hit in await ledger.search("owl")] == ["d1", "d2", "d3", "d0"]
    assert [hit.debate for hit in await ledger.search("owl", Wanted(among=("d0", "d3")))] == ["d3", "d0"]
    assert [hit.debate for hit in await ledger.search("owl", limit=1)] == ["d1"]


async def test_debates_in_which_it_was_said_are_wanted_whatever_their_names(ledger: Ledger) -> None:
    await shelved(ledger, "walls", "moats", "owls")
    assert await wanted(ledger, words="walls", said=("owls",)) == ["owls", "walls"]
    assert await wanted(ledger, words="walls", said=("owls",), among=("owls", "moats")) == ["owls"]
    assert await wanted(ledger, words="walls", said=("nobody",)) == ["walls"]
    assert await wanted(ledger, said=("owls",)) == ["owls", "moats", "walls"]
    assert await wanted(ledger, words="walls", said=("owls",), visible_to="ann@example.org") == []


async def test_forks_are_found_by_where_they_come_from(ledger: Ledger) -> None:
    await ledger.create(debate("whole"))
    for id_, parent in (("a", "whole"), ("b", "whole"), ("c", "a")):
        await ledger.create(debate(id_, lineage=Lineage(parent=parent, at=1, how="regenerate")))
    assert await wanted(ledger, parents=("whole",)) == ["b", "a"]
    assert await wanted(ledger, parents=("whole", "a")) == ["c", "b", "a"]
    assert await wanted(ledger, parents=("nowhere",)) == await wanted(ledger, parents=()) == []
