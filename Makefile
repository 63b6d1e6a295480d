# Every target sets up what it needs. `make help` lists them.

PYTHON ?= python3
PORT ?= 8000
OUT ?= var
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PLACES := kg/gazetteer/places.sqlite

.PHONY: help setup demo test check bench browser lock clean

help: ## list the targets
	@grep -E '^[a-z]+:.*## ' Makefile | sed 's/:.*## /\t/' | expand -t 12

setup: $(READY) $(PLACES) ## .venv with locked dependencies, gazetteer built

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Diktyo needs Python 3.11 or newer; say PYTHON=/path/to/python3"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(PLACES): $(READY) $(wildcard kg/gazetteer/*.py kg/gazetteer/*.toml kg/languages/*/inflection.toml)
	$(BIN)/python -m kg.gazetteer
	@touch $@

demo: setup ## build data/ and serve it on http://127.0.0.1:$(PORT)
	$(BIN)/kg build --out $(OUT) --base http://127.0.0.1:$(PORT)
	$(BIN)/kg serve --release $(OUT)/current --port $(PORT)

test: setup ## set-up and every test
	$(BIN)/python -m pytest -n auto --quiet -m "not browser and not benchmark"

check: test ## the tests, and lint, format, types, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

browser: setup ## tests in a real browser (needs chromium)
	$(BIN)/python -m pytest -m browser --quiet tests/browser

bench: setup ## benchmarks: ratios within one run
	$(BIN)/python -m pytest -m benchmark --quiet tests/benchmark

lock: ## write requirements.lock anew (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--group dev pyproject.toml --output-file requirements.lock

clean: ## remove everything that is made
	rm -rf $(VENV) $(PLACES) var build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
