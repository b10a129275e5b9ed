# Everything starts here: `make demo` shows the whole line at work, `make test` proves it.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: help demo test lint test-compose requirements clean

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

test: $(READY) lint  ## Lint, types, import contracts and the whole test suite
	$(BIN)/pytest --cov --cov-report=term:skip-covered

lint: $(READY)
	$(BIN)/ruff check . && $(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test-compose:  ## docker compose up for real (installs an engine where there is none; root)
	tests/compose/run

requirements: $(READY)  ## Re-pin requirements.txt from pyproject.toml (with hashes)
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --universal --all-extras --generate-hashes --no-emit-index-url --upgrade --quiet --output-file requirements.txt

clean:  ## Remove the virtual environment and all local state
	rm -rf .venv .state
