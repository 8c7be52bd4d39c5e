# Two commands for a newcomer: make answer, make test. Both need Python 3.11 or later and nothing else.
PYTHON ?= python3
VENV := .venv
KG := $(VENV)/bin/kg
STAMP := $(VENV)/.installed
STAMP_DEV := $(VENV)/.installed-dev
QUESTION := states-that-let-a-cooperating-witness-stay-on-humanitarian-grounds

.PHONY: answer test check context lint clean help

help: ## Say what can be made.
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

answer: $(STAMP) ## Set up, build the graph from the documents and answer the witness question with its quotes.
	$(KG) build
	$(KG) query $(QUESTION) --cite

test: $(STAMP_DEV) ## Set up and run all tests.
	$(VENV)/bin/python -m pytest -n 2 --dist loadfile

lint: $(STAMP_DEV) ## Types, style and layers.
	$(VENV)/bin/mypy
	$(VENV)/bin/ruff check .
	$(VENV)/bin/lint-imports

check: $(STAMP) ## All findings on documents, claims, graph and questions.
	$(KG) check

context: $(STAMP) ## Make ontology/context.jsonld from the ontology.
	$(KG) context > ontology/.context.making && mv ontology/.context.making ontology/context.jsonld

clean: ## Remove what was built and installed.
	rm -rf build $(VENV)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "This needs Python 3.11 or later: make PYTHON=python3.11 $(MAKECMDGOALS)" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(STAMP): $(VENV)/bin/python pyproject.toml
	@echo "Installing (once) ..." >&2
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(STAMP_DEV): $(STAMP)
	@echo "Installing what the tests need (once) ..." >&2
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@
