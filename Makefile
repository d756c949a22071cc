# Everything that people and CI call. `make help` lists it.
PYTHON ?= python3
BIN := .venv/bin
export HOST PORT

.DEFAULT_GOAL := help
.PHONY: help setup run test check lint types fast postgresql browser slow format worker evaluate quality bench screenshots privacy hooks clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z ]+:.*## / { printf "  make %-38s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo "  PYTHON=python3.12 chooses another Python, PORT=8001 another port for run."

run: ## install, migrate, fill with demo content once, serve on http://127.0.0.1:8000
	@$(PYTHON) -m scripts.run

setup: ## install what run, tests and checks need
	@$(PYTHON) -m scripts.environment dev

test: ## every check and test: SQLite, PostgreSQL, Redis, browser; what CI runs
	@$(PYTHON) -m scripts.test

check: ## lint, format, types and the fast tests: about a minute, before each commit
	@$(PYTHON) -m scripts.test lint format types fast

lint types fast postgresql browser slow: ## one stage of `make test`
	@$(PYTHON) -m scripts.test $@

format: setup ## sort imports and lay out the code
	@$(BIN)/ruff check --select I --fix --quiet .
	@$(BIN)/ruff format .

worker: setup ## run due jobs in a process of their own, beside run
	@$(BIN)/flask --app forum worker

evaluate: setup ## how well posts are read: recall and precision on CASES="file.jsonl ..."
	@$(BIN)/python -m moderation evaluate --pack plugins/lemtrada $(or $(CASES),moderation/corpus/dev/*.jsonl)

quality: setup ## write docs/screening-quality.md anew, other readers beside ours; takes minutes, looks at the test split
	@$(BIN)/python -m benchmarks.context_peers
	@$(BIN)/python -m moderation evaluate --pack plugins/lemtrada --write docs/screening-quality.md moderation/corpus/*/*.jsonl

train: setup ## build the learned model from moderation/corpus (about a quarter of an hour)
	@OPENBLAS_NUM_THREADS=1 $(BIN)/python -m moderation train --pack plugins/lemtrada

bench: setup ## speed of reading posts and of serving pages
	@$(BIN)/python -m benchmarks.screening --write docs/data/speed.md
	@$(BIN)/python -m benchmarks.pages

privacy: setup ## print what deletion leaves behind into docs/privacy.md
	@$(BIN)/python -m scripts.privacy

screenshots: setup ## take the pictures in docs/img with Chromium
	@$(BIN)/python -m scripts.screenshots

hooks: ## lint and check types before each git commit
	@git config core.hooksPath .githooks

clean: ## remove the environment and caches; the board's data in var/ stay
	@rm -rf .venv .pytest_cache .mypy_cache .ruff_cache var/test
