"""A library of 10,000 debates: how long a search takes, and a page of a list, in SQLite and in PostgreSQL."""

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
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection, insert, make_url, text

from benchmarks.figures import Figure
from benchmarks.fixed import fixed_debate
from rostra.debate import Claim, Debate, Turn, Usage
from rostra.ledger import Wanted, open_ledger
from rostra.ledger.migrations import LADDER
from rostra.ledger.sql import SqlLedger
from rostra.ledger.stored import header, stored_row
from rostra.ledger.tables import debates, entries, headers, labels
from rostra.ledger.wanted import SORTS
from rostra.ledger.words import named
from rostra.loading import list_personas

DEBATES, TURNS, AT_ONCE, SEARCHES = 10_000, 20, 250, 200
FORMATS, TAGS = (
    ("oxford", "panel", "brainstorm", "tribunal", "delphi"),
    ("ethics", "draft", "class", "ai", "markets", "2027"),
)
SERVER = os.environ.get("ROSTRA_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")
"""Where there is none, PostgreSQL is not measured."""
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
JAPANESE = ("東京の市場は安全か", "生成AIは信頼できるのか", "開かれた重みはより安全だ")


def figures() -> Iterator[Figure]:
    """Milliseconds until a search is answered, and until a page of 50 is there."""
    with tempfile.TemporaryDirectory() as folder:
        yield from asyncio.run(_measured(f"sqlite:///{Path(folder) / 'rostra.db'}", "SQLite"))
    with _own_schema() as url:
        if url:
            yield from asyncio.run(_measured(url, "PostgreSQL"))


async def _measured(url: str, store: str) -> list[Figure]:
    ledger = open_ledger(url)
    assert isinstance(ledger, SqlLedger)
    chance = random.Random(7)
    sentences = _sentences()
    await _fill(ledger, chance, sentences)
    sought = [_query(chance, sentences) for _ in range(SEARCHES)]
    narrowed = [
        Wanted(),
        Wanted(),
        Wanted(format="oxford"),
        Wanted(tags=("ethics",)),
        Wanted(visible_to="p7@example.org"),
    ]
    searches = [lambda w=w, n=n: ledger.search(w, narrowed[n % len(narrowed)]) for n, w in enumerate(sought)]
    filters = [
        *(
            {},
            {"words": "market"},
            {"words": "moats 77"},
            {"format": "panel"},
            {"tags": ("ethics",)},
            {"status": "open"},
        ),
        *({"status": "ended"}, {"status": "running"}, {"visible_to": "p7@example.org"}, {"deleted": True}),
        {"visible_to": "p7@example.org", "format": "oxford", "words": "school", "status": "ended"},
    ]
    pages = [
        (Wanted.model_validate({**each, "sort": sort}), offset)
        for each in filters
        for sort in SORTS
        for offset in (0, 450)
    ]
    pages += [(Wanted(sort=sort), DEBATES - 100) for sort in SORTS]
    lists = [lambda w=w, o=o: ledger.list(w, limit=50, offset=o) for w, o in pages]
    counts = [lambda w=w: ledger.count(w) for w, _ in pages]
    found = []
    for what, calls, target in (
        ("a search", searches, 50.0),
        ("a page of 50, filtered and sorted", lists, 50.0),
        ("how many are wanted", counts, 50.0),
        ("all tags, counted", [ledger.tags] * 20, None),
    ):
        times = await _times(calls)
        for name, share in (("p95", 0.95), ("median", 0.5)):
            number = times[round(share * (len(times) - 1))]
            target_ = target if name == "p95" else None
            found.append(
                Figure(
                    what=f"{DEBATES:,} debates in {store}, {what}, {name}", measured=number, unit="ms", target=target_
                )
            )
        if os.environ.get("WORST"):
            print(what, [round(t) for t in times[-12:]])
    await ledger.close()
    return found


async def _times(calls: Sequence[Callable[[], Awaitable[object]]]) -> list[float]:
    """Milliseconds of each, in order of size; the first of all is made once before."""
    await calls[0]()
    times = []
    for call in calls:
        begun = time.perf_counter()
        await call()
        times.append(1000 * (time.perf_counter() - begun))
        if os.environ.get("WORST") and times[-1] > 40:
            print(
                round(times[-1]),
                [
                    getattr(c.cell_contents, "model_dump", lambda **_: c.cell_contents)()
                    if not callable(c.cell_contents)
                    else ""
                    for c in (call.__closure__ or ())
                ],
                call.__defaults__,
            )
    return sorted(times)


