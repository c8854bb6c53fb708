"""`rostra`: the commands, and what a failure looks like from outside."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import typer

import rostra
from rostra.cli import (
    advising,
    catalogue,
    debates,
    doctor,
    importing,
    library,
    publishing,
    reference,
    stage,
    studio,
)
from rostra.errors import RostraError

app = typer.Typer(
    name="rostra",
    help="Stage debates among personas. `rostra stage existential-risk` is a good start.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("stage")(stage.stage)
app.command("studio")(studio.studio)
app.command("cast")(advising.cast)
app.add_typer(debates.app, name="debates")
app.command("import")(importing.import_)
app.command("publish")(publishing.publish)
app.add_typer(catalogue.personas, name="personas")
app.add_typer(catalogue.scenarios, name="scenarios")
app.add_typer(catalogue.formats, name="formats")
debates.app.command("list")(library.list_)
debates.app.command("search")(library.search)
debates.app.command("tag", context_settings={"ignore_unknown_options": True})(library.tag)
debates.app.command("tags")(library.tags)
debates.app.command("rename")(library.rename)
debates.app.command("delete")(library.delete)
debates.app.command("restore")(library.restore)
catalogue.personas.command("coverage")(advising.coverage)
catalogue.formats.command("advise")(advising.advise)
app.command("schema")(reference.schema)
app.command("graph")(reference.graph)
app.command("doctor")(doctor.doctor)


def _version(asked: bool) -> None:
    if asked:
        sys.stdout.write(f"rostra {rostra.__version__}\n")
        raise typer.Exit


@app.callback()
def _root(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Say the version."),
) -> None:
    pass


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and leave with its exit code. Every failure that can be foreseen is two sentences, not a traceback."""
    _never_fail_to_print()
    try:
        app(args=arguments, prog_name="rostra")
    except RostraError as error:
        _leave(str(error), error.exit_code)
    except OSError as error:
        where = f": {error.filename}" if error.filename else ""
        _leave(f"{error.strerror or error}{where}. Mend that and try again; what was stored is safe.", 1)
    except KeyboardInterrupt:
        sys.exit(130)


def _never_fail_to_print() -> None:
    """A terminal of few letters shows question marks instead of raising."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _leave(message: str, code: int) -> None:
    from rostra.cli.printing import say

    say(message, style="red")
    sys.exit(code)
