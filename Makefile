# `make help` lists what there is. All that is needed is make and Python 3.11 or newer.

# The first that is new enough; python3, to be named in a sentence, when none is.
PYTHON ?= $(firstword $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python; done) python3)
VENV := .venv
IN := $(VENV)/bin/python
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard blog/translations/*/LC_MESSAGES/messages.po))
COMPILE := $(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --no-annotate

.PHONY: help run test check bench lock translations clean $(VENV)
.DEFAULT_GOAL := help

help:  ## list what there is
	@sed -n 's/^\([a-z]*\):.*  ## \(.*\)/  make \1|\2/p' Makefile | awk -F '|' '{ printf "%-20s %s\n", $$1, $$2 }'
	@echo "Settings for run: PORT, DATABASE_URL, REDIS_URL, SECRET_KEY, DEMO=0; the others are in README.md."

run: $(VENV)/.installed $(CATALOGUES)  ## set up what is missing and serve, with the worker, on http://127.0.0.1:8000
	@$(IN) -m flask --app wsgi serve --prepare

test: $(VENV)/.installed-for-development $(CATALOGUES)  ## all tests, on SQLite, in a browser, and on PostgreSQL and Redis where they answer
	@.ci/chromium
	@$(IN) -m tests.side_by_side

check: $(VENV)/.installed-for-development  ## style, format, types, imports and templates, in seconds
	@failed=0; \
	$(VENV)/bin/ruff check --quiet || failed=1; \
	$(VENV)/bin/ruff format --quiet --check || failed=1; \
	$(VENV)/bin/mypy || failed=1; \
	$(VENV)/bin/lint-imports --no-logo || failed=1; \
	$(VENV)/bin/djlint templates --lint --quiet || failed=1; \
	$(IN) -m tests.templates || failed=1; \
	exit $$failed

bench: $(VENV)/.installed-for-development  ## how fast it is, beside references; several minutes, on a machine that does nothing else
	@$(IN) -m benchmarks.glossary
	@$(IN) -m benchmarks.following
	@$(IN) -m benchmarks.desk
	@$(IN) -m benchmarks.reading
	@$(IN) -m benchmarks.conversation
	@.ci/loading
	@$(IN) -m benchmarks.comparison
	@$(IN) -m benchmarks.lighthouse

lock: $(VENV)/.installed-for-development  ## pin requirements again (UPGRADE=--upgrade for newer versions)
	@$(COMPILE) $(UPGRADE) requirements.in --output-file requirements.txt
	@$(COMPILE) $(UPGRADE) requirements-dev.in --output-file requirements-dev.txt
	@$(COMPILE) $(UPGRADE) benchmarks/comparison/rivals.in --constraint requirements.txt --no-emit-package misaka \
		--output-file benchmarks/comparison/rivals.txt

translations: $(VENV)/.installed  ## collect sentences from code and templates into the French catalogue
	@$(IN) -m babel.messages.frontend --quiet extract --mapping-file pyproject.toml --keywords lazy_gettext \
		--no-location --sort-output --output-file blog/translations/messages.pot .
	@$(IN) -m babel.messages.frontend --quiet update --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date \
		--input-file blog/translations/messages.pot --output-dir blog/translations
	@rm -f blog/translations/messages.pot

clean:  ## remove what was installed and made, but not instance/
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache benchmarks/lighthouse/node_modules
	@find . -name __pycache__ -prune -exec rm -rf {} +

$(VENV): $(VENV)/.installed $(CATALOGUES)

$(VENV)/.made:
	@command -v $(PYTHON) >/dev/null || { echo "Entretien needs Python 3.11 or newer, and there is no $(PYTHON) on the PATH." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Entretien needs Python 3.11 or newer, and $(PYTHON) is older; name another: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "$(PYTHON) cannot make a virtual environment; on Debian and Ubuntu this helps: apt-get install python3-venv" >&2; exit 1; }
	@echo "Making $(VENV) ..."
	@$(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(VENV)/.installed: requirements.txt | $(VENV)/.made
	@echo "Installing $$(grep -c '^[A-Za-z]' $<) packages into $(VENV), about a minute ..."
	@$(IN) -m pip install -qq --disable-pip-version-check --require-hashes --requirement $<
	@touch $@

# --no-deps: all that is needed is in the file, and older pips stumble over readability-lxml's way of asking for lxml.
$(VENV)/.installed-for-development: requirements-dev.txt | $(VENV)/.installed
	@echo "Installing $$(grep -c '^[A-Za-z]' $<) packages for tests and checks into $(VENV), about a minute ..."
	@$(IN) -m pip install -qq --disable-pip-version-check --require-hashes --no-deps --requirement $<
	@touch $@

%.mo: %.po | $(VENV)/.installed
	@$(IN) -m babel.messages.frontend --quiet compile --input-file $< --output-file $@
