"""The graph, built once: it is the same for every debate."""

from __future__ import annotations

from functools import cache
from typing import Any

from langgraph.graph import START, StateGraph
from langgraph.graph.state import CompiledStateGraph

from rostra.graph.nodes import State, ask, moderate, route, speak
from rostra.graph.run import Run


def build() -> StateGraph[State, Run, State, State]:
    """`route` sends each slot to `speak`, `moderate` or `ask`, and all come back to it, until there are no slots."""
    graph = StateGraph(State, context_schema=Run)
    graph.add_node("route", route)
    graph.add_node("speak", speak)
    graph.add_node("moderate", moderate)
    graph.add_node("ask", ask)
    for node in ("speak", "moderate", "ask"):
        graph.add_edge(node, "route")
    graph.add_edge(START, "route")
    return graph


@cache
def compiled(checkpointer: Any = None) -> CompiledStateGraph[State, Run, State, State]:
    """The graph, ready, and the same for every run: it holds nothing of one.

    The ledger keeps the debate; a checkpointer is for embedding, and keeps only a cursor.
    """
    return build().compile(checkpointer=checkpointer, name="rostra")


def picture() -> str:
    """The graph as Mermaid text, drawn by LangGraph from the real thing."""
    return compiled().get_graph().draw_mermaid()
