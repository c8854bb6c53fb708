"""Pieces that the pages Personas and Scenarios are drawn of."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from rostra.loading.markdown import Block, take_links
from rostra.loading.markdown import plain as bare
from rostra.loading.positions import Position, Said, Sheet, Told
from rostra.persona import Persona, Source
from rostra.web.desk.terms import counted
from rostra.web.places import Place, link
from rostra.web.text import plain, spoken
from rostra.web.workshop.faces import colour_for, face
from rostra.web.workshop.people import host
from rostra.web.workshop.texts import Found

SAYS = {"error": "to mend", "repair": "understood all the same", "advice": "advice"}
"""What each kind of finding asks for."""
_COLOURS = {"error": "red", "repair": "orange", "advice": "gray"}
_FIRST = 8
"""Findings that are shown at once."""


def doorway(place: Place, label: str, *, icon: str = "", **query: str) -> None:
    """A link to a page, without its sign unless one is given."""
    link(place, plain(label), icon=icon, **query)


def face_of(persona: Persona, width: int) -> None:
    """Somebody's face; their name stands beside it."""
    st.image(face(persona.display_name, colour_for(persona.name)), width=width, alt="")


def under_the_name(said: str, yours: str = "") -> None:
    """A small line under a name; `yours` marks what belongs to this session."""
    mark = f":blue-badge[{yours}] " if yours else ""
    st.markdown(f"{mark}:small[:gray[{plain(said)}]]")


def tally(found: Sequence[Found]) -> str:
    """How much there is to say, in a few words."""
    counts = {kind: sum(each.kind == kind for each in found) for kind in SAYS}
    parts = [
        f"{counts['error']} to mend" if counts["error"] else "",
        counted(counts["repair"], "repair") if counts["repair"] else "",
        f"{counts['advice']} {'piece' if counts['advice'] == 1 else 'pieces'} of advice" if counts["advice"] else "",
    ]
    return ", ".join(part for part in parts if part) or "Nothing to mend"


def by_weight(found: Sequence[Found]) -> list[Found]:
    """What must be mended first, by line; advice last."""
    return sorted(found, key=lambda each: list(SAYS).index(each.kind))


def findings(found: Sequence[Found]) -> None:
    """All that the check says, in a box of its own."""
    ranked = by_weight(found)
    first, rest = ranked[:_FIRST], ranked[_FIRST:]
    sign = "" if ranked else ":green[:material/check:] "
    with st.container(border=True, gap="small"):
        st.markdown(f"**The check**  \n{sign}{tally(ranked)}.")
        _found(first, rest)


def _found(first: Sequence[Found], rest: Sequence[Found]) -> None:
    if first:
        st.markdown(_listed(first))
    if rest:
        with st.expander(f"{len(rest)} more"):
            st.markdown(_listed(rest))


def sources(given: Sequence[Source]) -> None:
    """What was read for a file; nothing is fetched unless somebody follows a link."""
    for source in given:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            read = f" :small[:gray[read {source.read:%d %b %Y}]]" if source.read else ""
            st.markdown(f"{plain(source.title)}{read}", width="content")
            links((source.url,))


def links(urls: Sequence[str]) -> None:
    """Where something was read: a way there where the address is https, else the address as text."""
    for url in dict.fromkeys(url for url in urls if url):
        if site := host(url):
            st.link_button(plain(site), url, type="tertiary", icon=":material/open_in_new:")
        else:
            st.caption(plain(url[:200]))


def paragraphs(text: str) -> str:
    """A text of several paragraphs, escaped."""
    return "\n\n".join(plain(part) for part in text.split("\n\n"))


def prose(blocks: Sequence[Block]) -> None:
    """A section of a file: its paragraphs, lists and lesser headings."""
    text = ""
    for block, before in zip(blocks, (None, *blocks), strict=False):
        together = before is not None and before.kind == block.kind == "item"
        text += ("\n" if together else "\n\n") + _block(block)
    st.markdown(text.strip("\n"))


def sheet(held: Sheet, named: str) -> None:
    """What somebody holds: each position with its reasons, its evidence, and what they answer."""
    if not held.positions:
        st.markdown("No positions. A language model can speak for them; offline they will soon have nothing to say.")
        return
    if not held.curated:
        st.caption("The file has no section Positions. Offline these statements, found in its prose, are what is said.")
    with st.container(gap="xsmall"):
        for position in held.positions:
            _position(position)
    if held.never_argues:
        st.subheader(plain(f"What {named} never argues"), anchor=False)
        st.markdown(_points(held.never_argues))
    if held.ideas:
        with st.expander(f"Ideas ({len(held.ideas)})", icon=":material/lightbulb:"):
            st.markdown(_points(held.ideas))
    if held.phrases:
        with st.expander("Turns of phrase", icon=":material/format_quote:"):
            st.markdown("\n".join(f"- **{move.capitalize()}:** {_said(said)}" for move, said in held.phrases.items()))


def _position(position: Position) -> None:
    with st.expander(plain(position.heading.rstrip("."))):
        if position.about:
            st.caption(plain(f"About {position.about}"))
        if position.because:
            st.markdown(f"**Because**\n\n{_points(position.because)}")
        if position.evidence:
            st.markdown(f"**Evidence**\n\n{_points(position.evidence)}")
            with st.container(horizontal=True, gap="small"):
                links([url for said in position.evidence for url in said.urls])
        if position.grants:
            st.markdown(f"**Grants**\n\n{_points(position.grants)}")
        if position.asks:
            st.markdown(f"**Asks**\n\n{_points(position.asks)}")
        if answers := [*position.when_told, *position.agrees_when_told]:
            st.markdown(f"**When told otherwise**\n\n{_answers(answers)}")


def _answers(told: Sequence[Told]) -> str:
    return "\n".join(
        f"- *{' · '.join(plain(theme) for theme in each.themes)}*  \n  {plain(each.retort)}" for each in told
    )


def _points(said: Sequence[Said]) -> str:
    return "\n".join(f"- {plain(each.text)}" for each in said)


def _said(said: Sequence[Said]) -> str:
    return " · ".join(plain(each.text) for each in said)


def _block(block: Block) -> str:
    text, urls = take_links(block.text)
    where = f" ({', '.join(host(url) or url[:80] for url in urls)})" if urls else ""
    match block.kind:
        case "heading":
            return f"**{plain(bare(text))}**"
        case "item":
            return f"{'  ' * min(block.level // 2, 3)}- {spoken(text + where, {})}"
        case "paragraph":
            return spoken(text + where, {})


def _listed(found: Sequence[Found]) -> str:
    return "\n".join(
        f"- :{_COLOURS[each.kind]}-badge[{f'line {each.line}, ' if each.line else ''}{SAYS[each.kind]}] {plain(each.text)}"
        for each in found
    )
