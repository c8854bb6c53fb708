"""What the server answers beside the pages: the live feed of a debate, and its audience's page."""

from __future__ import annotations

from starlette.routing import BaseRoute, Route

from rostra.web import audience
from rostra.web.feed import feed

ROUTES: tuple[BaseRoute, ...] = (Route("/rostra/feed/{debate}", feed, methods=["GET"]), *audience.ROUTES)
