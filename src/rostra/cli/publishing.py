"""`rostra publish`: debates as a site of plain files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rostra.cli import options

if TYPE_CHECKING:
    from rostra.debate import Debate
    from rostra.export import Exporter

ALL = "all"


def publish(
    ids: Annotated[
        list[str],
        typer.Argument(metavar="ID...", help="Debates, as `rostra debates list` shows them; `all`: those that ended."),
    ],
    to: Annotated[Path, typer.Option("--to", metavar="DIR", help="A new folder, or a site made by this command.")],
    title: Annotated[str, typer.Option("--title", metavar="T", help="The site's.")] = "Simulated debates",
    index: Annotated[bool, typer.Option("--index", help="Let search engines list it; they are asked not to.")] = False,
    base_url: Annotated[
        str, typer.Option("--base-url", metavar="URL", help="Where it will stand, for absolute links in feeds.")
    ] = "",
    contact: Annotated[
        str, typer.Option("--contact", metavar="C", help="Whom to ask for removal: a mail address or a link.")
    ] = "",
    with_: Annotated[str, typer.Option("--with", metavar="F,F", help="Downloads beside each page: md,json,pdf …")] = "",
    store: options.Store = None,
) -> None:
    """Write debates as a static site: pages, a list with a search, feeds. It needs no server."""
    from rostra.cli.printing import console
    from rostra.cli.running import run_async
    from rostra.errors import WrongUse
    from rostra.publishing import Site, check, publish

    if base_url and not base_url.startswith(("https://", "http://")):
        raise WrongUse(f"{base_url!r} is no address of a site.", remedy="Give one that begins with https://.")
    site = Site(title=title, indexed=index, base_url=base_url, contact=contact, formats=_formats(with_))
    check(to)
    first = publish(run_async(_load(ids, store)), to, site)
    console().print(str(first), markup=False, soft_wrap=True)


def _formats(asked: str) -> tuple[Exporter, ...]:
    from rostra.errors import WrongUse
    from rostra.export import FORMATS, exporter_of

    found = [exporter_of(Path(f"debate.{each.strip().lstrip('.')}")) for each in asked.split(",") if each.strip()]
    for exporter in found:
        if exporter.folder or exporter.suffix == ".html":
            remedy = f"Known: {', '.join(s for s, e in FORMATS.items() if not e.folder and s != '.html')}."
            raise WrongUse(f"{exporter.suffix} is nothing to download beside a page.", remedy=remedy)
    return tuple(dict.fromkeys(found))


async def _load(ids: list[str], store: str | None) -> list[Debate]:
    from rostra.cli.performing import opened
    from rostra.settings import Settings

    async with opened(store, Settings()) as ledger:
        if ALL in ids:
            ids = [*ids, *(each.id for each in await ledger.list(limit=100_000) if each.status == "ended")]
        return [await ledger.load(id_) for id_ in dict.fromkeys(ids) if id_ != ALL]
