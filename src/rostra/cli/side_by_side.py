"""A comparison and a family of forks, as a terminal shows them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from rostra.analysis.comparing import Column, Comparison, Place, Said
from rostra.analysis.lineages import Branch
from rostra.cli.layout import Beside, Heading, bulleted
from rostra.cli.printing import clean
from rostra.cli.words import styled
from rostra.debate import Claim

_SHOWN = 320
"""Characters of a turn that are shown, unless all are wanted."""
_CLAIMS = 6


def draw(found: Comparison, *, full: bool = False) -> RenderableType:
    """A comparison; each debate is known by its number."""
    return Group(
        *_head(found),
        *(part for place in found.places for part in _place(place, full=full)),
        *_claims(found, full=full),
        *_results(found),
        *_figures(found.debates),
    )


def _head(found: Comparison) -> Iterator[RenderableType]:
    for said in dict.fromkeys(column.disclosure for column in found.debates):
        yield Text(said, style="dim italic")
    yield Text()
    for number, column in enumerate(found.debates, 1):
        from_ = column.lineage
        whence = (
            ""
            if from_ is None
            else f"  {from_.how} of {from_.parent} after slot {from_.at}"
            if from_.of_debate
            else f"  {from_.told}"
        )
        yield Text.assemble((f"{number}  ", "bold"), (clean(column.id), "bold"), (clean(whence), "dim"))
    yield Text()
    if not found.places and found.shared >= 0:
        yield Text(f"All say the same up to slot {found.shared}, and nothing is said aloud after it.")
    elif found.shared > 0:
        yield Text(f"All say the same up to slot {found.shared}.")
    else:
        yield Text("They have nothing in common from the first slot on.")
    yield Text()


def _place(place: Place, *, full: bool) -> Iterator[RenderableType]:
    yield Heading(f"{clean(place.phase)}, slot {place.slot}")
    for said, numbers in _alike(place):
        label = " ".join(numbers)
        if said is None:
            yield Beside(Text("nothing", style="dim"), f"{label}  ")
        else:
            yield _said(label, said, full=full)
    yield Text()


def _alike(place: Place) -> list[tuple[Said | None, list[str]]]:
    """What is said here, each text once, and by which debates."""
    found: list[tuple[Said | None, list[str]]] = []
    for number, said in enumerate(place.said, 1):
        for other, numbers in found:
            if other == said or (other and said and (other.seat, other.text) == (said.seat, said.text)):
                numbers.append(str(number))
                break
        else:
            found.append((said, [str(number)]))
    return found


def _said(label: str, said: Said, *, full: bool) -> RenderableType:
    text = said.text if full or len(said.text) <= _SHOWN else f"{said.text[:_SHOWN].rsplit(' ', 1)[0]} …"
    name = Text.assemble((clean(said.byline), "bold"), (f"  {said.words} words", "dim"))
    return Beside(Group(name, styled(text, {})), f"{label}  ", rest=" " * (len(label) + 2))


def _claims(found: Comparison, *, full: bool) -> Iterator[RenderableType]:
    changed = [(n, column) for n, column in enumerate(found.debates, 1) if column.gained or column.lost]
    if not changed:
        return
    yield Heading("Claims gained and lost against 1")
    for number, column in changed:
        for sign, claims in (("+", column.gained), ("-", column.lost)):
            for claim in claims if full else claims[:_CLAIMS]:
                yield Beside(_claim(claim), f"{number} {sign} ", rest="    ")
            if not full and len(claims) > _CLAIMS:
                yield Beside(Text(f"and {len(claims) - _CLAIMS} more", style="dim"), f"{number} {sign} ")
    yield Text()


def _claim(claim: Claim) -> Text:
    return Text.assemble((f"{claim.id}  ", "dim"), clean(claim.text))


def _results(found: Comparison) -> Iterator[RenderableType]:
    """What came out: votes, stances, verdicts, and what it turns on."""
    parts: list[tuple[str, list[list[str]]]] = [
        ("Votes", [[_poll(poll.poll, poll.votes) for poll in column.polls] for column in found.debates]),
        (
            "Stances, from -2 against to 2 for",
            [
                [f"{each.byline}: {', '.join(map(str, each.values))}" for each in column.stances]
                for column in found.debates
            ],
        ),
        (
            "Verdicts",
            [[f"{each.judge}: {each.winner or 'a draw'}" for each in column.verdicts] for column in found.debates],
        ),
        ("What it turns on", [[*column.cruxes] for column in found.debates]),
    ]
    for title, rows in parts:
        if any(rows):
            yield Heading(title)
            for number, lines in enumerate(rows, 1):
                body = Group(*(bulleted(Text(clean(line))) for line in lines)) if lines else Text("–", style="dim")
                yield Beside(body, f"{number}  ", rest="   ")
            yield Text()


def _poll(name: str, votes: dict[str, int]) -> str:
    return f"{name}: {', '.join(f'{count} {choice}' for choice, count in votes.items())}"


def _figures(columns: Sequence[Column]) -> Iterator[RenderableType]:
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    table.add_column("")
    for number in range(1, len(columns) + 1):
        table.add_column(str(number), justify="right")
    dropped = [column.fates.get("unanswered", 0) for column in columns]
    answered = [column.fates.get("answered", 0) + column.fates.get("conceded", 0) for column in columns]
    rows: list[tuple[str, list[str]]] = [
        ("Status", [column.status for column in columns]),
        ("Turns", [str(column.turns) for column in columns]),
        ("Words", [f"{column.words:,}" for column in columns]),
        ("Claims", [str(column.claims) for column in columns]),
        ("answered", [str(count) for count in answered]),
        ("dropped", [str(count) for count in dropped]),
        ("Own tokens", [f"{column.usage.total:,}" for column in columns]),
        ("Own cost", [f"${column.cost:.2f}" for column in columns]),
    ]
    for label, cells in rows:
        table.add_row(Text(label, style="dim"), *cells)
    yield Heading("In figures")
    yield table


def branches(branch: Branch, before: str = "", first: str = "", *, top: bool = True) -> Iterator[Text]:
    """A family as lines: each debate under its parent."""
    kin = branch.kin
    facts = [f"{kin.turns} {'turn' if kin.turns == 1 else 'turns'}", kin.status]
    if kin.parent is not None:
        gone = f" of {kin.parent}, which is gone" if top else ""
        facts.insert(0, f"{kin.how}{gone} after slot {kin.at}")
    facts += [f"${kin.cost:.2f}"] if kin.cost else []
    yield Text.assemble((first, "dim"), (clean(kin.id), "bold"), (f"  {clean(' · '.join(facts))}", "dim"))
    for number, fork in enumerate(branch.forks, 1):
        last = number == len(branch.forks)
        yield from branches(fork, before + ("   " if last else "│  "), before + ("└─ " if last else "├─ "), top=False)
