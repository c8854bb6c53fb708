"""What holds for every export format there is."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from builders import a_debate, closing, shipped_format
from export.hostile import SECRET, hostile
from export.reading import flagship, squashed, words_of
from rostra.agenda import next_slots
from rostra.debate import Debate, Entry, Reply, Turn, Usage
from rostra.disclosure import disclosure
from rostra.export import EXPORTERS, Exporter, Options, packed, shaped
from rostra.loading.formats import list_formats
from rostra.prompts.conversation import conversations

FORMATS = tuple(form.name for form in list_formats())
WRITTEN = tuple(exporter for exporter in EXPORTERS if exporter.in_all)
each_exporter = pytest.mark.parametrize("exporter", WRITTEN, ids=lambda exporter: exporter.suffix)


@cache
def staged(format_name: str) -> Debate:
    """A debate of that format to its end, among people who may be real; every turn answers the one before."""
    form = shipped_format(format_name)
    debate = a_debate(form, max(form.min_seats, min(4, form.max_seats)), audience=2, questions=1)
    cast = tuple(
        seat.model_copy(update={"persona": seat.persona.model_copy(update={"kind": "real-person"})})
        if seat.role == "debater"
        else seat
        for seat in debate.cast
    )
    debate = debate.model_copy(update={"cast": cast})
    while slots := next_slots(debate):
        made = [claim.id for entry in debate.claimants for claim in entry.claims]
        debate = debate.append(*(answering(closing(debate, slot), made) for slot in slots))
    return debate


def answering(entry: Entry, made: list[str]) -> Entry:
    if not (isinstance(entry, Turn) and entry.claims and made):
        return entry
    reply = Reply(to=made[-1], relation="rebuts", by=entry.claims[0].id)
    return entry.model_copy(update={"text": f"{entry.text} (rebuts [{made[-1]}])", "replies": (reply,)})


def debates_for(exporter: Exporter) -> list[Debate]:
    """One of every format; for what is slow to write, of those that differ most."""
    names = ("panel", "brainstorm") if exporter.extra else FORMATS
    return [flagship(), *map(staged, names)]


def is_empty(exporter: Exporter, text: str) -> bool:
    """A table without rows, or chats of nobody: there is nothing to disclose."""
    rows = text.strip().splitlines()
    return (exporter.suffix.endswith(".csv") and len(rows) == 1) or (exporter.suffix == ".messages.jsonl" and not rows)


@each_exporter
def test_a_document_says_that_it_is_simulated_and_names_nobody_without_it(exporter: Exporter) -> None:
    for debate in debates_for(exporter):
        text = words_of(exporter.render(debate))
        if is_empty(exporter, text):
            continue
        found = squashed(text)
        assert squashed(disclosure(debate)) in found, debate.format.name
        for seat in debate.debaters:
            assert squashed(seat.persona.display_name) not in found or squashed(seat.byline) in found, seat.name
        assert "simulated" in text.lower()


@each_exporter
def test_the_same_debate_gives_the_same_bytes_wherever_it_comes_from(exporter: Exporter) -> None:
    debate = flagship()
    again = Debate.model_validate_json(debate.model_dump_json())
    assert packed(exporter, debate) == packed(exporter, again)


@each_exporter
def test_without_markers_and_costs_none_is_told(exporter: Exporter) -> None:
    debate = flagship()
    priced = [entry.model_copy(update={"usage": Usage(input=98_765), "cost": 0.054321}) for entry in debate.entries]
    debate = shaped(debate.model_copy(update={"entries": tuple(priced)}), Options(markers=False, costs=False))
    text = words_of(exporter.render(debate))
    assert not re.search(r"(?<![\w.#])[A-Z]\d{1,2}\.\d{1,2}(?![\w.])", text)
    assert not re.search(r"98.?765|0\.0543", text)


@each_exporter
def test_whatever_is_said_a_document_can_be_written_and_holds_no_character_that_none_may_hold(
    exporter: Exporter,
) -> None:
    debate = hostile(long=20_000 if exporter.extra else 1_000_000)
    content = exporter.render(debate)
    texts = content.values() if isinstance(content, dict) else [content]
    for text in texts:
        if isinstance(text, str) and "json" not in exporter.suffix:
            assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]", text)
            text.encode()
    found = words_of(content)
    assert squashed(disclosure(debate)) in squashed(found)


@each_exporter
def test_a_debate_that_has_not_begun_can_be_written_too(exporter: Exporter) -> None:
    assert exporter.render(a_debate(shipped_format("panel"), 3)) is not None


@each_exporter
def test_evidence_for_some_eyes_is_in_no_document_but_those_that_keep_the_scenario(exporter: Exporter) -> None:
    keeps = {".json", ".jsonl"}
    found = SECRET in words_of(exporter.render(hostile(long=20_000)))
    assert found == (exporter.suffix in keeps | {".messages.jsonl"})


def test_evidence_is_in_the_chat_of_the_seat_that_may_read_it_alone() -> None:
    told = {seat.name: SECRET in " ".join(m.content for m in chat) for seat, chat in conversations(hostile(long=100))}
    assert told == {"../../ada": True, "-=b|b": False}


def test_every_suffix_is_told_in_the_guide_and_none_that_is_not_there() -> None:
    guide = (Path(__file__).resolve().parents[2] / "docs" / "exports.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| `(\.[a-z0-9.]+)` \|", guide, re.MULTILINE)
    assert len(told) == len(set(told))
    assert set(told) == {exporter.suffix for exporter in EXPORTERS}
