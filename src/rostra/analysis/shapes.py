"""Kinds of questions, read from their words, and the words by which a format says that it is for such. No grammar: cues."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shape:
    """A kind of question, by its words, and the words by which a format says that it is for such."""

    says: str
    """What the question does, after “The question …”."""
    asked: re.Pattern[str]
    suits: re.Pattern[str]
    weight: float
    sided: float = 0.0
    """What it counts for a format that it has sides."""


def _shape(says: str, asked: str, suits: str, weight: float, sided: float = 0.0) -> Shape:
    return Shape(says, re.compile(asked, re.IGNORECASE), re.compile(suits, re.IGNORECASE), weight, sided)


SHAPES = (
    _shape(
        "asks for ideas",
        r"\bideas?\b|\bbrainstorm|\bways (?:to|of)\b|\bsuggest|(?:what|how) (?:could|can|might) (?:we|one|you|they|an?|the|our)\b",
        r"\bideas\b",
        3,
        sided=-1,
    ),
    _shape(
        "asks for an estimate",
        r"^when will|\bhow (?:many|much|long|likely|soon|probable)\b|\bprobabilit|\bchances? (?:of|that)|\bodds\b|\bforecast"
        r"|\bestimate|\bper ?cent\b|\bwhat share\b|\bby (?:the year )?20\d\d",
        r"\bestimate|\bforecast",
        3,
        sided=-1,
    ),
    _shape(
        "accuses somebody",
        r"\bguilty|\bto blame\b|\bat fault\b|\bliable\b|\bnegligen|\baccus|\bculpable|\bcharged? with|\btheft\b|\bst(?:eal|ole|olen)\b"
        r"|\bbetray|\bbrok?e?n? the law\b|\bbreak the law\b|\binfring|\bresponsible for the\b",
        r"\baccused|\bcharge\b|\bto prove\b",
        3,
    ),
    _shape(
        "puts a plan of one's own to the test",
        r"\b(?:our|we|my|us)\b.*\b(?:plan|adopt|introduce|launch|migrat|rewrite|switch|replace|move|buy|hire|roll|open|close|start|stop|build)"
        r"|\b(?:the|this|our|a) (?:plan|proposal|roll-?out|project|strategy)\b",
        r"\bplan\b|\bproposal\b|\bgroup is about to agree",
        2,
    ),
    _shape(
        "proposes a rule or measure",
        r"\b(?:ban(?:ned|ning)?|laws?|regulat\w+|tax\w*|mandat\w+|requir\w+|restrict\w*|paus\w+|licen[cs]\w+|prohibit\w*|outlaw\w*"
        r"|govern\w+|parliament|legislat\w+|subsid\w+|compulsory)\b",
        r"\brule or measure\b",
        1.5,
        sided=0.5,
    ),
    _shape(
        "turns on what a word means",
        r"^what (?:is|are) (?:an? |the )?[\w-]+(?: [\w-]+)?\W*$|\bcounts as\b|\bmean(?:s|ing)?\b|\bunderstand|\breally\b|\btruly\b|\bdefin"
        r"|\bconscious",
        r"\bwhat it means\b|\bwhat they mean\b|\bwhat exactly\b",
        2,
    ),
    _shape(
        "concerns people who live with the answer",
        r"\b(?:patients?|nurses?|workers?|teachers?|parents?|pupils?|students?|children|artists?|residents?|citizens?|affected)\b",
        r"\bbeing affected\b",
        1.5,
    ),
    _shape(
        "can be argued for and against",
        r"^(?:is|are|was|were|should|shall|does|do|did|will|would|can|could|must|has|have|may)\b|^(?!(?:what|how|why|which|who|where|when)\b)[^?]+$",
        r"\bfor or against\b|\bmotion\b|\bdecided? between\b",
        1.5,
        sided=0.5,
    ),
    _shape(
        "is open",
        r"^(?:what|how|why|which|who|where|when)\b",
        r"\bquestion is open\b|\bmore than two\b",
        1.5,
        sided=-0.5,
    ),
)
"""The telling ones first; how a question begins, last."""
