"""The few sentences that a debate's captions and voices need beside its own words, in four languages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrases:
    """In one language. Words in braces are filled in."""

    simulated: str
    """After the name of whoever is simulated."""
    synthetic: str
    """Said before anything else, in the debate's own language; the disclosure itself is English."""
    motion: str
    fork: str
    so_far: str
    choices: dict[str, str]
    """`for`, `against`, `undecided` with their count."""
    points: str
    abstained: str
    passes: str
    stances: dict[int, str]
    decides: str
    draw: str
    stopped: str
    budget: str
    goes_on: str
    asks: str
    comma: str = ", "
    stop: str = "."


ENGLISH = Phrases(
    simulated="{name}, simulated:",
    synthetic="The voices are synthetic.",
    motion="The motion: {motion}",
    fork="This debate branched off from another.",
    so_far="So far. The debate has not ended.",
    choices={"for": "{n} for", "against": "{n} against", "undecided": "{n} undecided"},
    points="{idea} ({n} points)",
    abstained="Abstained: {names}.",
    passes="{name} passes.",
    stances={
        -2: "{name} is strongly against.",
        -1: "{name} is leaning against.",
        0: "{name} is undecided.",
        1: "{name} is leaning for.",
        2: "{name} is strongly for.",
    },
    decides="The decision: {winner}.",
    draw="The decision: a draw.",
    stopped="{name} calls time.",
    budget="The budget is nearly spent; the moderator sums up.",
    goes_on="{name} asks the debate to go on.",
    asks="{name} asks:",
)
GERMAN = Phrases(
    simulated="{name}, simuliert:",
    synthetic="Eine simulierte Debatte. Niemand hat diese Worte gesagt. Die Stimmen sind synthetisch.",
    motion="Die These: {motion}",
    fork="Diese Debatte ist von einer anderen abgezweigt.",
    so_far="So weit. Die Debatte ist nicht zu Ende.",
    choices={"for": "{n} dafür", "against": "{n} dagegen", "undecided": "{n} unentschieden"},
    points="{idea} ({n} Punkte)",
    abstained="Enthaltungen: {names}.",
    passes="{name} verzichtet.",
    stances={
        -2: "{name} ist entschieden dagegen.",
        -1: "{name} ist eher dagegen.",
        0: "{name} ist unentschieden.",
        1: "{name} ist eher dafür.",
        2: "{name} ist entschieden dafür.",
    },
    decides="Die Entscheidung: {winner}.",
    draw="Die Entscheidung: unentschieden.",
    stopped="{name} beendet die Debatte.",
    budget="Das Budget ist fast verbraucht; die Moderation fasst zusammen.",
    goes_on="{name} bittet, die Debatte fortzusetzen.",
    asks="{name} fragt:",
)
FRENCH = Phrases(
    simulated="{name}, parole simulée :",
    synthetic="Un débat simulé. Personne n’a dit ces mots. Les voix sont synthétiques.",
    motion="La thèse : {motion}",
    fork="Ce débat est issu d’un autre.",
    so_far="Voilà où en est le débat. Il n’est pas terminé.",
    choices={"for": "{n} pour", "against": "{n} contre", "undecided": "{n} sans avis"},
    points="{idea} ({n} points)",
    abstained="Abstentions : {names}.",
    passes="{name} passe son tour.",
    stances={
        -2: "{name} est fermement contre.",
        -1: "{name} est plutôt contre.",
        0: "{name} n’a pas d’avis arrêté.",
        1: "{name} est plutôt pour.",
        2: "{name} est fermement pour.",
    },
    decides="La décision : {winner}.",
    draw="La décision : égalité.",
    stopped="{name} met fin au débat.",
    budget="Le budget est presque épuisé ; la modération conclut.",
    goes_on="{name} demande que le débat continue.",
    asks="{name} demande :",
)
JAPANESE = Phrases(
    simulated="{name}、模擬発言。",
    synthetic="これは模擬討論です。本人の発言ではありません。音声は合成です。",
    motion="論題：{motion}",
    fork="この討論は別の討論から分岐したものです。",
    so_far="ここまでです。討論はまだ終わっていません。",
    choices={"for": "賛成{n}", "against": "反対{n}", "undecided": "保留{n}"},
    points="{idea}（{n}点）",
    abstained="棄権：{names}。",
    passes="{name}は発言しません。",
    stances={
        -2: "{name}は強く反対です。",
        -1: "{name}はやや反対です。",
        0: "{name}は保留です。",
        1: "{name}はやや賛成です。",
        2: "{name}は強く賛成です。",
    },
    decides="判定：{winner}。",
    draw="判定：引き分け。",
    stopped="{name}が討論を終えます。",
    budget="予算がほぼ尽きたため、司会がまとめます。",
    goes_on="{name}が討論の続きを求めます。",
    asks="{name}の質問。",
    comma="、",
    stop="。",
)

_BY_TAG = {"en": ENGLISH, "de": GERMAN, "fr": FRENCH, "ja": JAPANESE}


def phrases(tag: str) -> Phrases:
    """The phrases of a language; English where there are none."""
    return _BY_TAG.get(tag, ENGLISH)
