#!/usr/bin/env bash
# All tests of the VS Code extension, in real VS Code too, on a fresh Debian as
# root: installs what it needs, and keeps it under $XDG_CACHE_HOME/warroom.
#
#   WARROOM_BINARY  a built server; without it one is built
#   CI=true         what cannot be installed is a failure; otherwise it is said
#                   by name, and what needs it is skipped
#
# The last line says how it went. Exits with 0 when nothing failed.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1

CODE_SERVER_VERSION=4.139.1
CACHE="${XDG_CACHE_HOME:-$HOME/.cache}/warroom"
export WARROOM_CODE_SERVER="$CACHE/code-server-$CODE_SERVER_VERSION"
. ../../tests/npm.sh
passed=() failed=()

# Skips by name on somebody's own machine, and fails where everything is tested.
without() {
    if [ "${CI:-}" = true ]; then
        echo "editors/vscode: FAILED, $1"
        exit 1
    fi
    echo "editors/vscode: SKIPPED, $1"
    exit 0
}

# Debian packages that this machine lacks: a browser, a font, npm, and what
# code-server is built with.
install_packages() {
    local wanted=(chromium fonts-dejavu-core g++ libkrb5-dev libsecret-1-dev libx11-dev
        libxkbfile-dev make pkg-config python3 jq) missing=() package
    command -v npm >/dev/null || wanted+=(nodejs npm)
    for package in "${wanted[@]}"; do
        dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return
    echo "-- installing ${missing[*]}"
    apt-get update -q >/dev/null &&
        DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends \
            "${missing[@]}" >/dev/null
}

build_server() {
    [ -n "${WARROOM_BINARY:-}" ] && return
    local target="${CARGO_TARGET_DIR:-$PWD/../../target}"
    (cd ../.. && cargo build --quiet --locked -p warroom) &&
        export WARROOM_BINARY="$target/debug/warroom"
}

run() {
    local name=$1 begun=$SECONDS
    shift
    echo "-- $name"
    if "$@"; then
        passed+=("$name $((SECONDS - begun))s")
    else
        failed+=("$name")
    fi
}

command -v cargo >/dev/null || PATH="$HOME/.cargo/bin:$PATH"
install_packages || without "the packages of Debian could not be installed"
command -v npm >/dev/null || without "npm is not installed"
use_node || without "node could not be installed"
install_once "$WARROOM_CODE_SERVER" "code-server@$CODE_SERVER_VERSION" ||
    without "VS Code (code-server $CODE_SERVER_VERSION) could not be installed"
npm ci --prefer-offline --loglevel=error || without "the packages of package-lock.json could not be installed"
build_server || { echo "editors/vscode: FAILED, the server could not be built" && exit 1; }

rm -f ./*.vsix
run "types, lints and format" npm run --silent check
run "units" npm run --silent test:unit
run "package" npm run --silent package
run "what is in the package" npm run --silent test:package
run "grammar" npm run --silent test:grammar
run "extension host" npm run --silent test:host
run "browser" npm run --silent test:browser

for name in "${passed[@]}"; do echo "   passed: $name"; done
for name in "${failed[@]}"; do echo "   FAILED: $name"; done
if [ ${#failed[@]} -gt 0 ]; then
    echo "editors/vscode: FAILED, ${#failed[@]} of $((${#passed[@]} + ${#failed[@]})) steps"
    exit 1
fi
echo "editors/vscode: passed, ${#passed[@]} steps in real VS Code in ${SECONDS}s"
