"""A site on the disk: whole or not at all, and never in the place of anything else."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rostra.debate import Debate
from rostra.errors import RostraError, WrongUse
from rostra.export.files import replace_folder
from rostra.publishing.listed import Site
from rostra.publishing.site import published

MARKER = ".rostra-site"
"""The file by which a folder is known to be a site of ours, to be replaced as a whole."""
_SAYS = "Made by `rostra publish`, which replaces this folder as a whole.\n"


def publish(debates: Sequence[Debate], folder: Path, site: Site) -> Path:
    """Write the site, in the place of an older one, and return its first page.

    `WrongUse` for a folder that holds anything else, and where there is nothing to publish; `RostraError` when the disk refuses.
    """
    check(folder)
    content = {**published(debates, site), MARKER: _SAYS}
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        replace_folder(folder, content)
    except OSError as error:
        raise RostraError(
            f"{folder} could not be written: {error.strerror}.",
            remedy="What was there before is there still; publish elsewhere.",
        ) from error
    return folder / "index.html"


def check(folder: Path) -> None:
    """`WrongUse` where a site would take the place of something that is none."""
    if not folder.exists():
        return
    if not folder.is_dir() or (any(folder.iterdir()) and not (folder / MARKER).is_file()):
        raise WrongUse(
            f"{folder} is there already, and was not made by `rostra publish`.", remedy="Name a new or an empty folder."
        )
