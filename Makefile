# make demo | test | check | scores | schema; each sets itself up in .venv from Python >= 3.11 and this file alone.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: demo test check lint types layers unit scores schema lock clean

DEMO := build/demo

demo: $(READY)
	rm -rf $(DEMO)
	$(BIN)/relazione add examples/ examples-en/ --ledger $(DEMO)/ledger.sqlite
	$(BIN)/relazione ledger info --ledger $(DEMO)/ledger.sqlite
	$(BIN)/relazione dossier NOR PRT --ledger $(DEMO)/ledger.sqlite --on 2026-10-31 --out $(DEMO)/norway-portugal.html --format html
	@echo
	@echo "The dossier on Norway and Portugal: file://$(CURDIR)/$(DEMO)/norway-portugal.html"
	@echo "Ask for another: $(BIN)/relazione dossier IND NPL --ledger $(DEMO)/ledger.sqlite"
	@echo "Open it all in a browser: $(BIN)/relazione serve --ledger $(DEMO)/ledger.sqlite   # http://127.0.0.1:8765/"

test: check unit

check: lint types layers

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

layers: $(READY)
	$(BIN)/lint-imports

unit: $(READY)
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest

# Write the scores that may not fall (tests/benchmarks/test_scores.py).
scores: $(READY)
	$(BIN)/python benchmarks/accuracy.py examples --json > examples/scores.json
	$(BIN)/python benchmarks/accuracy.py examples-en --json > examples-en/scores.json
	for part in dev held figures-dev figures-held promises-dev promises-held; do \
	  $(BIN)/python benchmarks/scenarios.py benchmarks/scenarios/$$part --json > benchmarks/scenarios/$$part.json || exit 1; \
	done

schema: $(READY)
	$(BIN)/relazione schema

# uv installs the locked versions where it is at hand; pip does where it is not.
$(READY): pyproject.toml requirements.lock
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "relazione needs Python 3.11 or newer")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --editable .
	touch $@

# Resolve all dependencies afresh (needs uv).
lock:
	UV_PYTHON_DOWNLOADS=never uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
	  --no-header --output-file requirements.lock

clean:
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache
