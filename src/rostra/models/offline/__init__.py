"""The offline model: see `rostra.models.offline.model`."""

from rostra.models.offline.model import DISCLOSURE, Offline

__all__ = ["DISCLOSURE", "Offline"]
