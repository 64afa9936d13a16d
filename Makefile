# Council papers from decision files. `make` alone lists what there is to make.
# Everything is installed in the folder .venv on first use; nothing is installed elsewhere.

DECISION ?= decisions/bury/care-at-home-2024.yaml
MEETING ?= decisions/haringey/meetings/2023-12-05-cabinet.yaml
DECISIONS ?= decisions
FORMATS ?= docx pdf md html
AUDIENCE ?= public
FROM ?= HEAD~1
OUT ?= build
# Anything here writes over documents that somebody has changed; copies are kept.
DISCARD_EDITS ?=

VENV ?= .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip install -q --disable-pip-version-check -c constraints.txt
TOOLS := tests/tools/node_modules/.installed

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

.PHONY: help
help: ## List what there is to make
	@awk -F ':.*## ' '/^[a-z -]+:.*## /{printf "make %-16s %s\n", $$1, $$2}' Makefile
	@echo 'For one decision: make report DECISION=decisions/bury/care-at-home-2024.yaml FORMATS="docx pdf"'

# For officers ---------------------------------------------------------------------------------------------------

.PHONY: setup
setup: $(VENV)/.installed ## Install what is needed, in the folder .venv

.PHONY: report
report: $(VENV)/.installed ## Write the documents of DECISION in FORMATS, for AUDIENCE, under OUT
	@$(PY) -m reportgen build "$(DECISION)" $(FORMATS:%=--format %) --audience "$(AUDIENCE)" $(if $(DISCARD_EDITS),--discard-edits )--out "$(OUT)"

.PHONY: briefing
briefing: $(VENV)/.installed ## Write the briefing of DECISION: slides, and the same as a page and in Word
	@$(PY) -m reportgen build "$(DECISION)" --kind briefing --format pptx --format html --format docx --audience "$(AUDIENCE)" $(if $(DISCARD_EDITS),--discard-edits )--out "$(OUT)"

.PHONY: minutes agenda
minutes agenda: $(VENV)/.installed ## Write the minutes or the agenda of MEETING, in the same way
	@$(PY) -m reportgen build "$(MEETING)" --kind $@ $(FORMATS:%=--format %) --audience "$(AUDIENCE)" $(if $(DISCARD_EDITS),--discard-edits )--out "$(OUT)"

.PHONY: decision-record
decision-record: $(VENV)/.installed ## Write the record of DECISION once it has been taken
	@$(PY) -m reportgen build "$(DECISION)" --kind $@ $(FORMATS:%=--format %) --audience "$(AUDIENCE)" $(if $(DISCARD_EDITS),--discard-edits )--out "$(OUT)"

.PHONY: redline
redline: $(VENV)/.installed ## Write DECISION's report with what changed since the revision FROM as tracked changes
	@$(PY) -m reportgen redline "$(DECISION)" --from "$(FROM)" --audience "$(AUDIENCE)" --out "$(OUT)"

.PHONY: all
all: $(VENV)/.installed ## Write every document of every decision and meeting under DECISIONS, and slides of briefings
	@$(PY) -m reportgen build "$(DECISIONS)" --every-kind $(FORMATS:%=--format %) --format pptx --audience "$(AUDIENCE)" $(if $(DISCARD_EDITS),--discard-edits )--out "$(OUT)"

.PHONY: serve
serve: $(VENV)/.installed ## See, write and build the papers under DECISIONS in the browser
	@$(PY) -m reportgen serve "$(DECISIONS)"

.PHONY: check-decisions
check-decisions: $(VENV)/.installed ## Check every decision under DECISIONS, and write nothing
	@$(PY) -m reportgen check "$(DECISIONS)"

# For contributors -----------------------------------------------------------------------------------------------

.PHONY: check
check: lint test ## All that must pass before a change is sent: code and tests

.PHONY: test
test: $(VENV)/.installed-test $(TOOLS) ## Run the whole test suite; a test that lacks a tool is skipped and named
	@$(PY) -m pytest -n 2 -rs $(TESTS)

.PHONY: lint
lint: $(VENV)/.installed-test ## Check the code: ruff, its format, mypy
	@$(PY) -m ruff check reportgen tests tools
	@$(PY) -m ruff format --check reportgen tests tools
	@$(PY) -m mypy reportgen

.PHONY: schemas
schemas: $(VENV)/.installed ## Write the schemas that editors use, decisions/.schemas
	@for kind in decision meeting council style; do \
	  $(PY) -m reportgen schema $$kind > decisions/.schemas/$$kind.json || exit; done

.PHONY: letterheads
letterheads: $(VENV)/.installed ## Write the Word letterheads anew from the house styles
	@$(PY) tools/letterheads.py

.PHONY: pictures
pictures: $(VENV)/.installed ## Write the small pictures of the papers anew (wants LibreOffice, poppler-utils, ImageMagick)
	@$(PY) tools/pictures.py
	@$(PY) tools/pull_pictures.py

.PHONY: screens
screens: $(VENV)/.installed-test ## Write the small pictures of `reportgen serve` anew (wants chromium)
	@PYTHONPATH=. $(PY) tools/screens.py

.PHONY: bench
bench: $(VENV)/.installed-bench ## Time this project beside pandoc, docxtpl and python-docx
	@$(PY) tests/benchmarks/bench.py

.PHONY: golden
golden: $(VENV)/.installed-test ## Write the golden files anew from what is written now; read the difference
	@REPORTGEN_UPDATE=1 $(PY) -m pytest -n 2 -q $(TESTS)

.PHONY: clean
clean: ## Remove the caches; .venv stays, and so do the documents in build, which people may have changed
	@rm -rf dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .benchmarks

# Setting up -----------------------------------------------------------------------------------------------------

# The first Python of 3.11 or later that can make a virtual environment. A Debian python3 without python3-venv can't.
$(VENV)/bin/python:
	@lacking=; for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	  "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	  if ! "$$python" -c 'import ensurepip, venv' 2>/dev/null; then lacking="$$lacking $$python"; continue; fi; \
	  echo "Setting up in $(VENV), once: about half a minute" >&2; \
	  exec "$$python" -m venv "$(VENV)"; \
	done; \
	if [ -n "$$lacking" ]; then \
	  echo "$${lacking# } can't make a virtual environment: install the package python3-venv (sudo apt install python3-venv)" >&2; \
	else \
	  echo "reportgen needs Python 3.11 or later, and none was found: install it from your software centre or python.org" >&2; \
	fi; exit 1

$(VENV)/.installed: pyproject.toml constraints.txt | $(VENV)/bin/python
	@$(PIP) hatchling editables
	@$(PIP) --no-build-isolation -e .
	@touch $@

$(VENV)/.installed-test: pyproject.toml constraints.txt $(VENV)/.installed
	@$(PIP) --no-build-isolation -e '.[test,dev]'
	@touch $@

$(VENV)/.installed-bench: pyproject.toml constraints.txt $(VENV)/.installed
	@$(PIP) --no-build-isolation -e '.[bench]'
	@touch $@

# The checkers that come from npm. Without npm the tests that want them are skipped, each by name.
$(TOOLS): tests/tools/package.json tests/tools/package-lock.json
	@if command -v npm >/dev/null; then \
	  npm ci --prefix tests/tools --ignore-scripts --no-audit --no-fund --loglevel=error && touch $@; \
	else \
	  echo "npm is not installed: tests that need its checkers will be skipped" >&2; \
	fi
