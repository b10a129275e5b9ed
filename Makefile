# Everything starts here: `make demo` shows the whole line at work, `make test` proves it.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: help demo test lint test-compose browser requirements clean

help:  ## List these targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(READY): requirements.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "wearscribe needs Python 3.11 or newer: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --require-hashes --requirement requirements.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $(READY)

demo: $(READY)  ## Replay the sample through Kafka into Postgres and find days with words
	@$(BIN)/wearscribe demo

test: $(READY) lint browser  ## Lint, types, import contracts and the whole test suite
	$(BIN)/pytest --cov --cov-report=term:skip-covered

lint: $(READY)
	$(BIN)/ruff check . && $(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

browser:  ## Chromium and a Korean font, for the tests of the page (root; else they are skipped)
	@tests/browser/provide

test-compose: $(READY)  ## docker compose up for real (installs an engine where there is none; root)
	tests/compose/run

PIN = $(BIN)/uv pip compile pyproject.toml --universal --generate-hashes --no-emit-index-url --no-header --quiet

requirements: $(READY)  ## Re-pin from pyproject.toml, with hashes: everything, and what each image needs
	$(BIN)/pip install --quiet uv
	$(PIN) --all-extras --upgrade --output-file requirements.txt
	$(PIN) --constraint requirements.txt --output-file requirements-base.txt
	$(PIN) --constraint requirements.txt --extra model --extra search --output-file requirements-model.txt

clean:  ## Remove the virtual environment and all local state
	rm -rf .venv .state
