"""A debate in which every text tries something: what an exporter must carry as text, and never as markup, formula, path or command.

`hostile()` is as a ledger would give it out: without NUL, U+FFFD for lone surrogates. `hostile(cleaned=False)` is as a model might have
said it. Elsewhere in the tests: `from export.hostile import hostile`.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from builders import shipped_format
from rostra.debate import (
    Ballot,
    Claim,
    Debate,
    Decision,
    Entry,
    Idea,
    Notice,
    Pass,
    Point,
    Question,
    Reply,
    Seat,
    Section,
    Stance,
    Summary,
    Turn,
    Usage,
    Verdict,
)
from rostra.ledger.stored import clean
from rostra.persona import Persona
from rostra.scenario import Scenario, SeatPlan

WHEN = datetime(2026, 11, 23, 12, 0, 0, 500_000, tzinfo=UTC)
SECRET = "The vault opens at midnight"
"""In an evidence pack that one seat alone may read."""

MARKUP = (
    "<script>alert(1)</script> <img src=x onerror=alert(1)> </style></svg></body></html> <!-- --> ]]> <![CDATA[ &lt; &amp; & "
    "&#x3c;script&#x3e; <?xml version='1.0'?> <!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]> &e; javascript:alert(1)"
)
MARKDOWN = (
    "![beacon](https://example.org/b.png) [link](javascript:alert(1)) **bold** __x__ `code` | cell | ~~~\n# Heading\n> quote\n"
    "- item\n---\n```mermaid\ngraph TD\n```\n[ref]: https://example.org"
)
FORMULAE = (
    '=cmd|\' /C calc\'!A0\n+1+1\n-2+3\n@SUM(A1:A9)\n=HYPERLINK("https://example.org","x")\n{=1+1}\nDDE("cmd";"/C calc")'
)
CONTROLS = "".join(map(chr, [*range(0x20), *range(0x7F, 0xA0)])) + "\ufffe\uffff\u2028\u2029\ufeff\u200b"
BIDI = "\u202egnp.exe \u2066isolated \u202dforced \u200fmark \u2067never closed"
SURROGATES = "\ud800 alone and \udfff backwards \udc00\ud800"
RTL = "אמר: הטענה הזאת שגויה (ראו 3.5%), ולא נכונה. قال المتحدث: هذا ليس صحيحًا."
CJK = "機械は考えることができるか。「はい」と答える人もいる。机器能思考吗？기계가 생각할 수 있을까?"
EMOJI = "👩🏽‍🚀 🏳️‍🌈 🇩🇪 e\u0301 \U0001f9e0 𝒻𝓊𝓃𝓃𝓎"
SCREENPLAY = (
    ".FORCED HEADING\n\nINT. TRAP DOOR - NIGHT\n\n!Action\n\n@Cue\n\n> CUT TO:\n\n>centred<\n\n# Section\n\n= Synopsis\n\n~Lyric\n\n"
    "[[note]] /* boneyard */\n\nYANN LECUN\nI never said this.\n\n(parenthetical)\n\n===\n\n"
    "FADE TO BLACK.\n\nSMASH CUT TO:\n\nTitle: Not this"
)
GRAPHS = (
    '"] --> evil[("x")]; click A href "javascript:alert(1)" end %%{init: {}}%% subgraph x; classDef y fill:#f00\n'
    '"; evil [label=<<b>x</b>>, URL="javascript:1"]; } digraph { \\" \\N \\G \\\n'
    "[Statement]: <Argument>\n  + <evil>\n  <- [A1.1]\n/* comment */ // line <!-- --> #tag @[A1.1] "
    "{isInMap: false} ===\n\n----\n(1) premise"
)
LATEX = '\\input{/etc/passwd} {unbalanced }} $x^2$ 50% #1 a_b ~ \\end{document} " , author = {Real Person} @misc{x,'
CUES = (
    "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n<v Real Person>Not said\n\nNOTE x\n\n1\n00:00:01,000 --> 00:00:02,000\nx"
)
PATHS = "../../etc/passwd /etc/shadow C:\\Windows\\con.txt file:///x \\\\server\\share a/b?c#d"
EVERYTHING = (
    MARKUP,
    MARKDOWN,
    FORMULAE,
    CONTROLS,
    BIDI,
    SURROGATES,
    RTL,
    CJK,
    EMOJI,
    SCREENPLAY,
    GRAPHS,
    LATEX,
    CUES,
    PATHS,
)
"""One text an attack."""


def hostile(*, long: int = 1_000_000, cleaned: bool = True) -> Debate:
    """Two seats say each of `EVERYTHING`, one of them something `long` characters long; every kind of entry is there."""
    debate = _empty()
    entries = [*_spoken(), _long(long), *_around()]
    debate = debate.append(*(entry.model_copy(update={"seq": n}) for n, entry in enumerate(entries, start=1)))
    return clean(debate) if cleaned else debate


def _empty() -> Debate:
    format_ = shipped_format("oxford")
    phases = tuple(
        phase.model_copy(update={"title": f'{phase.title} </title> "{CJK[:4]}"'})
        if phase.name == "rebuttals"
        else phase
        for phase in format_.phases
    )
    names = ('Ada "</script>" [B1.1] O\'Hara', f"=HYPERLINK(1) \u202e{RTL[:8]}\u202c 山田太郎 🦉")
    cast = tuple(
        Seat(
            name=seat,
            persona=Persona(
                name=f"persona-{mark.lower()}", display_name=name, description=MARKUP, body=f"{MARKDOWN}\n{MARKUP}"
            ),
            side=side,
            mark=mark,
            model='anthropic:claude"><b>',
            evidence=("../pack",) if mark == "A" else (),
        )
        for seat, name, side, mark in zip(("../../ada", "-=b|b"), names, ("for", "against"), ("A", "B"), strict=True)
    )
    listener = Persona(name="listener", display_name="@Listener\n# <b>", kind="role")
    moderator = Persona(name="moderator", display_name="Moderator ]]>", kind="role")
    return Debate(
        id="../../etc/passwd\0 .. <id> =1+1",
        title=f'=1+1 </title><script>alert("t")</script> {{\\LaTeX}} {CJK[:9]} {RTL[:9]} {EMOJI}\0\n.Heading',
        scenario=Scenario(
            name="../hostile",
            title="</title>",
            motion=f"{MARKUP}\n{GRAPHS}\n{LATEX}",
            format="oxford",
            topics=("<b>", "=1+1"),
            background=f"{MARKDOWN}\n{MARKUP}\n{RTL}",
            cast=tuple(SeatPlan(persona=seat.persona.name) for seat in cast),
            evidence={"../pack": SECRET},
        ),
        format=format_.model_copy(update={"phases": phases}),
        cast=(
            *cast,
            Seat(name="moderator", persona=moderator, role="moderator", model="offline"),
            Seat(name="listener-0", persona=listener, role="audience", model="offline"),
        ),
        created=WHEN.astimezone(timezone(timedelta(hours=-3, minutes=-30))),
    )


def _common(number: int, phase: str, **fields: Any) -> dict[str, Any]:
    return {
        "slot": number,
        "phase": phase,
        "at": WHEN + timedelta(seconds=number),
        "usage": Usage(input=1_000, output=10),
        "cost": 0.0125,
    } | fields


def _spoken() -> list[Entry]:
    """Each attack said once by each seat, as a claim that answers the one before."""
    entries: list[Entry] = []
    last: str | None = None
    for n, attack in enumerate((*EVERYTHING, *EVERYTHING)):
        seat, mark = (("../../ada", "A"), ("-=b|b", "B"))[n % 2 if n < len(EVERYTHING) else (n + 1) % 2]
        claim = Claim(id=f"{mark}{n // 2 + 1}.1", text=attack)
        relation = ("rebuts", "questions", "concedes", "supports")[n % 4]
        replies = (Reply(to=last, relation=relation, by=claim.id if n % 3 else None),) if last else ()  # type: ignore[arg-type]
        cited = f" ({relation} [{last}])" if last else ""
        entries.append(
            Turn(
                seat=seat,
                text=f"{attack} [{claim.id}]{cited}",
                claims=(claim,),
                replies=replies,
                missing=("Z9.9",),
                **_common(n + 1, "openings" if n < 2 else "rebuttals", round=1 + n // 8, model='anthropic:claude"><b>'),
            )
        )
        last = claim.id if n % 5 else last
    return entries


def _long(length: int) -> Turn:
    sentence = "This sentence is said over and over again, <b>bold</b> & all, until nobody listens. "
    text = (sentence * (length // len(sentence) + 1))[:length]
    return Turn(seat="../../ada", text=text, **_common(40, "closings"))


def _around() -> list[Entry]:
    """Everything else that can be in a debate."""
    point = Point(text=f"{MARKUP} {FORMULAE}", cites=("A1.1", "Z9.9"))
    slotless = {"slot": None, "after": 4}
    idea = Claim(id="B90.1", text=f"{FORMULAE} {RTL}")
    return [
        Turn(seat="moderator", text=f"{MARKUP}\n{MARKDOWN}", **_common(41, "introduction")),
        Turn(seat="-=b|b", text="\0\x01 \u202e", **_common(42, "closings")),
        Turn(seat="-=b|b", text="WHO SAYS THAT?\n\nNOBODY\n\n", question=1, **_common(43, "questions")),
        Pass(seat="../../ada", reason="refusal", detail=MARKUP, **_common(44, "closings")),
        Pass(seat="listener-0", reason="abstains", detail="=1+1", **_common(45, "poll-before")),
        Decision(action="call", by="moderator", seat="-=b|b", says=GRAPHS, **_common(46, "rebuttals")),
        Decision(action="steer", by="moderator", says=MARKDOWN, **_common(47, "rebuttals")),
        Decision(action="continue", by="=Ana <b>", rounds=2, **_common(0, "", **slotless)),
        Question(
            text=f"{MARKUP} [A1.1]?\n{SCREENPLAY}", by='=Ana "<b>" \u202e', to="-=b|b", **_common(0, "", **slotless)
        ),
        Stance(seat="../../ada", value=-2, says=FORMULAE, moved_by="B1.1", **_common(48, "poll-after")),
        Ballot(voter="=Ana <b>", poll="poll-after", choice="for", says=FORMULAE, **_common(49, "poll-after")),
        Idea(seat="-=b|b", text=f"{idea.text} [{idea.id}]", claims=(idea,), **_common(50, "rebuttals")),
        Summary(scope="rolling", covers=4, text=f"{MARKDOWN} {MARKUP}", **_common(51, "rebuttals")),
        Summary(
            scope="synthesis", covers=50, sections=(Section(title=MARKUP, points=(point,)),), **_common(52, "synthesis")
        ),
        Verdict(judge="listener-0", winner="=for<b>", confidence=0.5, reasons=(point,), **_common(53, "poll-after")),
        Notice(code="x", text=f"{MARKUP} {PATHS}", **_common(0, "", **slotless)),
    ]
