"""Files -> values: personas, scenarios, formats; found by name or path."""

from __future__ import annotations

from rostra.loading.casting import convene as convene
from rostra.loading.casting import recast as recast
from rostra.loading.casting import scenario_for as scenario_for
from rostra.loading.formats import list_formats as list_formats
from rostra.loading.formats import load_format as load_format
from rostra.loading.personas import list_personas as list_personas
from rostra.loading.personas import load_persona as load_persona
from rostra.loading.scenarios import list_scenarios as list_scenarios
from rostra.loading.scenarios import load_scenario as load_scenario
from rostra.loading.text import Note as Note
