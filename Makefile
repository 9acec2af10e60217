# The two commands of the README are `make demo` and `make test`; `make check` and `make test` are what CI runs.
.DEFAULT_GOAL := help
SHELL := /bin/sh
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
# An editable installation gets its bytecode as an ordinary one does; without it every start compiles the engine again.
BYTECODE := $(BIN)/python -m compileall -q wbmgp_engine
# The second reader: source only, so with pinned build tools and without a build environment of its own.
DURABLE := $(PIP) --require-hashes -r requirements/durable-build.txt && \
	$(PIP) --require-hashes --no-build-isolation -r requirements/durable.txt
# Made-up regions: source only too, with a C++ compiler.
SYNTHESIS := $(PIP) --require-hashes -r requirements/synthesis-build.txt && \
	$(PIP) --require-hashes --no-build-isolation -r requirements/synthesis.txt
COMPILE := UV_CUSTOM_COMPILE_COMMAND="make requirements" $(BIN)/uv pip compile --quiet --universal \
	--python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links pyproject.toml --group build

# The first Python on this machine that the project supports; `make PYTHON=… setup` names another.
SUPPORTED := import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))
PYTHON ?= $(shell for candidate in python3 python3.13 python3.12 python3.11 python; do \
	$$candidate -c '$(SUPPORTED)' >/dev/null 2>&1 && echo $$candidate && break; done)

# How many tests run at once: one for each core, unless `make test WORKERS=1` says so.
WORKERS ?= $(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)

.PHONY: help setup demo serve test torture mutants agree bench law prove lint check format requirements clean

help: ## show the targets
	@sed -n 's/^\([a-z]*\):.*## /\1	/p' $(MAKEFILE_LIST) | expand -t 14

setup: .venv/.test ## everything a developer needs, in .venv/

demo: .venv/.run ## assess the decided cases and show one decision with its trail
	$(BIN)/wbmgp demo

serve: .venv/.serve ## the service at http://127.0.0.1:8000 with SQLite and a made-up municipality (docs/api.md)
	$(BIN)/wbmgp serve --example

test: .venv/.test ## all tests, and the floor under branch coverage
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -rs --cov --cov-report=json --cov-report=
	$(BIN)/python tests/coverage_floor.py .coverage.json

torture: .venv/.test ## the long runs of a release; goes on where it was cut off (TORTURE="--part … --scale …")
	$(BIN)/python -m tests.torture $(TORTURE)

agree: .venv/.test ## a million generated applications through columns and one by one (AGREE="COUNT SEED")
	$(BIN)/python -m tests.agreement.million $(AGREE)

mutants: .venv/.test ## change the law and the reader in one place at a time, and see who notices (docs/mutants.md)
	$(PIP) --require-hashes -r requirements/mutants.txt
	$(BIN)/python -m tests.mutants $(MUTANTS)

bench: .venv/.test ## measure speed, peers side by side, into docs/performance.md (BENCH="--part … --size …")
	$(PIP) --require-hashes -r requirements/bench.txt
	$(BIN)/python -m bench.run $(BENCH)

law: .venv/.test ## check the rule book and its coverage of the act
	$(BIN)/wbmgp law check
	$(BIN)/wbmgp law coverage

prove: .venv/.test ## prove what has to hold under every version of the law
	$(BIN)/wbmgp law prove

lint: .venv/.test ## style, types, direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint law ## all of lint and law

format: .venv/.test ## mend what can be mended by itself
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

requirements: .venv/.test ## compile the pinned requirement files from pyproject.toml
	$(COMPILE) --extra service --extra letters --extra test --extra columns --extra proofs --extra simulation --extra dev -o requirements/dev.txt
	$(COMPILE) --extra service --extra letters --extra test --extra columns --extra proofs --extra simulation -c requirements/dev.txt -o requirements/test.txt
	$(COMPILE) --extra service --extra letters -c requirements/dev.txt -o requirements/service.txt
	$(COMPILE) -c requirements/dev.txt -o requirements/run.txt
	$(COMPILE) --extra durable -c requirements/dev.txt -o requirements/durable.txt
	$(COMPILE) --group durable-build -c requirements/dev.txt -o requirements/durable-build.txt
	$(COMPILE) --extra synthesis -c requirements/dev.txt -o requirements/synthesis.txt
	$(COMPILE) --group synthesis-build -c requirements/dev.txt -o requirements/synthesis-build.txt
	$(COMPILE) --extra spark -c requirements/dev.txt -o requirements/spark.txt
	$(COMPILE) --extra test --extra mutants -c requirements/dev.txt -o requirements/mutants.txt
	$(COMPILE) --extra columns --extra bench -c requirements/dev.txt -o requirements/bench.txt

clean: ## remove everything that was made here
	rm -rf .venv .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache dist build

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed; name it with make PYTHON=/path/to/python" >&2; exit 2; }
	@$(PYTHON) -c '$(SUPPORTED)' || { echo "$(PYTHON) is not Python 3.11, 3.12 or 3.13" >&2; exit 2; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; \
		echo "$(PYTHON) cannot make a virtual environment; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 2; }

.venv/.run: requirements/run.txt pyproject.toml | .venv/bin/python
	$(PIP) --require-hashes -r requirements/run.txt
	$(PIP) --no-deps --no-index --no-build-isolation --editable .
	@$(BYTECODE)
	@touch $@

.venv/.serve: requirements/service.txt pyproject.toml | .venv/bin/python
	$(PIP) --require-hashes -r requirements/service.txt
	$(PIP) --no-deps --no-index --no-build-isolation --editable .
	@$(BYTECODE)
	@touch .venv/.run $@

# The files of dev.txt hold those of the others, so one installation serves all stamps.
.venv/.test: requirements/dev.txt requirements/service.txt requirements/run.txt requirements/durable.txt requirements/synthesis.txt pyproject.toml | .venv/bin/python
	$(PIP) --require-hashes -r requirements/dev.txt
	@$(DURABLE) || echo 'durable-rules was not built (no C compiler or no Python headers): the tests of the second reader are skipped' >&2
	@$(SYNTHESIS) || echo 'humanleague was not built (no C++ compiler): the tests that make a region are skipped' >&2
	$(PIP) --no-deps --no-index --no-build-isolation --editable .
	@$(BYTECODE)
	@touch .venv/.run .venv/.serve $@
