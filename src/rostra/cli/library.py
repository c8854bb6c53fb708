"""`rostra debates` as a library: found, tagged, named, thrown away and had back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from rostra.cli import options

if TYPE_CHECKING:
    from rich.text import Text

    from rostra.ledger import Hit, Ledger, Listing, Wanted

T = TypeVar("T")

Limit = Annotated[int, typer.Option("--limit", min=1, max=10_000, metavar="N", help="At most so many.")]
Words = Annotated[
    list[str] | None, typer.Argument(metavar="[WORDS]...", help="Words in the title; what begins so counts, too.")
]
Tags = Annotated[
    list[str] | None, typer.Option("--tag", metavar="TAG", help="Only with this tag. Repeatable: all of them.")
]
AS_JSON = typer.Option("--json", help="One object a line, nothing else.")


def list_(
    words: Words = None,
    status: Annotated[str | None, typer.Option("--status", metavar="S", help="running, open or ended.")] = None,
    format: Annotated[str | None, typer.Option("--format", metavar="F", help="Only of this format.")] = None,
    tag: Tags = None,
    deleted: Annotated[bool, typer.Option("--deleted", help="What lies in the bin.")] = False,
    sort: Annotated[
        str, typer.Option("--sort", metavar="S", help="newest, oldest, updated, title, turns or cost.")
    ] = "newest",
    limit: Limit = 50,
    json: Annotated[bool, AS_JSON] = False,
    store: options.Store = None,
) -> None:
    """What was staged: all debates, or those with these words, tags, status, format."""
    from rostra.cli.printing import console, say
    from rostra.ledger import Wanted
    from rostra.ledger.wanted import SORTS, STATUSES

    _one_of("status", status, STATUSES)
    _one_of("order", sort, SORTS)
    wanted = Wanted.model_validate(
        {"words": " ".join(words or ()), "status": status, "format": format, "tags": tag or (), "deleted": deleted}
        | {"sort": sort}
    )

    async def look(ledger: Ledger) -> tuple[tuple[Listing, ...], int, str]:
        found = tuple(await ledger.list(wanted, limit=limit))
        total = await ledger.count(wanted)
        return found, total, "" if found else await _nothing(ledger, wanted)

    found, total, nothing = _with(store, look)
    if json:
        _lines(found)
        return
    if nothing:
        console().print(nothing, markup=False, soft_wrap=True)
    for each in found:
        _show(each)
    if len(found) < total:
        say(f"{len(found)} of {total}. --limit {total} shows all; words, --tag, --status and --format show fewer.")


def search(
    words: Annotated[
        list[str], typer.Argument(metavar="WORDS...", help='Words, "phrases in quotes", and begin* for beginnings.')
    ],
    tag: Tags = None,
    limit: Limit = 20,
    json: Annotated[bool, AS_JSON] = False,
    store: options.Store = None,
) -> None:
    """Where words were said: in titles, turns, and everything else that has a text."""
    from rostra.cli.printing import console
    from rostra.ledger import Wanted

    typed = " ".join(f'"{word}"' if " " in word and '"' not in word else word for word in words)
    wanted = Wanted(tags=tuple(tag or ()))
    hits = _with(store, lambda ledger: ledger.search(typed, wanted, limit=limit))
    if json:
        _lines(hits)
    elif not hits:
        console().print(
            f"Nobody said {typed}. Fewer words find more, and so do beginnings: demo* finds democracy.",
            markup=False,
            soft_wrap=True,
        )
    else:
        _show_hits(hits)


def tag(
    id: options.Id,
    changes: Annotated[
        list[str] | None, typer.Argument(metavar="[+TAG | -TAG]...", help="+ puts one on, - takes one off.")
    ] = None,
    add: Annotated[list[str] | None, typer.Option("--add", metavar="TAG", help="As +TAG. Repeatable.")] = None,
    remove: Annotated[list[str] | None, typer.Option("--remove", metavar="TAG", help="As -TAG. Repeatable.")] = None,
    store: options.Store = None,
) -> None:
    """Put tags on a debate, take them off, or say which it has."""
    from rostra.cli.printing import console

    adds, removes = [*(add or ())], [*(remove or ())]
    for change in changes or ():
        (removes if change.startswith("-") else adds).append(change.removeprefix("-").removeprefix("+"))
    has = _with(store, lambda ledger: ledger.tag(id, adds, removes))
    console().print(f"{id}: {', '.join(has) or 'no tags'}", markup=False, soft_wrap=True)


def tags(store: options.Store = None) -> None:
    """All tags, and how many debates have each."""
    from rostra.cli.printing import console

    found = _with(store, lambda ledger: ledger.tags())
    screen = console()
    if not found:
        screen.print("No debate has a tag. `rostra debates tag ID +ethics` puts one on.", markup=False, soft_wrap=True)
    for name, many in found.items():
        screen.print(f"{many:>5}  {name}", markup=False, soft_wrap=True)


def rename(id: options.Id, title: Annotated[str, typer.Argument(metavar="TITLE")], store: options.Store = None) -> None:
    """Give a debate another title; its id stays."""
    from rostra.cli.printing import clean, console

    _with(store, lambda ledger: ledger.rename(id, title))
    console().print(clean(f"{id}: {' '.join(title.split())}"), markup=False, soft_wrap=True)


def delete(
    id: options.Id,
    for_good: Annotated[bool, typer.Option("--for-good", help="At once, with no way back.")] = False,
    store: options.Store = None,
) -> None:
    """Put a debate into the bin, from which it can be restored for 30 days; or remove it for good."""
    from rostra.cli.performing import Options
    from rostra.cli.printing import console

    if for_good:
        _with(store, lambda ledger: ledger.purge(id))
        told = f"{id} is gone for good."
    else:
        _with(store, lambda ledger: ledger.delete(id))
        told = f"{id} is in the bin for 30 days. To have it back: {Options(store=store).again('debates restore', id)}"
    console().print(told, markup=False, soft_wrap=True)


def restore(id: options.Id, store: options.Store = None) -> None:
    """Take a debate out of the bin, as it was."""
    from rostra.cli.printing import console

    _with(store, lambda ledger: ledger.restore(id))
    console().print(f"{id} is back.", markup=False, soft_wrap=True)


def _with(store: str | None, work: Callable[[Ledger], Awaitable[T]]) -> T:
    """What comes of work on the ledger."""
    from rostra.cli.performing import opened
    from rostra.cli.running import run_async
    from rostra.settings import Settings

    async def run() -> T:
        async with opened(store, Settings()) as ledger:
            return await work(ledger)

    return run_async(run())


def _one_of(what: str, given: str | None, known: tuple[str, ...]) -> None:
    from rostra.errors import NotFound

    if given is not None and given not in known:
        raise NotFound(what, given, known)


async def _nothing(ledger: Ledger, wanted: Wanted) -> str:
    """Why a list is empty, and what to do about it. `NotFound` for a format or a tag that no debate has, with what is near."""
    from rostra.errors import NotFound

    if wanted.deleted:
        return "The bin has nothing like that."
    if not await ledger.count():
        if binned := await ledger.count(type(wanted)(deleted=True)):
            return f"No debates, but for {binned} in the bin: `rostra debates list --deleted`."
        return "No debates yet. `rostra stage existential-risk` stages one."
    if wanted.format is not None and wanted.format not in (formats := await ledger.formats()):
        raise NotFound("debate of the format", wanted.format, formats)
    for name in wanted.tags:
        if name.lower() not in (known := await ledger.tags()):
            raise NotFound("debate with the tag", name, known)
    said = f" `rostra debates search {wanted.words}` looks into what was said." if wanted.words else ""
    return f"No debate is like that.{said}"


def _show(each: Listing) -> None:
    from rich.text import Text

    from rostra.cli.printing import clean, console

    turns = f"{each.turns} {'turn' if each.turns == 1 else 'turns'}"
    facts = [each.format, turns, each.status, f"{each.updated.astimezone():%d %b %Y %H:%M}"]
    facts += [f"${each.cost:.2f}"] if each.cost else []
    facts += [clean(each.lineage.told)] if each.lineage else []
    facts += [", ".join(each.tags)] if each.tags else []
    screen = console()
    # The id has a line of its own, whole, so that it can be copied.
    screen.print(Text(each.id, style="bold"), soft_wrap=True)
    screen.print(Text(f"  {clean(each.title)}", no_wrap=True, overflow="ellipsis"))
    screen.print(Text(clean(f"  {' · '.join(facts)}"), style="dim"))


def _show_hits(hits: Iterable[Hit]) -> None:
    """The hits of each debate under its id and title."""
    from rich.padding import Padding
    from rich.text import Text

    from rostra.cli.printing import clean, console

    screen = console()
    by: dict[str, list[Hit]] = {}
    for hit in hits:
        by.setdefault(hit.debate, []).append(hit)
    for id_, places in by.items():
        screen.print(Text(id_, style="bold"), soft_wrap=True)
        named = next((place for place in places if place.seq is None), None)
        title = _marked(named) if named else Text(clean(places[0].title))
        title.no_wrap, title.overflow = True, "ellipsis"
        screen.print(Padding(title, (0, 0, 0, 2)))
        for hit in places:
            if hit.seq is not None:
                where = f"{hit.kind} {hit.seq}{f', claim {hit.claim}' if hit.claim else ''}: "
                screen.print(Padding(Text.assemble((where, "dim"), _marked(hit)), (0, 0, 0, 2)))


def _marked(hit: Hit) -> Text:
    """A snippet with the words marked: in colour, or between asterisks where there is none."""
    from rich.text import Text

    from rostra.cli.printing import clean, console

    plain, end, found = not console().is_terminal, 0, Text()
    for start, stop in hit.marks:
        found.append(clean(hit.snippet[end:start]))
        word = clean(hit.snippet[start:stop])
        found.append(f"*{word}*" if plain else word, style="bold yellow")
        end = stop
    return found.append(clean(hit.snippet[end:]))


def _lines(values: Iterable[Hit | Listing]) -> None:
    import sys

    for value in values:
        sys.stdout.write(f"{value.model_dump_json()}\n")
