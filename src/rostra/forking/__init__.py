"""Going back: forks of a debate, from any slot, with other people, other words, or another chance. Pure."""

from rostra.forking.alternatives import alternatives, free_seed, shared
from rostra.forking.fork import fork, origin, regenerate
from rostra.forking.naming import slot_of, turn_of

__all__ = ["alternatives", "fork", "free_seed", "origin", "regenerate", "shared", "slot_of", "turn_of"]
