# Two commands do everything on a fresh machine with Python 3.11+: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test lint bless bench compiled clean

demo: $(READY)
	$(BIN)/sharecli demo

test: $(READY) lint compiled
	$(BIN)/python -m pytest -n auto --dist worksteal

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Writes what is generated and committed; read the diff before you commit it.
bless: $(READY)
	$(BIN)/python scripts/schema.py
	$(BIN)/python scripts/completions.py
	$(BIN)/python scripts/reference.py
	$(BIN)/python scripts/errors_doc.py
	$(BIN)/python scripts/catalogue.py
	BLESS=1 $(BIN)/python -m pytest -q

bench: $(READY) compiled
	$(BIN)/pip install -q -e '.[bench,serve-fast]'
	for script in benchmarks/*.py; do $(BIN)/python $$script || exit 1; done

# As pip leaves a package that it installs: where Python may not keep what it compiled, every start would compile anew.
compiled: $(READY)
	$(BIN)/python -m compileall -q src

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

# Installed again whenever the project's needs change.
$(READY): pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "sharecli needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install -q --upgrade pip
	$(BIN)/pip install -q -e '.[fonts,serve,keyring,dev]'
	touch $(READY)
