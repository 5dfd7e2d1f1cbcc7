#!/bin/sh
# Pins every package with its hashes. The lock files name no index and no path of this machine, so
# that any registry with the same files serves.
set -eu
cd "$(dirname "$0")/.."
for name in base dev; do
    .venv/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --no-annotate --no-header \
        "requirements/$name.in" --output-file "requirements/$name.lock"
done
.venv/bin/python scripts/frontend.py --lock
if grep -nE '://|file:|"resolved"' requirements/*.lock || grep -n '"resolved"' package-lock.json; then
    echo "The lock files name an address." >&2
    exit 1
fi
