# One target each, the same by hand and in CI. Everything is installed into .venv.
.POSIX:
.PHONY: help install demo test check format bench soak clean

PYTHON ?= python3
VENV = .venv
BIN = $(VENV)/bin

help:
	@echo "make demo     install, read the example documents, serve the pages on 127.0.0.1"
	@echo "make test     install what the tests need, run them all"
	@echo "make check    formatting, lint, types"
	@echo "make format   format the code"
	@echo "make bench    the benchmarks (about a minute)"
	@echo "make soak     the long tests: killing at random moments, 100,000 requests by chance (hours)"
	@echo "make clean    remove .venv and what was built"

# Setuptools warns of folders named like the package; ours holds links on purpose.
PIP = PYTHONWARNINGS="ignore:Editable installation" \
  $(BIN)/python -m pip install --quiet --disable-pip-version-check

# What a machine must have, said plainly before pip says it obscurely.
$(VENV)/made:
	@command -v $(PYTHON) >/dev/null 2>&1 || { \
	  echo "python3 is missing. On Debian or Ubuntu: sudo apt-get install python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 or newer is needed; this is $$($(PYTHON) --version)."; \
	  echo "Install a newer one and name it: make demo PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
	  echo "python3-venv is missing. On Debian or Ubuntu: sudo apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(PIP) --upgrade pip
	@touch $@

$(VENV)/installed: $(VENV)/made pyproject.toml
	$(PIP) --editable .
	@touch $@

$(VENV)/installed-test: $(VENV)/installed
	$(PIP) --editable '.[test]'
	@touch $@

install: $(VENV)/installed

demo: $(VENV)/installed
	@$(BIN)/styrkedja demo

test: $(VENV)/installed-test
	$(BIN)/python -m pytest -m "not soak and not alone" -n auto --maxprocesses 4 --dist loadfile
	$(BIN)/python -m pytest -m alone

check: $(VENV)/installed-test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(VENV)/installed-test
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/installed-test
	$(BIN)/python -m benchmarks.speed
	$(BIN)/python -m benchmarks.reading

# Long runs with a new seed each time; what breaks prints its seed.
soak: $(VENV)/installed-test
	$(BIN)/python -m tests.cli.killing --rounds 500
	$(BIN)/python -m pytest -m soak tests/api/fuzz

clean:
	rm -rf $(VENV) build dist demo-store *.egg-info .pytest_cache .mypy_cache .ruff_cache
