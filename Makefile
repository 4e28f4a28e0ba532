# make demo   the sample store, from nothing to pages        make test   everything that is checked
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test install install-test install-bench bench-reader bench-topics

demo: .venv/.installed
	$(BIN)/koe demo --home data/demo

install: .venv/.installed

# The pinned set of packages; made again only when what it is made from changed.
.venv/.installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "koe needs Python 3.11 or newer; name one: make PYTHON=python3.12 demo"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=24'
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	@touch $@

.venv/.installed-test: .venv/.installed
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[test]'
	@touch $@

# Timings, by hand on a calm machine; tests/benchmarks/README.md has the table.
bench-reader: .venv/.installed-test
	$(BIN)/python tests/benchmarks/bench_reader.py

# koe's topics beside its peers; hours on 2 cores, and a stopped run goes on. BENCH="--quick --sets airline" for a look.
bench-topics: .venv/.installed-bench
	$(BIN)/python -m tests.benchmarks.bench_topics $(BENCH)

.venv/.installed-bench: .venv/.installed
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[bench]'
	@touch $@

install-test: .venv/.installed-test

install-bench: .venv/.installed-bench

test: .venv/.installed-test
	@$(BIN)/python tests/chromium.py
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest
