# Everything runs in .venv, which a target makes and fills when it needs to; a second run installs nothing.

SCENARIO ?= existential-risk
ARGS ?=

export PYTHON
export PIP_DISABLE_PIP_VERSION_CHECK := 1

bin := .venv/bin
transcript := transcripts/$(SCENARIO)

# A .venv whose Python is gone, or which was made in another folder, is made again.
ifneq ($(shell [ -x $(bin)/python ] && $(bin)/python -c 0 && grep -qF "$$(pwd -P)/.venv" $(bin)/activate && echo fit),fit)
$(shell rm -f .venv/.installed-*)
endif

.DEFAULT_GOAL := help
.PHONY: help debate app test check fix examples screenshots bench system-deps clean

help: ## Say what each target does
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

debate: .venv/.installed-core ## Stage a debate in the terminal (SCENARIO=name, ARGS="--rounds 2")
	@mkdir -p transcripts
	@$(bin)/rostra stage "$(SCENARIO)" --export "$(transcript).md" --export "$(transcript).json" $(ARGS)

app: .venv/.installed-ui ## Open the studio in the browser
	@$(bin)/python -m streamlit run app.py $(ARGS)

test: .venv/.installed-dev ## Run every test (ARGS="-k agenda", ARGS=--cov)
	@$(bin)/python -m pytest -n auto $(ARGS)

check: .venv/.installed-dev ## Format, lint, types and layers, as CI looks at them
	@$(bin)/ruff format --check .
	@$(bin)/ruff check .
	@$(bin)/mypy
	@$(bin)/lint-imports

fix: .venv/.installed-dev ## Format, and mend what lint can mend
	@$(bin)/ruff check --fix .
	@$(bin)/ruff format .

examples: .venv/.installed-core ## Write docs/examples again: each scenario, staged offline
	@$(bin)/python scripts/examples.py

screenshots: .venv/.installed-dev ## Take docs/images again: the studio in chromium
	@$(bin)/python scripts/screenshots.py

bench: .venv/.installed-dev ## Measure against a local server that speaks the Messages API
	@$(bin)/python -m benchmarks $(ARGS)

system-deps: ## Install what pip cannot (apt; needs root)
	@scripts/system-deps

clean: ## Remove .venv, caches and builds; transcripts stay
	rm -rf .venv .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .coverage .coverage.* dist
	find src tests benchmarks -type d -name __pycache__ -prune -exec rm -rf {} +

extras-core := [office,pdf,audio]
extras-ui := [ui,office,pdf,audio,auth]
extras-dev := [dev,ui,office,pdf,audio,auth,postgres]
includes-core := core
includes-ui := core ui
includes-dev := core ui dev

.venv/.installed-%: pyproject.toml constraints.txt
	@ls .venv/.installed-* >/dev/null 2>&1 || scripts/make-venv
	@echo "Installing Rostra into .venv; the first time takes a minute or so …"
	@$(bin)/python -m pip install --quiet --constraint constraints.txt hatchling
	@$(bin)/python -m pip install --quiet --constraint constraints.txt --no-build-isolation --editable '.$(extras-$*)'
	@touch $(includes-$*:%=.venv/.installed-%)
