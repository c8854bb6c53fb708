"""A library of 10,000 debates of 20 turns: how long a search takes, and a page of a list, in SQLite and in PostgreSQL."""

from __future__ import annotations

import asyncio
import os
import random
import re
import tempfile
import time
import uuid
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event, insert, make_url, text

from benchmarks.figures import Figure
from benchmarks.fixed import fixed_debate
from rostra.debate import Claim, Turn, Usage
from rostra.ledger import Wanted, open_ledger
from rostra.ledger.migrations import LADDER
from rostra.ledger.sql import SqlLedger
from rostra.ledger.stored import header, stored_row
from rostra.ledger.tables import debates, entries, headers, labels
from rostra.ledger.wanted import SORTS
from rostra.ledger.words import named
from rostra.loading import list_personas

DEBATES, TURNS, AT_ONCE, DIFFERENT, SEARCHES = 10_000, 20, 250, 5_000, 200
FORMATS, TAGS = ("oxford", "panel", "brainstorm", "tribunal", "delphi"), ("ethics", "draft", "class", "ai", "markets")
SERVER = os.environ.get("ROSTRA_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")
"""Where none answers, PostgreSQL is not measured."""
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
JAPANESE = ("東京の市場は安全か。", "生成AIは信頼できるのか。", "開かれた重みはより安全だ。")
SOMEBODY = "p7@example.org"
"""Who has one debate of fifty, and sees another."""
FILTERS: tuple[dict[str, Any], ...] = (
    {},
    {"words": "market"},
    {"words": "library 77"},
    {"format": "panel"},
    {"tags": ("ethics",)},
    {"status": "open"},
    {"status": "running"},
    {"deleted": True},
    {"visible_to": SOMEBODY},
    {"visible_to": SOMEBODY, "format": "oxford", "words": "people", "status": "ended"},
)
Call = Callable[[], Awaitable[object]]


def figures() -> Iterator[Figure]:
    """Milliseconds until a search is answered, and until a page of 50 is there."""
    with tempfile.TemporaryDirectory() as folder:
        yield from asyncio.run(_measured(f"sqlite:///{Path(folder) / 'rostra.db'}", "SQLite"))
    with _schema() as url:
        if url:
            yield from asyncio.run(_measured(url, "PostgreSQL"))


