"""Small personas with positions, written as their files would be."""

from __future__ import annotations

from rostra.persona import Persona


def a_persona(name: str, *positions: tuple[str, str, str]) -> Persona:
    """A role that holds claims: (claim, theme it answers, its retort)."""
    told = "\n".join(
        f'### {claim}\n- About: {claim.lower()}\n- When told "{theme}": {retort}\n'
        for claim, theme, retort in positions
    )
    body = f"You are {name.title()}.\n\n## Positions\n\n{told}"
    return Persona(name=name, display_name=name.title(), kind="role", body=body)


STONE = ("Stone walls keep a village safe", "wooden fences are cheaper than walls", "Cheap fences burn in an hour.")
WOOD = ("Wooden fences are cheaper than walls", "stone walls keep a village safe", "No wall ever paid for its stones.")
MOATS = ("Moats keep a village cool", "gates rust in the rain", "Paint your gates before the rain.")
"""Stone and wood answer one another; nobody answers moats."""
