# Two commands do everything on a fresh machine: `make demo` and `make test`.
# What they install goes to .venv and node_modules.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
NODE_OK := $(shell node -e 'const [a,b]=process.versions.node.split(".").map(Number);process.exit(a>22||(a==22&&b>=12)||(a==20&&b>=19)?0:1)' 2>/dev/null && echo yes)
DEMO ?= demo/churn
# a file of tests stays in one process: what its fixtures start is started once
PARALLEL ?= -n auto --maxprocesses 4 --dist loadfile
# real kernels, servers and browsers on a busy machine: what fails is tried once more, and told
AGAIN ?= --reruns 1 -rR
# the stub client of the example notebook takes any password
export CRM_CLIENT_PASSWORD ?= only-for-the-demo

.PHONY: help demo test test-python test-slow test-server test-ui test-ts lint types docs docs-check site screenshots bench clean

help:
	@echo "make demo   the churn notebook to a registered, running job"
	@echo "make test   all tests: Python, TypeScript, browser"
	@echo "make bench  the figures of benchmarks/RESULTS.md (CORPUS=folder of notebooks)"
	@echo "make lint types docs   ruff, mypy, generated pages"
	@echo "make site   the documentation, to build/site"

$(VENV)/pyvenv.cfg:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10) and "mlops-bridge needs Python 3.10 or newer")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/pyvenv.cfg pyproject.toml package.json package-lock.json
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet -e ".[all,churn,test,docs]"
	@$(BIN)/python -m compileall -q mlops_bridge  # where PYTHONDONTWRITEBYTECODE is set, each start would compile
	@touch $@

demo: $(VENV)/.installed
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/nb2prod ship examples/churn/churn.ipynb -o $(DEMO) --force

test: test-ts test-python test-server test-ui

test-ts: $(VENV)/.installed
ifeq ($(NODE_OK),yes)
	@test -d node_modules || npm ci --no-audit --no-fund
	npm test
else
	@echo "SKIPPED the TypeScript tests: Node 20.19 or newer is not on PATH"
endif

test-python: $(VENV)/.installed
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m pytest tests --ignore tests/server --ignore tests/ui $(PARALLEL) $(AGAIN) $(PYTEST)

test-server: $(VENV)/.installed
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m pytest tests/server $(PYTEST)

test-ui: $(VENV)/.installed
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m pytest tests/ui --browser chromium -n 2 --dist load $(AGAIN) $(PYTEST)

screenshots: $(VENV)/.installed
	MLOPS_BRIDGE_SCREENSHOTS=docs/images $(BIN)/python -m pytest tests/ui --browser chromium -n 2 -q $(PYTEST)

lint: $(VENV)/.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.installed
	$(BIN)/mypy

MADE := docs/rules docs/cli.md docs/settings.md

docs: $(VENV)/.installed
	$(BIN)/python docs/make_rules.py
	$(BIN)/python docs/make_reference.py

docs-check: docs
	@git diff --exit-code -- docs || { echo "generated pages are not current: run make docs and commit"; exit 1; }
	@test -z "$$(git status --porcelain -- $(MADE))" || { git status --porcelain -- $(MADE); exit 1; }
	@$(MAKE) --no-print-directory site

site: $(VENV)/.installed
	$(BIN)/python -m sphinx -W --keep-going -q -b html docs build/site

bench: $(VENV)/.installed
	@test -n "$(CORPUS)" || { echo "make bench CORPUS=FOLDER (see benchmarks/README.md)"; exit 2; }
	$(BIN)/python benchmarks/robustness.py --corpus $(CORPUS)
	$(BIN)/python benchmarks/speed.py --corpus $(CORPUS)
	$(BIN)/python benchmarks/live.py --corpus $(CORPUS)
	$(BIN)/python benchmarks/labelled.py

clean:
	rm -rf $(VENV) node_modules demo build dist mlops_bridge/labextension labextension/lib labextension/tsconfig.tsbuildinfo
