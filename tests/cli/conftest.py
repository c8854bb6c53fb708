"""Fixtures of the command line's tests."""

from cli_helpers import rostra as rostra
from cli_helpers import staged as staged
from cli_helpers import two_personas as two_personas
