# make demo   the sample store, from nothing to pages        make test   everything that is checked
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test sweep soak install install-test install-bench bench-reader bench-topics bench-day bench-lineage bench-identity

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

# What a day of one percent costs beside the first run, on a calm machine.
bench-day: .venv/.installed-test
	$(BIN)/python -m tests.benchmarks.bench_day

# Whether topics stay what they are over time, beside BERTopic; a stopped run goes on. It wants what `make demo` made.
bench-identity: .venv/.installed-bench
	$(BIN)/python -m tests.benchmarks.bench_identity $(BENCH)

# Whether planted births, deaths, splits and merges of topics are told as such; some minutes.
bench-lineage: .venv/.installed-test
	$(BIN)/python -m tests.benchmarks.bench_lineage

.venv/.installed-bench: .venv/.installed
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[bench]'
	@touch $@

install-test: .venv/.installed-test

install-bench: .venv/.installed-bench

# Runs stopped in every way at every point, refits too, and many more turns of the state machine; about an hour.
sweep: .venv/.installed-test
	KOE_SWEEP=whole $(BIN)/python -m pytest tests/flows/test_sweep.py tests/flows/test_machine.py tests/flows/test_soak.py

# A year of days, one in twenty with a fault; tests/benchmarks/README.md has the table.
soak: .venv/.installed-test
	$(BIN)/python -m tests.benchmarks.bench_soak $(DAYS)

test: .venv/.installed-test
	@$(BIN)/python tests/chromium.py
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest
