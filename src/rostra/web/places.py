"""The pages of the studio, and the way from one to another. The address says where one is: a refresh or another window finds it again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Literal, NamedTuple, NoReturn, get_args

import streamlit as st

from rostra.web import visitor
from rostra.web.text import plain
from rostra.web.their_hub import LoggedOut
from rostra.web.troubles import told

Place = Literal["stage", "new", "library", "transcript", "present", "compare", "personas", "scenarios"]


class _Sign(NamedTuple):
    title: str
    icon: str
    shown: bool = True


_SIGNS: dict[Place, _Sign] = {
    "stage": _Sign("Stage", ":material/theater_comedy:"),
    "new": _Sign("New debate", ":material/add_circle:"),
    "library": _Sign("Library", ":material/library_books:"),
    "transcript": _Sign("Transcript", ":material/article:", shown=False),
    "present": _Sign("Present", ":material/slideshow:", shown=False),
    "compare": _Sign("Compare", ":material/compare_arrows:"),
    "personas": _Sign("Personas", ":material/groups:"),
    "scenarios": _Sign("Scenarios", ":material/menu_book:"),
}


_HERE = "place"
"""Where the session's memory has the page it drew last."""
_WITHIN: tuple[Place, ...] = ("personas", "scenarios")
"""Pages with links to themselves, and no field that is bound to the address."""


def page(place: Place) -> st.Page:
    """The page of that name. Made anew for each run of the script; Streamlit knows it again by its address."""
    sign = _SIGNS[place]
    return st.Page(
        _drawing(place),
        title=sign.title,
        icon=sign.icon,
        url_path="" if place == "stage" else place,
        default=place == "stage",
        visibility="visible" if sign.shown else "hidden",
    )


def pages() -> list[st.Page]:
    """All of them, in the order of the menu."""
    return [page(place) for place in get_args(Place)]


def menu() -> Sequence[st.Page] | Mapping[str, Sequence[st.Page]]:
    """What the menu offers: the pages, and to somebody who is logged in, under their name, the way out."""
    somebody = visitor.person()
    if somebody is None:
        return pages()
    out = st.Page(st.logout, title="Log out", icon=":material/logout:", url_path="logout")
    return {"": pages(), plain(somebody.name): [out]}


def go(place: Place, **query: str) -> NoReturn:
    """Go to a page; `query` is what stands in the address after it, `debate=…`."""
    st.switch_page(page(place), query_params=query)


def link(place: Place, label: str, *, icon: str | None = None, **query: str) -> None:
    """A link to a page, with the page's icon, another, or none (`""`)."""
    st.page_link(page(place), label=label, icon=_SIGNS[place].icon if icon is None else icon, query_params=query)


def asked(name: str) -> str | None:
    """What stands in the address under that name."""
    return st.query_params.get(name)


def _drawing(place: Place) -> Callable[[], None]:
    def draw() -> None:
        _settle(place)
        with told():
            try:
                import_module(f"rostra.web.pages.{place}").draw()
            except LoggedOut as over:
                st.info(plain(str(over.fact)), icon=":material/logout:")
                st.button("Log in", type="primary", icon=":material/login:", on_click=st.logout)

    draw.__name__ = place
    return draw


def _settle(place: Place) -> None:
    """Make the browser's address say what the script was told: a link to the page one is on changes the one and not the other, and the next
    click would lead back. From page to page Streamlit sees to it itself."""
    if place in _WITHIN and st.session_state.get(_HERE) == place:
        st.query_params.from_dict(st.query_params.to_dict())
    st.session_state[_HERE] = place