def _query(chance: random.Random, sentences: Sequence[str]) -> str:
    """What people type: a word, two of a sentence, a phrase, a beginning; one of twenty in Japanese."""
    words = [word for word in re.findall(r"\w+", chance.choice(sentences)) if len(word) > 3] or ["market"]
    start = chance.randrange(len(words))
    match chance.randrange(20):
        case 0:
            return chance.choice(JAPANESE)[:4]
        case 1 | 2 | 3:
            phrase = re.findall(r"\w+", chance.choice(sentences))
            return f'"{" ".join(phrase[1:4])}"'
        case 4 | 5:
            return f"{words[start][:4]}*"
        case n if n < 12:
            return f"{words[start]} {chance.choice(words)}"
        case _:
            return words[start]


def _sentences() -> list[str]:
    """What the shipped personas say, cut into sentences: words as often as people use them."""
    bodies = " ".join(" ".join(persona.body.split()) for persona in list_personas())
    return [sentence for sentence in re.split(r"(?<=[.!?]) ", bodies) if 40 < len(sentence) < 200]


async def _fill(ledger: SqlLedger, chance: random.Random, sentences: Sequence[str]) -> None:
    await ledger.list()
    template = fixed_debate("sequential")
    template = template.model_copy(
        update={
            "cast": tuple(
                seat.model_copy(update={"persona": seat.persona.model_copy(update={"body": ""})})
                for seat in template.cast
            )
        }
    )
    made = (_debate(template, n, chance, sentences) for n in range(DEBATES))
    postgres = ledger._database.dialect.plain_order == "C"
    if postgres:
        await ledger._database.write(lambda c: c.execute(text("DROP INDEX entries_words")))
    while some := [*islice(made, AT_ONCE)]:
        await ledger._database.write(lambda c, some=some: _store(c, some, chance))
    if postgres:  # an index is built in a tenth of the time that its rows take one by one
        await ledger._database.write(lambda c: c.exec_driver_sql(str(LADDER[1]["postgresql"][-1])))
        await ledger._database.write(lambda c: c.execute(text("ANALYZE debates, entries, labels")))


def _debate(template: Debate, n: int, chance: random.Random, sentences: Sequence[str]) -> Debate:
    title = " ".join(chance.choice(sentences).split()[:8])
    created = NOON + timedelta(minutes=n)
    said = (_turn(slot, created, chance, sentences) for slot in range(1, TURNS + 1))
    form = template.format.model_copy(update={"name": FORMATS[n % len(FORMATS)]})
    return template.model_copy(
        update={"id": f"moats-{n}", "title": title, "created": created, "format": form, "entries": (*said,)}
    )


def _turn(slot: int, at: datetime, chance: random.Random, sentences: Sequence[str]) -> Turn:
    points = chance.choices(sentences, k=5)
    if not chance.randrange(50):
        points.append(chance.choice(JAPANESE))
    claims = tuple(Claim(id=f"A{slot}.{k}", text=point) for k, point in enumerate(points[:3], 1))
    usage = Usage(input=812, cache_write=640, cache_read=9_120, output=150)
    return Turn(
        at=at, slot=slot, phase="rebuttals", seat="ada", text=" ".join(points), claims=claims, usage=usage, cost=0.0123
    )


def _store(connection: Connection, some: Sequence[Debate], chance: random.Random) -> None:
    for n, debate in enumerate(some):
        row = {
            "id": debate.id,
            "title": debate.title,
            "scenario": debate.scenario.name,
            "format": debate.format.name,
            "created": debate.created.timestamp(),
            "updated": debate.created.timestamp() + chance.randrange(10**6),
            "entries": TURNS,
            "turns": chance.randrange(TURNS),
            "cost": chance.random(),
            "ended": bool(n % 3),
            "epoch": 1,
            "named": named(debate.title, debate.id, debate.scenario.name),
            "owner": f"p{n % 50}@example.org",
            "deleted": debate.created.timestamp() if n % 50 == 49 else None,
        }
        key = connection.scalar(insert(debates).values(row).returning(debates.c.key))
        connection.execute(insert(headers).values(debate=key, body=header(debate)))
        connection.execute(
            insert(entries), [stored_row(key or 0, seq, entry) for seq, entry in enumerate(debate.entries, 1)]
        )
        tags = [("tag", tag) for tag in chance.sample(TAGS, k=chance.randrange(3))]
        shares = [("shared", f"p{chance.randrange(50)}@example.org")]
        connection.execute(
            insert(labels), [{"debate": key, "name": name, "value": value} for name, value in (*tags, *shares)]
        )


@contextmanager
def _own_schema() -> Iterator[str | None]:
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
