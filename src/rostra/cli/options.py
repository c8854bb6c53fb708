"""Options that several commands take, said once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

PACE = 60.0
"""Words a second at which the offline model speaks to a terminal."""

Store = Annotated[
    str | None,
    typer.Option(
        "--store", metavar="URL", help="Where debates are kept: a .db file, sqlite:///…, postgresql://…, memory."
    ),
]
Export = Annotated[
    list[Path] | None,
    typer.Option(
        "--export",
        metavar="PATH",
        help="Write the transcript there at the end, in the format of its suffix. Repeatable.",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="One event a line on standard output, nothing else.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="Show nothing but errors.")]
Budget = Annotated[
    float | None,
    typer.Option(
        "--budget-usd",
        metavar="X",
        min=0,
        help="US dollars for the whole debate; it is summed up before they are spent.",
    ),
]
Pace = Annotated[
    float,
    typer.Option(
        "--pace",
        metavar="N",
        min=0,
        envvar="ROSTRA_PACE",
        help="Words a second of the offline model in a terminal; 0: at once.",
    ),
]
Id = Annotated[str, typer.Argument(metavar="ID", help="A debate's id, as `rostra debates list` shows it.")]
