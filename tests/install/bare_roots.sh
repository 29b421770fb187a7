#!/usr/bin/env bash
# Installs warroom as strangers do, each way in a bare Debian 12 root of its
# own: the two commands of the README with nothing but a Rust toolchain, a C
# linker and git, then the Debian package, the Python wheel and the npm packages.
#
#   tests/install/bare_roots.sh [readme|deb|wheel|npm|ci]...
#
# `ci`, which runs only when it is named, is the first run of `.ci/run` on such
# a machine, and says how long it took.
#
# Needs root, debootstrap and the toolchain of this machine. Roots stand below
# the cache and are taken down again.
set -euo pipefail
cd "$(dirname "$0")/../.."

cache="${XDG_CACHE_HOME:-$HOME/.cache}/warroom/install"
mirror="$(apt-get indextargets --format '$(SITE)' | head -1)"
base="$cache/base.tar"
root=""

make_base() {
    [ -f "$base" ] && return
    command -v debootstrap >/dev/null || apt-get install -q -y --no-install-recommends debootstrap >/dev/null
    mkdir -p "$cache"
    debootstrap --variant=minbase --include=ca-certificates bookworm "$cache/base" "$mirror" >/dev/null
    tar -C "$cache/base" -cf "$base.new" .
    rm -rf "$cache/base"
    mv "$base.new" "$base"
}

# A fresh root with the network settings of this machine; node takes those of
# certificates from its environment.
make_root() {
    root="$(mktemp -d "$cache/root.XXXXXX")"
    tar -C "$root" -xf "$base"
    cp /etc/resolv.conf /etc/hosts "$root/etc/"
    cp /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"
    local settings
    for settings in /etc/pip.conf "$HOME/.npmrc" "$HOME/.cargo/config.toml"; do
        [ -f "$settings" ] && install -D "$settings" "$root/${settings#/}"
    done
    cp /etc/apt/apt.conf.d/99* "$root/etc/apt/apt.conf.d/" 2>/dev/null || true
    inside apt-get update -q >/dev/null
}

# Runs a command in the root, with mounts and processes that end with it.
inside() {
    # shellcheck disable=SC2016
    unshare --mount --pid --fork -- bash -euc '
        root="$1"; shift
        mount -t proc proc "$root/proc"
        mount --rbind /dev "$root/dev"
        exec chroot "$root" /usr/bin/env -i HOME=/root LANG=C.UTF-8 \
            NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt \
            DEBIAN_FRONTEND=noninteractive PATH=/opt/rust/bin:/root/.cargo/bin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
            "$@"' - "$root" "$@"
}

drop_root() {
    [ -z "$root" ] || rm -rf --one-file-system "$root"
    root=""
}
trap drop_root EXIT

packages() {
    inside apt-get install -q -y --no-install-recommends "$@" >/dev/null
}

# A document with one finding, and what the installed tool says of it.
try_it() {
    inside warroom --version
    cp fixtures/traps/runbook.md "$root/root/"
    local status=0
    inside warroom check --format concise /root/runbook.md || status=$?
    [ "$status" -eq 1 ] || { echo "expected findings and status 1, not $status"; return 1; }
}

# The commands of the README, as they stand there.
readme_commands() {
    awk '/^```sh$/ { inside = 1; next } /^```$/ { inside = 0 } inside' README.md
}

install_rust() {
    mkdir -p "$root/opt/rust"
    cp -a "$(rustc --print sysroot)/." "$root/opt/rust/"
}

install_readme() {
    packages gcc libc6-dev git
    install_rust
    mkdir -p "$root/root/warroom"
    git archive HEAD | tar -C "$root/root/warroom" -x
    local command
    while read -r command; do
        echo "-- $command"
        inside bash -euc "cd /root/warroom && $command"
    done < <(readme_commands)
}

install_deb() {
    WARROOM_DIST="$root/root/dist" packaging/build deb
    inside bash -euc 'apt-get install -q -y --no-install-recommends /root/dist/warroom_*.deb >/dev/null'
    try_it
    inside test -s /usr/share/man/man1/warroom.1.gz
}

install_wheel() {
    packages python3-venv
    WARROOM_DIST="$root/root/dist" packaging/build wheel
    inside bash -euc 'python3 -m venv /root/venv && /root/venv/bin/pip install --quiet --no-index /root/dist/warroom-*.whl
        ln -s /root/venv/bin/warroom /usr/bin/warroom'
    try_it
}

install_npm() {
    packages nodejs npm
    WARROOM_DIST="$root/root/dist" packaging/build npm
    inside bash -euc 'npm install --silent --global --offline /root/dist/warroom-*.tgz'
    try_it
}

# With git, by which a checkout gets on a machine; the rest is its own affair.
install_ci() {
    packages git
    install_rust
    git clone --quiet . "$root/root/warroom"
    inside bash -euc 'cd /root/warroom && time CI=true .ci/run'
}

make_base
for way in ${*:-readme deb wheel npm}; do
    echo "== $way in a bare root"
    make_root
    "install_$way"
    drop_root
    echo "ok $way"
done
