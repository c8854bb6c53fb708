"""The shapes of structured answers: what a model fills in where the agenda asks instead of giving the floor."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from rostra.format import SlotKind


class Answer(BaseModel):
    """The base: frozen, and nothing beside what is asked."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Steering(Answer):
    """The moderator between rounds."""

    says: str = Field(description="What you say to the room, one to three sentences, ending in a pointed question.")
    enough: bool = Field(description="True only when the last round brought no new claim and no new answer.")


class Calling(Answer):
    """The moderator gives the floor."""

    seat: str = Field(description="The name of the seat that speaks next, one of those still owed a turn.")
    says: str = Field(description="What you say to them: one or two sentences with a question only they must answer.")
    enough: bool = Field(
        default=False, description="True only when nothing new is being said and the phase should close."
    )


class Bidding(Answer):
    """A seat asks for the floor."""

    urgency: int = Field(
        ge=0, le=10, description="0: nothing to add. 10: a claim against me stands and I can answer it."
    )
    why: str = Field(default="", description="One short sentence.")


class Standing(Answer):
    """Where a seat stands, in private."""

    value: Literal[-2, -1, 0, 1, 2] = Field(
        description="-2: no, the motion is wrong … 2: yes, it is right. 0: undecided."
    )
    says: str = Field(description="Why, in one or two sentences.")
    moved_by: str | None = Field(default=None, description="If you moved: the number of the claim that moved you.")


class Vote(Answer):
    """A listener's vote."""

    says: str = Field(description="Why, in one sentence that names what weighed most.")
    choice: Literal["for", "against", "undecided"]


class Raising(Answer):
    """A listener's question."""

    text: str = Field(description="One question, one or two sentences, that the debate so far leaves open.")
    to: str | None = Field(default=None, description="The seat it is for, or null for anybody.")


class Ranking(Answer):
    """A seat ranks the ideas on the table."""

    says: str = Field(description="Why these, in one or two sentences.")
    best: list[str] = Field(
        description="The numbers of the three best ideas, the best first; not more than one of your own."
    )


class Cluster(Answer):
    """Ideas that belong together."""

    title: str = Field(description="Three to six words that say what these ideas share.")
    what: str = Field(description="One sentence: what they would change, and for whom.")
    ideas: list[str] = Field(description="The numbers of the ideas, such as A1.2.")


class Clustering(Answer):
    """The moderator sorts ideas. Every idea is in one cluster, doubles side by side."""

    clusters: list[Cluster]


class Statement(Answer):
    """A statement of the synthesis."""

    text: str = Field(description="One or two plain sentences.")
    cites: list[str] = Field(description="The claims it rests on, such as A1.2. At least one.")


class Synthesis(Answer):
    """The moderator's closing account. Every statement cites claims."""

    agreement: list[Statement] = Field(description="What speakers who disagree nevertheless share.")
    cruxes: list[Statement] = Field(
        description="The questions of fact or value on which it turns, and what would settle each."
    )
    strongest: list[Statement] = Field(description="The strongest point of each side or speaker, in its best form.")
    unanswered: list[Statement] = Field(description="Claims that deserved an answer and got none.")
    minority: list[Statement] = Field(description="What one speaker alone held, kept even where all others disagreed.")
    open_questions: list[Statement] = Field(description="What nobody here could know, and who or what could find out.")


class Judgement(Answer):
    """A juror's or judge's decision."""

    reasons: list[Statement] = Field(description="Two to four, each citing the claims that weighed.")
    winner: str = Field(description="The side that carried it, by its name; an empty string for none.")
    confidence: float = Field(description="From 0, a coin toss, to 1, beyond doubt.")


SCHEMAS: dict[SlotKind, type[Answer]] = {
    "steer": Steering,
    "call": Calling,
    "bid": Bidding,
    "stance": Standing,
    "vote": Vote,
    "question": Raising,
    "synthesise": Synthesis,
    "cluster": Clustering,
    "rank": Ranking,
    "verdict": Judgement,
}
SECTIONS: dict[str, str] = {
    "agreement": "Where they agree",
    "cruxes": "What it turns on",
    "strongest": "The strongest point of each",
    "unanswered": "What went unanswered",
    "minority": "Held by one alone",
    "open_questions": "Still open",
}
