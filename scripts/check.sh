#!/bin/sh
# Every check that runs no test. All of them run, whatever fails; the exit status tells.
set -u
cd "$(dirname "$0")/.." || exit 2
bin=.venv/bin
failed=""

step() {
    name=$1
    shift
    printf '\n== %s\n' "$name"
    "$@" || failed="$failed «$name»"
}

# Servers and settings of their own: the checks neither see nor touch the portal's data.
RSNMS_DATA_DIR=$(mktemp -d) || exit 2
export RSNMS_DATA_DIR RSNMS_PG_FAST=1
trap '$bin/python -m rsnms.embedded stop >/dev/null; rm -rf "$RSNMS_DATA_DIR"' EXIT
trap 'exit 130' INT TERM

production() {
    RSNMS_PRODUCTION=1 RSNMS_ALLOWED_HOSTS=portal.example.org \
        RSNMS_SECRET_KEY=$($bin/python -c 'import secrets; print(secrets.token_urlsafe(64))') "$@"
}

step "ruff format" $bin/ruff format --check --quiet
step "ruff check" $bin/ruff check --quiet
step "mypy" $bin/mypy
step "import-linter" $bin/lint-imports
step "djlint" $bin/djlint --quiet --lint templates
step "check --deploy" production $bin/python manage.py check --deploy --fail-level WARNING
step "makemigrations --check" $bin/python manage.py makemigrations --check --dry-run

if [ -n "$failed" ]; then
    printf '\nFailed:%s\n' "$failed" >&2
    exit 1
fi
