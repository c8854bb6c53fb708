"""The terminal: commands that draw events and values, and decide nothing."""

from rostra.cli.main import app, main

__all__ = ["app", "main"]
