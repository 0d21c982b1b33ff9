# Needs Python 3.11 or later, make and the package index; everything else goes into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: help demo test serve lint types layers names-model reliability bench clean

# List the targets.
help:
	@awk '/^# /{text=substr($$0,3)} /^[a-z-]+:/{split($$1,name,":"); if(text)printf "  make %-12s %s\n",name[1],text; text=""}' Makefile

# Index the sample articles, search them for "Binance" and serve the search box.
demo: $(READY)
	$(BIN)/search index seeds
	$(BIN)/search query "Binance"
	@exec $(BIN)/search serve

# Lint, types, layers and tests, as CI runs them.
test: $(READY) lint types layers
	$(BIN)/pytest -n auto --dist worksteal

# Serve the index that is there.
serve: $(READY)
	@exec $(BIN)/search serve

# Check style and formatting.
lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

# Check types.
types: $(READY)
	$(BIN)/mypy

# Check that imports follow the layers.
layers: $(READY)
	$(BIN)/lint-imports

# Train the model of how names are spelled in other scripts, and write its committed file.
names-model: $(READY)
	$(BIN)/python -m search.names.train

# Try crashes, kills, flipped bits and readers beside a writer in full; see docs/reliability.md.
reliability: $(READY)
	$(BIN)/python -m benchmarks.reliability

# Measure the engine beside others, and write benchmarks/RESULTS.md with plots (an hour, quiet machine).
bench: $(READY)
	$(BIN)/pip install --quiet --disable-pip-version-check --group bench
	$(BIN)/python -m benchmarks.all

# Remove the environment.
clean:
	rm -rf $(VENV)

# An old bundled pip knows no dependency groups, so it is upgraded first.
$(READY): pyproject.toml $(wildcard search/*/*.c index/*/*/*.c)
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	$(BIN)/pip install --quiet --disable-pip-version-check --editable . --group dev
	@touch $@
