"""Where a debate comes from, in words."""

from __future__ import annotations

from builders import a_debate, shipped_format
from rostra.forking import origin
from rostra.lineage import Lineage


def test_a_fork_comes_from_a_debate_and_an_import_from_a_file() -> None:
    fork, read = Lineage(parent="one", at=3), Lineage(parent="talk.md", at=3, how="import")
    assert (fork.of_debate, fork.told) == (True, "fork of one")
    assert (read.of_debate, read.told) == (False, "imported from talk.md")


def test_a_document_says_which() -> None:
    debate = a_debate(shipped_format("oxford"), 2)
    assert origin(debate) == ""
    forked = debate.model_copy(update={"lineage": Lineage(parent="one", at=0)})
    assert origin(forked) == "A fork of one, from the beginning."
    read = debate.model_copy(update={"lineage": Lineage(parent="talk.md", at=3, how="import")})
    assert origin(read) == "Imported from talk.md."