async def _measured(url: str, store: str) -> list[Figure]:
    ledger = open_ledger(url)
    assert isinstance(ledger, SqlLedger)
    chance, sentences = random.Random(7), _sentences()
    await _fill(ledger, chance, sentences)
    found = []
    work = "client's CPU and server's time" if _is_postgres(ledger) else "CPU"
    for what, calls in (
        ("a search", _searches(ledger, chance, sentences)),
        ("a page of 50, filtered and sorted", _pages(ledger)),
        ("how many are wanted", [lambda each=each: ledger.count(Wanted(**each)) for each in FILTERS * 5]),
    ):
        name = f"{DEBATES:,} debates in {store}, {what}"
        for how, times in zip(("by the clock", work), await _times(ledger, calls), strict=True):
            median, most = times[len(times) // 2], times[round(0.95 * (len(times) - 1))]
            found.append(Figure(what=f"{name}, p95; {how}", measured=most, unit="ms", target=50))
            found.append(Figure(what=f"{name}, median; {how}", measured=median, unit="ms"))
    await ledger.close()
    return found


def _searches(ledger: SqlLedger, chance: random.Random, sentences: Sequence[str]) -> list[Call]:
    """Three of five in all debates, the others in those of a format, or that somebody may see."""
    narrowed = (Wanted(), Wanted(), Wanted(), Wanted(format="oxford"), Wanted(visible_to=SOMEBODY))
    typed = [(_query(chance, sentences), narrowed[n % len(narrowed)]) for n in range(SEARCHES)]
    return [lambda words=words, wanted=wanted: ledger.search(words, wanted) for words, wanted in typed]


def _pages(ledger: SqlLedger) -> list[Call]:
    """Every filter in every order, the first page and a later one."""
    asked = [(Wanted(**each, sort=sort), offset) for each in FILTERS for sort in SORTS for offset in (0, 450)]
    asked += [(Wanted(sort=sort), DEBATES - 500) for sort in SORTS]
    return [lambda wanted=wanted, at=at: ledger.list(wanted, limit=50, offset=at) for wanted, at in asked]


async def _times(ledger: SqlLedger, calls: Sequence[Call]) -> tuple[list[float], list[float]]:
    """Milliseconds of each call, in order of size: of the clock, and of work. The first is made once before, for what is read once."""
    await calls[0]()
    clock, work = [], []
    for call in calls:
        with _statements(ledger) as said:
            begun, worked = time.perf_counter(), time.process_time()
            await call()
            worked = time.process_time() - worked
            clock.append(1000 * (time.perf_counter() - begun))
        work.append(1000 * worked + (await _in_server(ledger, said) if _is_postgres(ledger) else 0))
    return sorted(clock), sorted(work)


@contextmanager
def _statements(ledger: SqlLedger) -> Iterator[list[tuple[str, Any]]]:
    """What is asked of the database meanwhile."""
    said: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_others: Any) -> None:
        said.append((statement, parameters))

    event.listen(ledger._database._engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(ledger._database._engine, "before_cursor_execute", note)


async def _in_server(ledger: SqlLedger, said: Sequence[tuple[str, Any]]) -> float:
    """Milliseconds that PostgreSQL says it planned and executed the same statements: those of no client, no socket and no queue."""

    def explained(connection: Connection, statement: str, parameters: Any) -> float:
        asked = f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {statement}"
        plan = connection.exec_driver_sql(asked, parameters).scalar_one()[0]
        return float(plan["Planning Time"] + plan["Execution Time"])

    return await ledger._database.read(lambda c: sum(explained(c, *each) for each in said))


def _is_postgres(ledger: SqlLedger) -> bool:
    return ledger._database.dialect.plain_order == "C"


def _query(chance: random.Random, sentences: Sequence[str]) -> str:
    """What people type: a word as often as it is used, two of them, a phrase, a beginning; one of twenty in Japanese."""
    one, other = (re.findall(r"\w+", chance.choice(sentences)) for _ in range(2))
    long = [word for word in one if len(word) > 3] or ["market"]
    match chance.randrange(20):
        case 0:
            return chance.choice(JAPANESE)[:4]
        case 1 | 2 | 3:
            return f'"{" ".join(other[1:4])}"'
        case 4 | 5:
            return f"{chance.choice(long)[:4]}*"
        case n if n < 12:
            return f"{chance.choice(long)} {chance.choice(long)}"
        case _:
            return chance.choice(long)


def _sentences() -> list[str]:
    """What the shipped personas say, cut into sentences: each word as often as people use it."""
    bodies = " ".join(" ".join(persona.body.split()) for persona in list_personas())
    return [sentence for sentence in re.split(r"(?<=[.!?]) ", bodies) if 40 < len(sentence) < 200]


async def _fill(ledger: SqlLedger, chance: random.Random, sentences: Sequence[str]) -> None:
    """All debates, some hundreds a transaction."""
    await ledger.list()
    said = [stored_row(0, 0, _turn(chance, sentences)) for _ in range(DIFFERENT)]
    body = header(fixed_debate("sequential").model_copy(update={"cast": ()}))
    indexed = [str(step) for step in LADDER[1]["postgresql"] if "entries_words" in str(step)]
    if _is_postgres(ledger):  # built at once, an index takes less time than row by row
        await ledger._database.write(lambda c: c.execute(text("DROP INDEX entries_words")))
    for start in range(0, DEBATES, AT_ONCE):
        some = [_debate(n, chance, sentences) for n in range(start, start + AT_ONCE)]
        await ledger._database.write(lambda c, some=some: _store(c, some, said, body, chance))
    if _is_postgres(ledger):
        await ledger._database.write(lambda c: c.execute(text(indexed[-1])))
        await ledger._database.write(lambda c: c.execute(text("ANALYZE debates, entries, labels")))


def _turn(chance: random.Random, sentences: Sequence[str]) -> Turn:
    """Some 600 characters; one of fifty has a Japanese sentence in it."""
    points = chance.choices(sentences, k=5)
    if not chance.randrange(50):
        points.append(chance.choice(JAPANESE))
    return Turn(
        at=NOON,
        phase="rebuttals",
        seat="ada",
        text=" ".join(points),
        claims=tuple(Claim(id=f"A1.{n}", text=point) for n, point in enumerate(points[:3], 1)),
        usage=Usage(input=812, cache_write=640, cache_read=9_120, output=150),
        cost=0.0123,
    )


def _debate(n: int, chance: random.Random, sentences: Sequence[str]) -> dict[str, Any]:
    title = " ".join(chance.choice(sentences).split()[:8])
    created = NOON.timestamp() + 60 * n
    return {
        "id": f"library-{n}",
        "title": title,
        "scenario": "fixed",
        "format": FORMATS[n % len(FORMATS)],
        "created": created,
        "updated": created + chance.randrange(10**6),
        "entries": TURNS,
        "turns": chance.randrange(TURNS),
        "cost": chance.random(),
        "ended": bool(n % 3),
        "epoch": 1,
        "named": named(title, f"library-{n}", "fixed"),
        "owner": f"p{n % 50}@example.org",
        "deleted": created if n % 50 == 49 else None,
    }


def _store(
    connection: Connection, some: list[dict[str, Any]], said: list[dict[str, Any]], body: str, chance: random.Random
) -> None:
    for row in some:
        key = connection.scalar(insert(debates).values(row).returning(debates.c.key))
        connection.execute(insert(headers).values(debate=key, body=body))
        turns = enumerate(chance.choices(said, k=TURNS), 1)
        connection.execute(insert(entries), [{**turn, "debate": key, "seq": n, "slot": n} for n, turn in turns])
        names = [("tag", tag) for tag in chance.sample(TAGS, k=chance.randrange(3))]
        names.append(("shared", f"p{chance.randrange(50)}@example.org"))
        connection.execute(insert(labels), [{"debate": key, "name": name, "value": value} for name, value in names])


@contextmanager
def _schema() -> Iterator[str | None]:
    """The URL of a schema for as long as it is needed; None where no server answers."""
    import psycopg

    schema = f"rostra_bench_{uuid.uuid4().hex[:12]}"
    try:
        connection = psycopg.connect(SERVER, autocommit=True, connect_timeout=5)
    except psycopg.OperationalError as error:
        print(f"PostgreSQL is not measured: {error}")
        yield None
        return
    with connection:
        connection.execute(f"CREATE SCHEMA {schema}")
        try:
            url = make_url(SERVER).update_query_dict({"options": f"-csearch_path={schema}"})
            yield url.render_as_string(hide_password=False)
        finally:
            connection.execute(f"DROP SCHEMA {schema} CASCADE")
