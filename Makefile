# All that a clone can do, each with a sentence in `make help`. CONTRIBUTING.md names the plain commands behind it.
#
# The environment lives in .venv. A stamp file in it says what is installed, so that nothing is installed twice;
# a changed pyproject.toml makes it anew. Paths are relative: a clone may lie in a folder with spaces.

VENV := .venv
RUN := $(VENV)/bin/python
PIP := $(RUN) -m pip -qq --disable-pip-version-check --no-input

# The first Python that is new enough; `make PYTHON=/path/to/python build` names another one.
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	if "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then echo "$$name"; break; fi; done)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help build serve test lint lint-style lint-types lint-layers lint-generated bench verify all clean

help: ## Show this list.
	@sed -n 's/^\([a-z]*\):.*## /\1	/p' Makefile | while IFS='	' read -r name text; do printf '  make %-7s %s\n' "$$name" "$$text"; done

build: $(VENV)/stamp-base ## Build README.md and the searchable site (build/site), in an environment of its own.
	$(RUN) -m lvkb build

serve: $(VENV)/stamp-base ## Build the site and show it in the browser of this machine.
	$(RUN) -m lvkb serve

test: $(VENV)/stamp-test ## Run the whole test suite, the browser tests included.
	@chromium=$$(sh tests/browser/find-chromium $(RUN)) && \
	echo "Browser tests use $$chromium" && \
	LVKB_CHROMIUM="$$chromium" $(RUN) -m pytest $(ARGS)

lint: lint-style lint-types lint-layers lint-generated ## Check code style, types, the layers of the package, and that generated files are up to date.

lint-style: $(VENV)/stamp-lint
	$(RUN) -m ruff check
	$(RUN) -m ruff format --check

lint-types: $(VENV)/stamp-lint
	$(RUN) -m mypy

lint-layers: $(VENV)/stamp-lint
	$(VENV)/bin/lint-imports --no-logo

lint-generated: $(VENV)/stamp-base
	$(RUN) -m lvkb build --check --no-html

bench: $(VENV)/stamp-bench ## Measure speed on a large made-up catalogue; prints the figures.
	$(RUN) -m pytest tests/bench -m bench -s $(ARGS)

verify: $(VENV)/stamp-models ## Count every model that records link to, and write catalog/measured/counts.json.
	$(RUN) -m lvkb models verify --write --jobs 2 $(ARGS)

all: build lint test ## Build, lint and test.

clean: ## Remove the environment and all that was built or cached in the clone.
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find lvkb tests -name __pycache__ -type d -prune -exec rm -rf {} +

# pip reads dependency groups from 25.1 on.
$(VENV)/stamp-base: pyproject.toml
	@$(check_python)
	@if ! $(RUN) -m pip --version >/dev/null 2>&1; then \
		echo "Making the environment $(VENV) with $(PYTHON)"; "$(PYTHON)" -m venv --clear $(VENV); fi
	@echo "Installing lvkb into $(VENV)"
	@$(PIP) install --upgrade 'pip>=25.1'
	@$(PIP) install --editable .
	@touch $@

$(VENV)/stamp-models $(VENV)/stamp-lint: $(VENV)/stamp-%: $(VENV)/stamp-base
	@echo "Installing what '$*' needs into $(VENV)"
	@$(PIP) install --group $*
	@touch $@

# torch first: whatever else brings packages finds the pinned one there.
$(VENV)/stamp-test: $(VENV)/stamp-models
	@echo "Installing what 'test' needs into $(VENV)"
	@$(PIP) install --group test
	@touch $@

$(VENV)/stamp-bench: $(VENV)/stamp-test
	@echo "Installing what 'bench' needs into $(VENV)"
	@$(PIP) install --group bench
	@touch $@

# Says in one sentence why no environment can be made here, and what to do.
define check_python
if [ -z "$(PYTHON)" ]; then \
	echo "lvkb needs Python 3.11 or newer, and found none here. Install one, or name it: make PYTHON=/path/to/python3" >&2; exit 1; \
elif ! "$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then \
	echo "lvkb needs Python 3.11 or newer; $(PYTHON) is older or does not start. Name another: make PYTHON=/path/to/python3" >&2; exit 1; \
elif ! "$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null; then \
	echo "$(PYTHON) cannot make environments. On Debian and Ubuntu, install the package python3-venv and run make again." >&2; exit 1; \
fi
endef
