"""What a fork is to change, as it is said on the command line."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rostra.debate import Debate
from rostra.errors import BadFile, WrongUse
from rostra.persona import Persona
from rostra.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What is asked for, as it was said."""

    recast: Mapping[str, str] = field(default_factory=dict)
    models: Mapping[str, str] = field(default_factory=dict)
    edits: Mapping[str, str] = field(default_factory=dict)
    """A turn to a file."""
    say: str | None = None

    @classmethod
    def read(
        cls,
        recast: Sequence[str] | None,
        model: Sequence[str] | None,
        edit: Sequence[str] | None = None,
        say: str | None = None,
    ) -> Changes:
        """`WrongUse` for a pair that is none."""
        return cls(
            recast=_pairs("--recast", recast, "yann-lecun=andrew-ng"),
            models=_pairs("--model", model, "yann-lecun=anthropic:sonnet"),
            edits=_pairs("--edit", edit, "C2=new-words.txt"),
            say=say,
        )

    def people(self, settings: Settings) -> dict[str, Persona]:
        """Seat to persona, from their files."""
        from rostra.cli.printing import say
        from rostra.loading import load_persona

        def tell(note: object) -> None:
            say(str(note), style="yellow")

        return {seat: load_persona(name, folders=settings.personas, warn=tell) for seat, name in self.recast.items()}

    def writers(self, debate: Debate, people: Mapping[str, Persona], settings: Settings) -> dict[str, str]:
        """Seat to model, resolved; who takes a person's place gets their own persona's, or the default."""
        from rostra.models.choose import choose_model

        found = {seat: choose_model(said, None, None, None, settings) for seat, said in self.models.items()}
        for seat, persona in people.items():
            held = any(each.name == seat and each.human for each in debate.cast)
            if held and not {seat, persona.name} & found.keys():
                found[seat] = choose_model(None, None, None, persona.model, settings)
        return {seat: choice.model for seat, choice in found.items() if choice.model}

    def texts(self, debate: Debate) -> dict[int, str]:
        """Slot to new words, from their files; `-` is standard input."""
        from rostra.forking import turn_of

        return {turn_of(debate, turn).slot or 0: _text(file) for turn, file in self.edits.items()}


def _pairs(option: str, given: Sequence[str] | None, example: str) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for each in given or []:
        name, equals, value = each.partition("=")
        if not (name.strip() and equals and value.strip()):
            raise WrongUse(f"{option} {each!r} is no pair.", remedy=f"As in {option} {example}.")
        if name.strip() in pairs:
            raise WrongUse(f"{option} names {name.strip()!r} twice.", remedy="Name it once.")
        pairs[name.strip()] = value.strip()
    return pairs


def _text(file: str) -> str:
    try:
        return sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise BadFile("This is no UTF-8 text.", file=file, remedy="Save it as UTF-8.") from None
    except OSError as error:
        raise BadFile(f"It cannot be read: {error.strerror}.", file=file) from None
