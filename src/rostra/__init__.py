"""Rostra stages debates among personas.

    async for event in rostra.debate("AI poses an existential risk", cast=["yann-lecun", "geoffrey-hinton"]): …

Everything public is loaded when it is first used, so that `import rostra` costs nothing.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rostra.api import debate as debate
    from rostra.loading import load_persona as load_persona
    from rostra.loading import load_scenario as load_scenario
    from rostra.stage import stage as stage

__version__ = "0.1.0"
__all__ = ["__version__", "debate", "load_persona", "load_scenario", "stage"]

_HOMES = {
    "debate": "rostra.api",
    "stage": "rostra.stage",
    "load_persona": "rostra.loading",
    "load_scenario": "rostra.loading",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'rostra' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


class _Package(ModuleType):
    """Two verbs share their names with the modules `rostra.debate` and `rostra.stage`, and here the verb is meant.

    The import system binds every submodule to its package; without this, `rostra.debate` would be the function
    until that module is first loaded, and the module from then on.
    """

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in _HOMES and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
