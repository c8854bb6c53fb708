"""A ConvoKit corpus: a folder with utterances, speakers, a conversation and their index, as `convokit.Corpus(filename=…)` reads it.

An utterance is a turn or an idea. It replies to the turn it first rebuts, else to the turn it first answers otherwise, else to the one
before.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from rostra.claims import without_markers
from rostra.debate import Debate, Idea, Seat, Turn
from rostra.disclosure import disclosure, simulated
from rostra.flow import FATES, flow_sheet

_VERSION = 1


def render(debate: Debate) -> dict[str, str]:
    """The files of the folder."""
    utterances = _utterances(debate)
    spoken = {utterance["speaker"] for utterance in utterances}
    speakers = {seat.name: _thing(_speaker(seat)) for seat in debate.cast if seat.name in spoken}
    conversations = {utterances[0]["conversation_id"]: _thing(_about(debate))} if utterances else {}
    overall = _overall(debate)
    index = {
        "utterances-index": _index(utterance["meta"] for utterance in utterances),
        "speakers-index": _index(each["meta"] for each in speakers.values()),
        "conversations-index": _index(each["meta"] for each in conversations.values()),
        "overall-index": _index([overall]),
        "version": _VERSION,
        "vectors": [],
    }
    return {
        "utterances.jsonl": "".join(f"{_json(utterance)}\n" for utterance in utterances),
        "speakers.json": _json(speakers),
        "conversations.json": _json(conversations),
        "corpus.json": _json(overall),
        "index.json": _json(index),
    }


def _utterances(debate: Debate) -> list[dict[str, Any]]:
    entries = debate.claimants
    ids = {id(entry): f"{debate.id}-{n}" for n, entry in enumerate(entries, start=1)}
    made = {claim.id: entry for entry in entries for claim in entry.claims}
    fates = {line.claim.id: FATES[line.status] for line in flow_sheet(debate)} if debate.whole else {}
    utterances: list[dict[str, Any]] = []
    before: Turn | Idea | None = None
    for entry in entries:
        answered = _answered(entry, made) or before
        utterances.append(
            {
                "id": ids[id(entry)],
                # ConvoKit calls a conversation by its first utterance.
                "conversation_id": ids[id(entries[0])],
                "text": without_markers(entry.text),
                "speaker": entry.seat,
                "meta": _meta(debate, entry, fates),
                "reply-to": ids[id(answered)] if answered else None,
                "timestamp": entry.at.timestamp(),
                "vectors": [],
            }
        )
        before = entry
    return utterances


def _answered(entry: Turn | Idea, made: Mapping[str, Turn | Idea]) -> Turn | Idea | None:
    """Whose turn it answers first; nothing answers what was not said before it."""
    replies = [reply for reply in entry.replies if reply.relation != "cites" and reply.to in made]
    replies.sort(key=lambda reply: reply.relation != "rebuts")
    earlier = (made[reply.to] for reply in replies)
    return next((turn for turn in earlier if (turn.slot or 0, turn.seq or 0) < (entry.slot or 0, entry.seq or 0)), None)


def _meta(debate: Debate, entry: Turn | Idea, fates: Mapping[str, str]) -> dict[str, Any]:
    return {
        "kind": entry.kind,
        "byline": debate.seat(entry.seat).byline,
        "phase": entry.phase,
        "round": entry.round,
        "slot": entry.slot,
        "at": entry.at.isoformat(),
        "marked_text": entry.text,
        "claims": [{"id": claim.id, "text": claim.text, "fate": fates.get(claim.id)} for claim in entry.claims],
        "replies": [reply.model_dump() for reply in entry.replies],
        "model": entry.model,
    }


def _speaker(seat: Seat) -> dict[str, Any]:
    return {
        "display_name": seat.persona.display_name,
        "byline": seat.byline,
        "simulated": not seat.human,
        "possibly_real_person": seat.persona.kind != "role" and not seat.human,
        "role": seat.role,
        "side": seat.side,
        "mark": seat.mark,
        "model": seat.model,
    }


def _about(debate: Debate) -> dict[str, Any]:
    return {
        "debate": debate.id,
        "title": debate.title,
        "motion": debate.scenario.motion,
        "format": debate.format.name,
        "created": debate.created.isoformat(),
        "disclosure": disclosure(debate),
    }


def _overall(debate: Debate) -> dict[str, Any]:
    return {
        "name": debate.title,
        "disclosure": disclosure(debate),
        "simulated": list(simulated(debate)),
        "schema": "rostra.convokit/1",
    }


def _thing(meta: dict[str, Any]) -> dict[str, Any]:
    return {"meta": meta, "vectors": []}


def _index(metas: Iterable[Mapping[str, Any]]) -> dict[str, list[str]]:
    """Each key of the metadata with the types of its values, as Python writes them."""
    types: dict[str, list[str]] = {}
    for meta in metas:
        for key, value in meta.items():
            known = types.setdefault(key, [])
            if value is not None and str(type(value)) not in known:
                known.append(str(type(value)))
    return types


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=True)
