"""Debates as a site of plain files: pages, a list with a search that needs no server, feeds. It can lie on any disk or server."""

from rostra.publishing.listed import Site
from rostra.publishing.placing import MARKER, check, publish
from rostra.publishing.site import published

__all__ = ["MARKER", "Site", "check", "publish", "published"]
