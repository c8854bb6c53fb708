"""Debates as public benchmarks write them in Markdown: numbered turns of two sides, with the ids that each claims and cites."""

from __future__ import annotations

import re

from rostra.claims import ID
from rostra.importing.draft import Draft, Known, Said

_HEADING = re.compile(r"## Turn (?P<number>\d{1,5}): (?P<side>[^\s:]{1,40})[ \t]*(?P<phase>.{0,120})")
_FACT = re.compile(r"- (?P<key>[a-z_]{1,40}):[ \t]*(?P<value>.*)")
_IS = re.compile(r"^## Turn \d+: \S+.*\n+(?:- [a-z_]+:.*\n)*- claim_ids:", re.MULTILINE)


def is_benchmark(text: str) -> bool:
    """Whether a text is written so."""
    return _IS.search(text) is not None


def read_benchmark(text: str) -> Draft:
    """The draft: ids and citations as they are, the model of each turn, what stands in no turn as loose text."""
    draft = Draft("Markdown of numbered turns, claims and citations")
    said: Said | None = None
    facts = True
    listed: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        found = _HEADING.fullmatch(line.rstrip())
        fact = _FACT.fullmatch(line) if facts else None
        if found:
            said = Said(found["side"], [], phase=found["phase"].strip(), side=found["side"])
            draft.items.append(said)
            draft.speakers.setdefault(said.name, Known(side=said.side))
            facts = True
        elif fact and said is not None:
            _turn_fact(draft, said, fact["key"], fact["value"].strip(), number, listed)
        elif fact:
            _head_fact(draft, fact["key"], fact["value"].strip(), number, line)
        elif line.startswith("# ") and said is None and not draft.title:
            draft.title = line[2:].strip().removeprefix("Debate ")
        elif said is not None:
            facts = facts and not line.strip()
            said.pieces.append((number, line))
        elif line.strip():
            draft.loose(number, line)
    for side in ("PRO", "CON"):
        if side in draft.speakers and draft.speakers[side].mark is None:
            draft.speakers[side].mark = side[0]
    _tell_unwritten(draft, listed)
    return draft


def _head_fact(draft: Draft, key: str, value: str, number: int, line: str) -> None:
    if key in ("proposition", "motion", "resolution"):
        draft.motion, draft.title = value, value or draft.title
    elif key.startswith("model_"):
        draft.speakers[key.removeprefix("model_").upper()] = Known(side=key.removeprefix("model_").upper(), model=value)
    elif key not in ("topic_id", "side_swap"):
        draft.loose(number, line)


def _turn_fact(draft: Draft, said: Said, key: str, value: str, number: int, listed: dict[str, int]) -> None:
    ids = tuple(found[0] for found in ID.finditer(value))
    match key:
        case "model":
            said.model = value
        case "claim_ids":
            listed.update(dict.fromkeys(ids, number))
            known = draft.speakers[said.name]
            if ids and known.mark is None:
                known.mark = re.match(r"[A-Z]+", ids[0])[0]  # type: ignore[index]
        case "cited_claim_ids":
            said.cites = ids
        case "missing_claim_id_refs":
            said.missing = ids
        case _:
            pass  # counts of words


def _tell_unwritten(draft: Draft, listed: dict[str, int]) -> None:
    """Claims that a list has and no text makes."""
    text = "\n".join(said.text for said in draft.said)
    unwritten = [f"{id_} (line {line})" for id_, line in listed.items() if f"{id_}]" not in text]
    if unwritten:
        draft.notes.append(f"Listed as claims, but in no text: {', '.join(unwritten[:8])}.")
