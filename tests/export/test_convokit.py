"""The corpus as ConvoKit's loader reads it.

ConvoKit itself brings a language model, a database driver and more; what its loader asks of a folder is written down here instead, as its
`model/corpus_helpers.py` and `Conversation.check_integrity` have it (5.0).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from export.hostile import hostile
from export.reading import flagship
from rostra.debate import Debate
from rostra.disclosure import disclosure
from rostra.export import write
from rostra.export.convokit import render

KEYS = {"id", "conversation_id", "text", "speaker", "meta", "reply-to", "timestamp", "vectors"}


class Corpus:
    """A folder, read and checked."""

    def __init__(self, folder: Path) -> None:
        def loaded(name: str) -> Any:
            return json.loads((folder / name).read_text(encoding="ascii"))

        with (folder / "utterances.jsonl").open(encoding="ascii") as lines:
            self.utterances = [json.loads(line) for line in lines]
        self.speakers, self.conversations = loaded("speakers.json"), loaded("conversations.json")
        self.meta, self.index = loaded("corpus.json"), loaded("index.json")

    def check(self) -> None:
        by_id = {utterance["id"]: utterance for utterance in self.utterances}
        assert len(by_id) == len(self.utterances)
        for utterance in self.utterances:
            assert set(utterance) == KEYS
            assert utterance["speaker"] in self.speakers
            assert utterance["conversation_id"] in self.conversations
            assert utterance["conversation_id"] in by_id, "a conversation is called by its first utterance"
            root, steps = utterance, 0
            while root["reply-to"] is not None:
                root, steps = by_id[root["reply-to"]], steps + 1
                assert steps <= len(by_id), "a chain of replies goes round"
            assert root["id"] == utterance["conversation_id"], "all answer, in the end, the first"
        assert {each for u in self.utterances for each in [u["speaker"]]} == set(self.speakers)
        for index, metas in (
            ("utterances-index", [u["meta"] for u in self.utterances]),
            ("speakers-index", [each["meta"] for each in self.speakers.values()]),
            ("conversations-index", [each["meta"] for each in self.conversations.values()]),
            ("overall-index", [self.meta]),
        ):
            for meta in metas:
                for key, value in meta.items():
                    assert value is None or str(type(value)) in self.index[index][key]
        assert set(self.index) == {
            "utterances-index", "speakers-index", "conversations-index", "overall-index", "version", "vectors",
        }  # fmt: skip


@pytest.mark.parametrize("debate", [flagship, lambda: hostile(long=1_000)], ids=["a debate", "a hostile one"])
def test_the_folder_is_a_corpus(tmp_path: Path, debate: Any) -> None:
    corpus = Corpus(write(debate(), tmp_path / "debate.convokit"))
    corpus.check()
    assert len(corpus.utterances) == len(debate().claimants)
    assert corpus.meta["disclosure"] == disclosure(debate())


def test_an_utterance_replies_to_what_it_rebuts() -> None:
    debate = flagship()
    utterances = [json.loads(line) for line in render(debate)["utterances.jsonl"].splitlines()]
    by_id = {utterance["id"]: utterance for utterance in utterances}
    made = {claim.id: entry.slot for entry in debate.claimants for claim in entry.claims}
    rebutting = [u for u in utterances if any(reply["relation"] == "rebuts" for reply in u["meta"]["replies"])]
    assert rebutting
    for utterance in rebutting:
        first = next(reply for reply in utterance["meta"]["replies"] if reply["relation"] == "rebuts")
        assert by_id[utterance["reply-to"]]["meta"]["slot"] == made[first["to"]]


def test_a_speaker_is_labelled_and_texts_are_bare() -> None:
    files = render(flagship())
    speakers = json.loads(files["speakers.json"])
    assert speakers["yann-lecun"]["meta"]["byline"] == "Yann LeCun (simulated)"
    assert speakers["yann-lecun"]["meta"]["simulated"] is True
    first = next(json.loads(line) for line in files["utterances.jsonl"].splitlines() if "[A1.1]" in line)
    assert "[A1.1]" not in first["text"]
    assert "[A1.1]" in first["meta"]["marked_text"]
    assert first["timestamp"] == flagship().created.timestamp()


def test_nobody_has_spoken_yet() -> None:
    debate: Debate = flagship().model_copy(update={"entries": ()})
    files = render(debate)
    assert files["utterances.jsonl"] == ""
    assert json.loads(files["conversations.json"]) == {}
