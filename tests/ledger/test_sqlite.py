"""What is particular to a file: how it is kept, how it grows, and how it fails."""

from __future__ import annotations

import asyncio
import resource
import sqlite3
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ledger_values import debate, rich_turn, turn
from rostra.debate import Entry
from rostra.errors import LedgerError
from rostra.ledger import Ledger, Writer, open_ledger, sqlite


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "rostra.db"


@pytest.fixture
async def ledger(file: Path) -> AsyncIterator[Ledger]:
    ledger = open_ledger(str(file))
    yield ledger
    await ledger.close()


async def test_an_appended_entry_is_in_the_file(ledger: Ledger, file: Path) -> None:
    await ledger.create(debate())
    async with ledger.write("d") as pen:
        await pen.append(turn(1, "Said."))
        with sqlite3.connect(file) as other:
            assert other.execute("SELECT text FROM entries").fetchall() == [("Said.",)]
            assert other.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        other.close()


async def test_a_turn_of_600_bytes_takes_two_kilobytes_at_most(ledger: Ledger, file: Path) -> None:
    await ledger.create(debate())
    empty = size(file)
    async with ledger.write("d") as pen:
        for slot in range(1, 121):
            await pen.append(rich_turn(slot))
            if slot in (20, 120):
                assert (size(file) - empty) / slot <= 2048


def size(file: Path) -> int:
    other = sqlite3.connect(file)
    (pages,), (bytes_,) = (other.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "page_size"))
    other.close()
    return int(pages * bytes_)


async def test_the_words_of_a_purged_debate_leave_the_index(ledger: Ledger, file: Path) -> None:
    for name in ("gone", "kept"):
        await ledger.create(debate(name).append(turn(1, f"An owl is {name}."), turn(2, "梟は夜に飛ぶ。"), turn(3, "")))
    await ledger.purge("gone")
    assert [hit.debate for hit in await ledger.search("owl")] == ["kept"]
    other = sqlite3.connect(file)
    other.execute("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")
    other.close()


async def test_reading_goes_on_while_another_process_writes(ledger: Ledger, file: Path) -> None:
    await ledger.create(debate())
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert (await asyncio.wait_for(ledger.load("d"), 5)).id == "d"
    other.execute("ROLLBACK")
    other.close()


async def test_writing_waits_for_another_process(ledger: Ledger, file: Path) -> None:
    await ledger.create(debate())
    other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    release = threading.Timer(0.3, other.execute, ["COMMIT"])
    release.start()
    async with ledger.write("d") as pen:
        await pen.append(turn(1))
    release.join()
    other.close()


def test_the_switch_to_write_ahead_waits_for_others_at_it(file: Path) -> None:
    ours = sqlite3.connect(file, timeout=0)  # as SQLite refuses two that switch at once: without a wait
    other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN EXCLUSIVE")
    release = threading.Timer(0.2, other.execute, ["COMMIT"])
    release.start()
    sqlite._write_ahead(ours)
    assert ours.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    release.join()
    ours.close()
    other.close()


async def test_a_lock_that_is_never_given_up_is_named(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "_PATIENCE", 0.1)
    ledger = open_ledger(str(file))
    await ledger.create(debate())
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(LedgerError, match=r"was locked by another process.*Stop that process"):
        await ledger.delete("d")
    other.close()
    await ledger.close()


async def test_a_full_disk_loses_nothing_that_was_stored(ledger: Ledger) -> None:
    await ledger.create(debate())
    stored: list[Entry] = []

    async def append_on(pen: Writer) -> None:
        while True:
            stored.append(await pen.append(rich_turn(len(stored) + 1)))

    async with ledger.write("d") as pen:
        with (
            files_no_larger_than(400_000),
            pytest.raises(LedgerError, match=r"rostra\.db (is full|cannot be read or written).* then resume"),
        ):
            await append_on(pen)
        assert len(stored) > 5
        assert (await ledger.load("d")).entries == tuple(stored)
        await pen.append(rich_turn(len(stored) + 1))


@contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


async def test_a_full_file_says_so(ledger: Ledger) -> None:
    await ledger.create(debate())
    async with ledger.write("d") as pen:
        with pytest.raises(LedgerError, match=r"is full, or its disk is.*Free some space"):
            await ledger._database.write(fill)  # type: ignore[attr-defined]
        await pen.append(turn(1))


def fill(connection):  # type: ignore[no-untyped-def]
    pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
    connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    try:
        connection.exec_driver_sql("INSERT INTO headers SELECT 0, zeroblob(100000)")
    finally:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000000")


def diary(file: Path) -> None:
    file.write_text("Dear diary, " * 100)


def damage(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[2 * 4096 :] = b"\xff" * (len(content) - 2 * 4096)
    file.write_bytes(content)


async def test_a_file_that_is_something_else_is_left_as_it_is(file: Path) -> None:
    diary(file)
    before = content_of(file)
    await refused(file, r"is no SQLite database.*Name another --store")
    assert content_of(file) == before


def content_of(file: Path) -> bytes:
    return file.read_bytes()


async def test_a_damaged_file_is_named(file: Path, ledger: Ledger) -> None:
    await ledger.create(debate().append(*(rich_turn(slot) for slot in range(1, 40))))
    await ledger.close()
    damage(file)
    await refused(file, r"is damaged.*restore a backup")


async def test_a_place_where_no_file_can_be_is_named(tmp_path: Path) -> None:
    await refused(tmp_path, "cannot be opened.*writable")
    (tmp_path / "plain").write_text("")
    await refused(tmp_path / "plain" / "rostra.db", "cannot be opened.*writable")


async def test_a_file_that_may_only_be_read_says_so(file: Path, ledger: Ledger) -> None:
    await ledger.create(debate())
    with pytest.raises(LedgerError, match=r"cannot be written.*writable"):
        await ledger._database.write(forbidden)  # type: ignore[attr-defined]


def forbidden(connection):  # type: ignore[no-untyped-def]
    try:
        connection.exec_driver_sql("PRAGMA query_only = ON")
        connection.exec_driver_sql("DELETE FROM debates")
    finally:
        connection.exec_driver_sql("PRAGMA query_only = OFF")


async def refused(file: Path, message: str) -> None:
    ledger = open_ledger(f"sqlite:///{file}")
    for call in (ledger.list(), ledger.create(debate()), ledger.load("d")):
        with pytest.raises(LedgerError, match=message):
            await call
    await ledger.close()
