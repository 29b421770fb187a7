#!/usr/bin/env bash
# Runs what teams put into their CI as they would run it: pre-commit, the
# GitHub action, the GitLab job, and the report formats held against their
# schemas. Installs what it needs from package registries into the cache.
set -euo pipefail
cd "$(dirname "$0")/../.."

cache="${XDG_CACHE_HOME:-$HOME/.cache}/warroom/integrations"
if ! python3 -c 'import ensurepip, venv' 2>/dev/null || ! command -v git >/dev/null; then
    apt-get update -q >/dev/null
    DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends \
        git python3 python3-venv >/dev/null
fi
mkdir -p "$cache"
[ -x "$cache/venv/bin/python" ] || python3 -m venv "$cache/venv"
"$cache/venv/bin/pip" install --quiet --disable-pip-version-check -r tests/integrations/requirements.txt

# Each build here is made to be run once: what optimising costs is saved.
export CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/warroom/target}"
export PRE_COMMIT_HOME="$cache/pre-commit" PATH="$cache/venv/bin:$PATH"
exec "$cache/venv/bin/python" -m unittest discover --verbose \
    --start-directory tests/integrations --pattern 'test_*.py'
