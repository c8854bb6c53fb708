"""What every store promises."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from builders import NOON
from ledger_values import Store, debate, notice, rich_turn, turn
from rostra.debate import Decision, Lineage, Pass, Point, Section, Summary
from rostra.errors import DebateExists, DebateHeld, LeaseLost, LedgerError, NotFound
from rostra.ledger import Ledger, Message

QUESTION = Message(kind="question", text="Why?", by="Ann")


async def test_a_debate_comes_back_as_it_was_created(ledger: Ledger) -> None:
    created = debate(seed=7, lineage=Lineage(parent="p", at=3))
    assert await ledger.create(created) == created
    assert await ledger.load("d") == created


async def test_a_copied_debate_keeps_its_entries_numbered_anew(ledger: Ledger) -> None:
    fork = debate().append(
        turn(1).model_copy(update={"seq": 4}), notice("hello", after=1).model_copy(update={"seq": 9})
    )
    created = await ledger.create(fork)
    assert [(entry.seq, entry.slot) for entry in created.entries] == [(1, 1), (2, None)]
    assert await ledger.load("d") == created
    async with ledger.write("d") as pen:
        assert (await pen.append(turn(2))).seq == 3


async def test_what_cannot_be_stored_is_gone_from_what_was_created(ledger: Ledger) -> None:
    created = await ledger.create(debate(title="A\0 test").append(rich_turn(1), turn(2, "Ne\0ver.")))
    assert (created.title, created.turns[-1].text) == ("A test", "Never.")
    assert await ledger.load("d") == created


async def test_an_id_is_taken_once(ledger: Ledger) -> None:
    await ledger.create(debate())
    with pytest.raises(DebateExists, match="rostra debates resume d"):
        await ledger.create(debate(title="Another"))
    assert (await ledger.load("d")).title == "A test"


async def test_a_debate_takes_the_place_of_another_with_all_it_has(ledger: Ledger) -> None:
    await ledger.create(debate().append(turn(1, "The old words.")))
    await ledger.send("d", QUESTION)
    await ledger.create(debate(title="Another").append(turn(1, "New."), turn(2, "Words.")), replace=True, ended=True)
    loaded = await ledger.load("d")
    assert (loaded.title, [entry.text for entry in loaded.turns]) == ("Another", ["New.", "Words."])
    assert await ledger.inbox("d") == ()
    assert [(each.id, each.turns, each.status) for each in await ledger.list()] == [("d", 2, "ended")]
    assert await ledger.search("old") == ()


async def test_replacing_what_is_not_there_creates_it(ledger: Ledger) -> None:
    await ledger.create(debate(), replace=True)
    assert [each.status for each in await ledger.list()] == ["open"]


async def test_the_old_debate_stays_where_the_new_one_cannot_be_stored(ledger: Ledger) -> None:
    old = debate().append(turn(1, "The old words."))
    await ledger.create(old)
    with pytest.raises(LedgerError, match="Slot 1"):
        await ledger.create(debate(title="Another").append(turn(1), turn(1)), replace=True)
    assert [entry.text for entry in (await ledger.load("d")).turns] == ["The old words."]
    assert (await ledger.load("d")).title == "A test"


async def test_a_debate_that_is_being_written_is_not_replaced(ledger: Ledger) -> None:
    await ledger.create(debate())
    async with ledger.write("d") as pen:
        with pytest.raises(DebateHeld):
            await ledger.create(debate(title="Another"), replace=True)
        await pen.append(turn(1))
    await ledger.create(debate(title="Another"), replace=True)
    with pytest.raises(LeaseLost):
        await pen.append(turn(2))
    assert (await ledger.load("d")).entries == ()


async def test_an_imported_seat_is_still_one_when_it_comes_back(ledger: Ledger) -> None:
    created = debate()
    seats = tuple(seat.model_copy(update={"imported": True}) for seat in created.cast)
    await ledger.create(created.model_copy(update={"cast": seats}))
    assert (await ledger.load("d")).cast == seats


async def test_an_unknown_debate_is_named_with_what_is_near(ledger: Ledger) -> None:
    await ledger.create(debate("socrates-1"))
    for call in (ledger.load, ledger.inbox, ledger.delete, ledger.restore, ledger.purge):
        with pytest.raises(NotFound, match="Did you mean 'socrates-1'"):
            await call("socrates-2")
    with pytest.raises(NotFound):
        await ledger.since("socrates-2", 0)
    with pytest.raises(NotFound):
        await ledger.send("socrates-2", QUESTION)
    with pytest.raises(NotFound):
        async with ledger.write("socrates-2"):
            pass


async def test_entries_are_numbered_in_append_order_and_there_at_once(ledger: Ledger) -> None:
    await ledger.create(debate())
    async with ledger.write("d") as pen:
        first = await pen.append(rich_turn(2))
        second = await pen.append(notice("before it", after=0))
        assert await ledger.since("d", 0) == (first, second)
        assert await ledger.since("d", 1) == (second,)
        assert await ledger.since("d", 2) == ()
    assert (first.seq, second.seq) == (1, 2)
    assert (await ledger.load("d")).entries == (first, second)


async def test_a_slot_is_closed_once(ledger: Ledger) -> None:
    await ledger.create(debate())
    async with ledger.write("d") as pen:
        await pen.append(turn(1, "First."))
        with pytest.raises(LedgerError, match="Slot 1 of debate 'd' is closed already"):
            await pen.append(turn(1, "Second."))
        assert (await pen.append(turn(2))).seq == 2
    assert [entry.slot for entry in (await ledger.load("d")).entries] == [1, 2]


async def test_a_copy_with_a_slot_closed_twice_is_refused_whole(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="Slot 1"):
        await ledger.create(debate().append(turn(1), turn(1)))
    with pytest.raises(NotFound):
        await ledger.load("d")


async def test_many_entries_may_have_no_slot(ledger: Ledger) -> None:
    await ledger.create(debate())
    async with ledger.write("d") as pen:
        for text in "abc":
            await pen.append(notice(text))
    assert len((await ledger.load("d")).entries) == 3


async def test_branches_append_side_by_side(ledger: Ledger) -> None:
    await ledger.create(debate())
    async with ledger.write("d") as pen:
        said = await asyncio.gather(*(pen.append(turn(slot)) for slot in range(1, 9)))
    assert sorted(entry.seq or 0 for entry in said) == list(range(1, 9))
    assert {entry.slot: entry.seq for entry in (await ledger.load("d")).entries} == {e.slot: e.seq for e in said}


async def test_there_is_one_pen(ledger: Ledger) -> None:
    await ledger.create(debate())
    async with ledger.write("d") as pen:
        with pytest.raises(DebateHeld, match=r"written by process \d+ on .*stop that process.*30 s"):
            async with ledger.write("d"):
                pass
        await pen.append(turn(1))
    async with ledger.write("d") as later:
        assert later.epoch == pen.epoch + 1 == 2


async def test_a_pen_that_was_put_down_writes_no_more(ledger: Ledger) -> None:
    await ledger.create(debate())
    async with ledger.write("d") as pen:
        pass
    with pytest.raises(LeaseLost, match="no longer held"):
        await pen.append(turn(1))
    assert (await ledger.load("d")).entries == ()


async def test_a_lease_that_ran_out_is_taken_over_and_the_late_writer_refused(store: Store) -> None:
    ours, theirs = store.open(), store.open()
    await ours.create(debate())
    async with ours.write("d") as late:
        await late.append(turn(1))
        store.now += 30.1
        async with theirs.write("d") as pen:
            for write in (late.append(turn(2)), late.renew(), late.ended(True)):
                with pytest.raises(LeaseLost, match=r"taken over by process \d+ .*rostra debates resume d"):
                    await write
            await pen.append(turn(2))
    assert len((await ours.load("d")).entries) == 2


async def test_leaving_late_does_not_take_the_pen_from_the_next(store: Store) -> None:
    ours, theirs = store.open(), store.open()
    await ours.create(debate())
    late = ours.write("d")
    await late.__aenter__()
    store.now += 31
    async with theirs.write("d") as pen:
        await late.__aexit__(None, None, None)
        await pen.append(turn(1))


async def test_renewing_and_appending_keep_the_pen(store: Store) -> None:
    ours, theirs = store.open(), store.open()
    await ours.create(debate())
    async with ours.write("d") as pen:
        for write in (pen.renew(), pen.append(turn(1)), pen.renew()):
            store.now += 20
            await write
        store.now += 20
        with pytest.raises(DebateHeld, match="free in 10 s"):
            async with theirs.write("d"):
                pass


async def test_a_lease_that_ran_out_unnoticed_goes_on(store: Store) -> None:
    ledger = store.open()
    await ledger.create(debate())
    async with ledger.write("d") as pen:
        store.now += 3600
        assert (await pen.append(turn(1))).seq == 1


async def test_an_error_inside_puts_the_pen_down(ledger: Ledger) -> None:
    await ledger.create(debate())
    with pytest.raises(ZeroDivisionError):
        async with ledger.write("d"):
            raise ZeroDivisionError
    async with ledger.write("d") as pen:
        assert pen.epoch == 2


async def test_messages_wait_in_order_until_an_entry_consumes_them(ledger: Ledger) -> None:
    await ledger.create(debate())
    await ledger.create(debate("other"))
    first, elsewhere = await ledger.send("d", QUESTION), await ledger.send("other", QUESTION)
    second = await ledger.send("d", Message(kind="continue", rounds=2))
    assert first < elsewhere < second
    assert [waiting.id for waiting in await ledger.inbox("d")] == [first, second]
    assert (await ledger.inbox("d"))[0].message == QUESTION
    async with ledger.write("d") as pen:
        await pen.append(notice("drained"), consumes=first)
    assert [waiting.id for waiting in await ledger.inbox("d")] == [second]
    await ledger.discard("d", second)
    await ledger.discard("d", second)
    assert await ledger.inbox("d") == ()
    assert await ledger.send("d", QUESTION) > second


async def test_a_message_becomes_one_entry_at_most(ledger: Ledger) -> None:
    await ledger.create(debate())
    await ledger.create(debate("other"))
    foreign = await ledger.send("other", QUESTION)
    message = await ledger.send("d", QUESTION)
    async with ledger.write("d") as pen:
        await pen.append(notice("once"), consumes=message)
        for gone in (message, foreign):
            with pytest.raises(LedgerError, match="no longer waits"):
                await pen.append(notice("twice"), consumes=gone)
    assert len((await ledger.load("d")).entries) == 1
    assert len(await ledger.inbox("other")) == 1


async def test_a_refused_entry_leaves_its_message_waiting(ledger: Ledger) -> None:
    await ledger.create(debate().append(turn(1)))
    message = await ledger.send("d", QUESTION)
    async with ledger.write("d") as pen:
        with pytest.raises(LedgerError, match="closed already"):
            await pen.append(turn(1), consumes=message)
    assert [waiting.id for waiting in await ledger.inbox("d")] == [message]


async def test_the_list_has_the_newest_first_and_how_far_they_are(store: Store) -> None:
    ledger = store.open()
    for minute, name in enumerate(["old", "middle", "new"]):
        await ledger.create(debate(name, minute=minute, title=name.title()))
    async with ledger.write("old") as pen:
        await pen.append(rich_turn(1))
        await pen.append(Pass(at=NOON, slot=2, seat="bbb", reason="nothing-new", cost=0.5))
        store.now += 60
        await pen.ended(True)
        assert (await ledger.list())[-1].status == "running"
        await pen.append(rich_turn(3))
    new, middle, old = await ledger.list()
    assert (new.id, middle.id, old.id) == ("new", "middle", "old")
    assert (old.title, old.scenario, old.format) == ("Old", "test", "table")
    assert (old.turns, old.status, old.created) == (2, "ended", NOON)
    assert old.cost == pytest.approx(0.52469)
    assert old.updated == datetime.fromtimestamp(store.now, UTC)
    assert (new.turns, new.status, new.cost) == (0, "open", 0)
    assert await ledger.list(limit=1, offset=1) == (middle,)


async def test_a_debate_can_go_on_after_its_end(ledger: Ledger) -> None:
    await ledger.create(debate())
    async with ledger.write("d") as pen:
        await pen.ended(True)
        await pen.ended(False)
    assert [listing.status for listing in await ledger.list()] == ["open"]


async def test_a_copied_debate_is_listed_with_what_it_has(ledger: Ledger) -> None:
    await ledger.create(debate().append(rich_turn(1), notice("hm"), rich_turn(2)))
    (listing,) = await ledger.list()
    assert (listing.turns, listing.cost) == (2, pytest.approx(0.02469))


async def test_a_search_finds_every_kind_of_words(ledger: Ledger) -> None:
    await ledger.create(debate("one", title="One"))
    await ledger.create(debate("two", title="Two"))
    async with ledger.write("one") as pen:
        await pen.append(turn(1, "The owl of Minerva flies at dusk. " + "So it is said. " * 40))
        await pen.append(turn(2, "Owl, owl and again owl; nothing about that goddess (Minerva)."))
        await pen.append(Decision(at=NOON, slot=3, action="steer", by="moderator", says="What does the raven say?"))
    async with ledger.write("two") as pen:
        section = Section(title="Cruxes", points=(Point(text="Whether ravens count as evidence.", cites=("A1.1",)),))
        await pen.append(Summary(at=NOON, slot=1, scope="synthesis", covers=0, sections=(section,)))

    async def found(words: str) -> list[tuple[str, int]]:
        return [(hit.debate, hit.seq) for hit in await ledger.search(words)]

    assert await found("OWL minerva") == [("one", 2), ("one", 1)]
    assert await found("raven") == [("one", 3), ("two", 1)], "the word itself, then one that begins so"
    assert await found("ravens evidence") == [("two", 1)]
    assert await found("owl ravens") == []
    (hit,) = await ledger.search("dusk")
    assert (hit.title, hit.snippet[:33]) == ("One", "The owl of Minerva flies at dusk.")
    assert len(hit.snippet) <= 202
    assert len(await ledger.search("owl", limit=1)) == 1


@pytest.mark.parametrize(
    "text", ["See claims.py, please", "the well-known case", "mail ann@site.org", "a_name/of:it", "Naïve Ärger"]
)
async def test_a_search_finds_words_however_they_are_joined(ledger: Ledger, text: str) -> None:
    await ledger.create(debate(title="Untitled").append(turn(1, text)))
    for word in text.replace(",", " ").translate(str.maketrans(".-@_/:", " " * 6)).split():
        assert len(await ledger.search(word)) == 1, word
    assert len(await ledger.search(text)) == 1


OPERATORS = [
    '"',
    "'",
    '"owl',
    "owl*",
    "owl AND",
    "NOT",
    "NEAR(owl",
    "text:owl",
    "^owl",
    "{a}: b",
    "owl & !",
    "&|!()<->:*",
]
ODDITIES = ["", "   ", "\0", "o\0wl", "\ud800", "%", "\\", "-", "🦉", "owl' OR 1=1; --"]
LENGTHS = ["(" * 5000, "owl " * 5000, "x" * 100_000]


@pytest.mark.parametrize("words", [*OPERATORS, *ODDITIES, *LENGTHS], ids=lambda words: ascii(words[:20]))
async def test_no_search_is_an_error(ledger: Ledger, words: str) -> None:
    await ledger.create(debate().append(turn(1, "An owl.")))
    assert len(await ledger.search(words)) in (0, 1)


async def test_what_cannot_be_stored_everywhere_is_replaced(ledger: Ledger) -> None:
    await ledger.create(debate(title="A\0 \udc80title"))
    assert (await ledger.load("d")).title == "A \N{REPLACEMENT CHARACTER}title"
    await ledger.send("d", Message(kind="question", text="Wh\0y\ud800?"))
    assert (await ledger.inbox("d"))[0].message.text == "Why\N{REPLACEMENT CHARACTER}?"
    async with ledger.write("d") as pen:
        said = await pen.append(turn(1, "N\0UL and \ud83d alone, \\u0000 as said, 🦉", missing=("A\0",)))
    assert said.text == "NUL and \N{REPLACEMENT CHARACTER} alone, \\u0000 as said, 🦉"  # type: ignore[union-attr]
    assert (await ledger.load("d")).entries == (said,)


async def test_a_purged_debate_leaves_nothing(ledger: Ledger) -> None:
    await ledger.create(debate().append(turn(1, "An owl.")))
    await ledger.send("d", QUESTION)
    await ledger.tag("d", ["birds"])
    await ledger.purge("d")
    assert await ledger.tags() == {}
    assert await ledger.list() == () == await ledger.search("owl")
    await ledger.create(debate())
    assert (await ledger.load("d")).entries == () == await ledger.inbox("d")


async def test_a_debate_being_written_is_not_deleted(ledger: Ledger) -> None:
    await ledger.create(debate())
    async with ledger.write("d"):
        for remove in (ledger.delete, ledger.purge):
            with pytest.raises(DebateHeld):
                await remove("d")


async def test_a_writer_of_a_purged_debate_does_not_write_into_its_successor(store: Store) -> None:
    ledger = store.open()
    await ledger.create(debate())
    async with ledger.write("d") as late:
        store.now += 31
        await ledger.purge("d")
        await ledger.create(debate())
        async with ledger.write("d") as pen:
            assert pen.epoch == late.epoch
            with pytest.raises(LeaseLost):
                await late.append(turn(1))
    assert (await ledger.load("d")).entries == ()
