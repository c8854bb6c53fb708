"""The Argument Interchange Format as OVA and AIFdb exchange it (xAIF JSON): what was said, what it claims, and how one answers another.

A claim is an L node (the locution, with its speaker) that asserts an I node. An answer to a claim is a transition (TA) from locution to
locution; beyond that, a rebuttal is a conflict (CA) between the claims and support an inference (RA); who concedes agrees with the claim
(YA) and who questions it challenges it. A turn that answers without a claim of its own is a locution alone.
"""

from __future__ import annotations

import json
from html import escape

from rostra.claims import without_markers
from rostra.debate import Debate, Idea, Reply, Turn
from rostra.disclosure import disclosure, kind_of, simulated
from rostra.export.words import byline, printable

_SCHEMES = {"rebuts": ("CA", "Default Conflict", "Disagreeing"), "supports": ("RA", "Default Inference", "Arguing")}
_WITHOUT_CLAIM = {"rebuts": "Disagreeing", "supports": "Agreeing", "concedes": "Agreeing", "questions": "Challenging"}


def render(debate: Debate) -> str:
    """xAIF, indented."""
    return json.dumps(_Graph(debate).document(), ensure_ascii=False, indent=1) + "\n"


class _Graph:
    """Nodes and edges as they are numbered, from 1, in the order of what was said."""

    def __init__(self, debate: Debate) -> None:
        self._debate = debate
        self._nodes: list[dict[str, str]] = []
        self._edges: list[dict[str, str]] = []
        self._locutions: list[dict[str, str | None]] = []
        self._said: dict[str, str] = {}
        """Claim id to its locution's node."""
        self._claimed: dict[str, str] = {}
        """Claim id to its I node."""
        for entry in debate.claimants:
            self._claims(entry)
        for entry in debate.claimants:
            self._answers(entry)

    def document(self) -> dict[str, object]:
        """What is written."""
        debate = self._debate
        return {
            "rostra": {
                "schema": "rostra.aif/1",
                "disclosure": disclosure(debate),
                "simulated": simulated(debate),
                "id": debate.id,
                "title": debate.title,
                "motion": debate.scenario.motion,
                "created": debate.created.isoformat(),
            },
            "AIF": {
                "nodes": self._nodes,
                "edges": self._edges,
                "locutions": self._locutions,
                "participants": [self._participant(seat.name) for seat in debate.cast],
                "schemefulfillments": [],
                "descriptorfulfillments": [],
            },
            "dialog": True,
            "text": {"txt": f"{escape(printable(debate.title))}<br><br>{escape(disclosure(debate))}"},
            "OVA": {"firstname": "Rostra", "surname": f"({kind_of(debate)})", "url": "", "nodes": [], "edges": []},
        }

    def _claims(self, entry: Turn | Idea) -> None:
        for claim in entry.claims:
            self._said[claim.id] = said = self._locution(entry, claim.text)
            self._claimed[claim.id] = claimed = self._node("I", claim.text)
            self._through(said, "YA", "Asserting", claimed)

    def _answers(self, entry: Turn | Idea) -> None:
        replies = [reply for reply in entry.replies if reply.relation != "cites" and reply.to in self._claimed]
        alone = None
        for reply in replies:
            if reply.by in self._claimed:
                self._answer(reply, self._said[reply.by], self._claimed[reply.by])
            else:
                alone = alone or self._locution(entry, without_markers(entry.text))
                self._answer(reply, alone, None)

    def _answer(self, reply: Reply, said: str, claimed: str | None) -> None:
        transition = self._through(self._said[reply.to], "TA", "Default Transition", said)
        if claimed and reply.relation in _SCHEMES:
            kind, scheme, force = _SCHEMES[reply.relation]
            self._through(transition, "YA", force, self._through(claimed, kind, scheme, self._claimed[reply.to]))
        else:
            self._through(said, "YA", _WITHOUT_CLAIM[reply.relation], self._claimed[reply.to])

    def _locution(self, entry: Turn | Idea, text: str) -> str:
        node = self._node("L", f"{byline(self._debate, entry)}: {text}")
        when: dict[str, str | None] = {"timestamp": entry.at.isoformat(), "start": None, "end": None, "source": None}
        self._locutions.append({"nodeID": node, "personID": self._person(entry.seat), **when})
        return node

    def _node(self, kind: str, text: str) -> str:
        self._nodes.append({"nodeID": (node := str(len(self._nodes) + 1)), "text": printable(text), "type": kind})
        return node

    def _through(self, source: str, kind: str, text: str, target: str) -> str:
        """A node of that kind between two others."""
        node = self._node(kind, text)
        for one, other in ((source, node), (node, target)):
            self._edges.append({"edgeID": str(len(self._edges) + 1), "fromID": one, "toID": other})
        return node

    def _person(self, seat: str) -> str:
        return str([each.name for each in self._debate.cast].index(seat) + 1)

    def _participant(self, seat: str) -> dict[str, str]:
        first, _, rest = byline(self._debate, seat).partition(" ")
        return {"participantID": self._person(seat), "firstname": first, "surname": rest}
