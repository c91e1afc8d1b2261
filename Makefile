# `make` alone lists the targets.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
PORT ?= 8000
JOBS ?= 2
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
BENCH_STAMP := $(VENV)/.bench-installed
NOTEBOOK_VENV := .venv-notebook
NOTEBOOK_STAMP := $(NOTEBOOK_VENV)/.installed
export EKOKARTA_FAILPOINT :=

.PHONY: help demo test lint types machine check-machine neo4j bench calibrate validation notebook clean full-test

help:  ## list the targets
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | expand -t 16

demo: $(STAMP)  ## load the bundled sample into .demo and serve it on PORT (default 8000)
	@$(BIN)/ekokarta demo --port $(PORT)

test: check-machine $(STAMP) $(NOTEBOOK_STAMP) neo4j lint types  ## lint, strict types, all tests on both stores and in a browser
	@$(BIN)/python -m pytest --numprocesses $(JOBS) --dist loadfile

full-test: check-machine $(STAMP) $(NOTEBOOK_STAMP) neo4j  ## the same with twenty kills each instead of three, and all of the real data held to its shapes
	@EKOKARTA_FULL=1 $(BIN)/python -m pytest --numprocesses $(JOBS) --dist loadfile

lint: $(STAMP)  ## ruff
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: $(STAMP)  ## mypy, strict
	@$(BIN)/mypy

bench: $(STAMP) $(BENCH_STAMP)  ## measure and write docs/benchmarks.md (FULL=full: an hour)
	@$(BIN)/python -m tests.bench $(if $(FULL),--full)

calibrate: $(STAMP)  ## try the sector table on made-up worlds and write docs/calibration.md (FULL=full: an hour; FULL=planted: its last part)
	@$(BIN)/python -m tests.calibration $(FULL)

validation: $(STAMP)  ## compute every reference value again and write docs/validation.md
	@$(BIN)/python -m tests.calibration.validation

notebook: $(STAMP) $(NOTEBOOK_STAMP)  ## export the bundled sample and compute one of its gap figures from that alone, in docs/notebooks
	@$(BIN)/python -m tests.notebooks

neo4j: $(STAMP)  ## fetch Neo4j's jars by Maven into .cache and check their SHA-256
	@bash neo4j/fetch.sh

machine:  ## install what belongs to the machine: Java, Maven, Chromium, pango (needs root and apt-get)
	apt-get update -qq
	apt-get install -y -qq --no-install-recommends python3-venv openjdk-17-jre-headless maven chromium \
	  libpango-1.0-0 libpangoft2-1.0-0 fonts-dejavu-core

check-machine:
	@bash .ci/check-machine

$(STAMP): requirements.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "ekokarta needs Python 3.11 or newer; there is no $(PYTHON) here. Install it with: sudo apt-get install python3 python3-venv" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "ekokarta needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1). Name another with: make PYTHON=python3.12 …" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv is missing. Install it with: sudo apt-get install python3-venv" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "installing the locked dependencies into $(VENV) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@# setuptools warns at length of what holds for every editable installation
	@PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@# pip compiles what it copies, which an editable installation is not
	@$(BIN)/python -m compileall -q graph_schema importers queries visualisations service
	@touch $(STAMP)

# GPL, and so not among what the product or its tests are installed with.
$(BENCH_STAMP): tests/bench/requirements.lock | $(STAMP)
	@if $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/bench/requirements.lock; \
	  then touch $(BENCH_STAMP); else echo "igraph could not be installed: the rows beside it will say so" >&2; fi

# Apart from the product, since igraph is GPL, and so that the notebook can use nothing of ours.
$(NOTEBOOK_STAMP): docs/notebooks/requirements.lock | $(STAMP)
	@echo "installing what the notebook needs into $(NOTEBOOK_VENV) …"
	@test -x $(NOTEBOOK_VENV)/bin/python || $(BIN)/python -m venv $(NOTEBOOK_VENV)
	@$(NOTEBOOK_VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r docs/notebooks/requirements.lock
	@touch $(NOTEBOOK_STAMP)

clean:  ## remove what make made, but not the demo's store
	rm -rf $(VENV) $(NOTEBOOK_VENV) .notebook .cache .mypy_cache .ruff_cache .pytest_cache build *.egg-info
