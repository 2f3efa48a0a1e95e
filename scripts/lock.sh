#!/usr/bin/env bash
# Writes requirements.lock and package-lock.json: exact versions and hashes, no address.
set -euo pipefail
cd "$(dirname "$0")/.."

.venv/bin/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
  --generate-hashes --strip-extras --no-header --no-annotate --no-emit-index-url \
  --no-emit-find-links --quiet --output-file requirements.lock "$@" >/dev/null
scripts/npm install --package-lock-only --ignore-scripts --silent

if grep -nE '://|^-' requirements.lock || grep -nE '"resolved": *"[^"]*//' package-lock.json; then
  echo "a lock names an address: see above" >&2
  exit 1
fi
