# The two commands of the README are `make demo` and `make test`.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: setup demo serve test bench check format requirements clean

setup: .venv/.dev

# What running needs: pinned and hashed packages, and this checkout on the path.
.venv/.run: requirements/run.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/python -c "import pathlib, sysconfig; pathlib.Path(sysconfig.get_path('purelib'), 'wbmgp_checkout.pth').write_text('$(CURDIR)\n$(CURDIR)/api\n')"
	printf '#!%s\nimport sys\nfrom wbmgp_engine.cli import main\nsys.exit(main())\n' "$(CURDIR)/$(BIN)/python" > $(BIN)/wbmgp
	chmod +x $(BIN)/wbmgp
	touch $@

.venv/.dev: .venv/.run requirements/dev.txt pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

demo: .venv/.run
	$(BIN)/wbmgp demo

serve: setup
	$(BIN)/wbmgp serve

test: setup
	$(BIN)/python -m coverage run -m pytest
	$(BIN)/python -m coverage json --quiet -o .coverage.json
	$(BIN)/python tests/coverage_floor.py .coverage.json

bench: setup
	$(BIN)/python bench/run.py

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/wbmgp law check
	$(BIN)/wbmgp law coverage

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Pinned requirements follow pyproject.toml; no file may hold the address of a package host.
requirements: setup
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate -o requirements/run.txt pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --extra test --extra dev -o requirements/dev.txt pyproject.toml

clean:
	rm -rf .venv .coverage* .mypy_cache .ruff_cache .pytest_cache .hypothesis dist build
