"""A session's own personas and scenarios: in a folder of their own, gone with the session, and never among those that came with Rostra."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Sequence
from pathlib import Path

from rostra.errors import BadFile, NotFound, WrongUse
from rostra.loading import resources
from rostra.loading.personas import read_persona
from rostra.loading.scenarios import read_scenario
from rostra.persona import Persona
from rostra.scenario import Scenario
from rostra.web.workshop.texts import Checked, Kind, check_persona, check_scenario, elsewhere, free_name, text_of

MOST = 60
"""Files a session may keep of each kind."""
_LONGEST = 60
"""Characters of a name, which becomes a file's name: letters and digits of any script, and dashes."""
_SUFFIX: dict[Kind, str] = {"persona": ".md", "scenario": ".yaml"}


class NameTaken(WrongUse):
    """The name belongs to something else."""

    def __init__(self, fact: str, *, name: str, free: str, mine: bool) -> None:
        self.name = name
        self.free = free
        """One that is not taken."""
        self.mine = mine
        """Whether what has the name was uploaded in this session, and may be replaced."""
        super().__init__(fact, remedy=f"Give yours another one, such as `name: {free}`.")


class Workshop:
    """What one session uploaded and edited. Nothing is written but into its own folder, which goes when the session goes."""

    def __init__(self, more: Sequence[Path] = ()) -> None:
        self.kept: dict[Kind, dict[str, str]] = {"persona": {}, "scenario": {}}
        """Name to the path of its file, of each kind."""
        self.drafts: dict[str, str] = {}
        """Texts that were edited and not kept, by where they are edited."""
        self._more = tuple(more)
        self._made: Path | None = None

    @property
    def folder(self) -> Path:
        """Where files are kept; made for the first of them. Most sessions need none."""
        if self._made is None:
            self._made = Path(tempfile.mkdtemp(prefix="rostra-session-"))
            weakref.finalize(self, shutil.rmtree, self._made, ignore_errors=True)
        return self._made

    @property
    def folders(self) -> tuple[Path, ...]:
        """Where personas are looked for, before those that came with Rostra: here, then where the settings say."""
        return (self._made, *self._more) if self._made else self._more

    def path(self, kind: Kind, name: str) -> Path:
        """The file of that name: kept here, else one that a name finds anyway. NotFound, with the reason it may be gone."""
        kept = self.kept[kind].get(name)
        if kept is not None:
            return Path(kept)
        try:
            return resources.find(kind, resources.slug(name), self._more if kind == "persona" else ())
        except NotFound as error:
            near = error.remedy if error.remedy.startswith("Did you mean") else ""
            remedy = "If you uploaded it: uploads last as long as their window, and until it is loaded anew."
            raise NotFound(kind, name, remedy=f"{near} {remedy}".strip()) from None

    def is_mine(self, kind: Kind, name: str) -> bool:
        """Whether it was kept in this session."""
        return name in self.kept[kind]

    def is_taken(self, kind: Kind, name: str) -> bool:
        """Whether something has that name, here or among the shipped."""
        return self.is_mine(kind, name) or self._is_shipped(kind, name)

    def free_name(self, kind: Kind, name: str) -> str:
        """That name, or one like it that is not taken."""
        return free_name(name, lambda each: self.is_taken(kind, each))

    def check_persona(self, data: bytes | str, file: str) -> Checked[Persona]:
        """What was uploaded or typed, as a persona; `file` names it."""
        return check_persona(data, file)

    def check_scenario(self, data: bytes | str, *, trusted: bool = False) -> Checked[Scenario]:
        """What was uploaded or typed, as a scenario; those in its cast may be uploaded too."""
        file = (self._made or Path()) / "scenario.yaml"
        return check_scenario(data, file, uploads=self._made, persona_folders=self.folders, trusted=trusted)

    def keep(self, kind: Kind, data: bytes | str, file: str, *, over: str | None = None) -> str:
        """Keep a file for this session; returns the name it is found by. `over`: the name of what it may take the place of.

        BadFile for what cannot be read, under the name `file`; `NameTaken`. Nothing is changed then.
        """
        text, _ = text_of(data, file)
        name = _name(kind, text, file)
        for outside in elsewhere(text, file, self._made) if kind == "scenario" else ():
            raise BadFile(outside.text, file=file, line=outside.line)
        if self._is_shipped(kind, name):
            fact = f"The name {name!r} belongs to a {kind} that is here for everybody."
            raise NameTaken(fact, name=name, free=self.free_name(kind, name), mine=False)
        if self.is_mine(kind, name) and name != over:
            fact = f"You have a {kind} {name!r} in this session."
            raise NameTaken(fact, name=name, free=self.free_name(kind, name), mine=True)
        if not self.is_mine(kind, name) and len(self.kept[kind]) >= MOST:
            raise WrongUse(f"This session keeps {MOST} {kind}s already.", remedy="Remove one of them first.")
        path = self.folder / f"{name}{_SUFFIX[kind]}"
        whole = path.with_suffix(".part")
        whole.write_text(text, encoding="utf-8")
        whole.replace(path)
        self.kept[kind][name] = str(path)
        return name

    def remove(self, kind: Kind, name: str) -> None:
        """Forget one; nothing happens when it is not here."""
        path = self.kept[kind].pop(name, None)
        if path is not None:
            Path(path).unlink(missing_ok=True)

    def _is_shipped(self, kind: Kind, name: str) -> bool:
        try:
            resources.find(kind, name, self._more if kind == "persona" else ())
        except NotFound:
            return False
        return True


def _name(kind: Kind, text: str, file: str) -> str:
    """What it is found by, and what its file here is called: never the name under which it was uploaded."""
    given = read_persona(text, file).persona.name if kind == "persona" else read_scenario(text, file).name
    name = resources.slug(given)
    line = next((n for n, row in enumerate(text.split("\n"), start=1) if row.startswith("name:")), 1)
    if not name or name != given:
        remedy = f"Write it as `name: {name or 'my-debate'}`: small letters, digits and dashes."
        raise BadFile(f"name: {given[:60]!r} cannot be looked up.", file=file, line=line, remedy=remedy)
    if len(name) > _LONGEST:
        raise BadFile(f"name: has {len(name)} letters; {_LONGEST} at most.", file=file, line=line, remedy="Shorten it.")
    return name
