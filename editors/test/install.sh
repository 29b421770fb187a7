#!/usr/bin/env bash
# Finds the editors that the tests drive, or fetches them. Sourced by run.sh.
#
# What is on the PATH and new enough is used. Of the rest, what Debian's stable
# release has is installed, by root alone; what it has only in an old version
# comes from its unstable suite, unpacked into the cache and started with the
# libraries that came along, so that the machine stays as it is.

cache="${XDG_CACHE_HOME:-$HOME/.cache}/warroom/editors"
unstable="$cache/unstable"
libraries="$unstable/usr/lib/$(uname -m)-linux-gnu"

has() { command -v "$1" >/dev/null; }

# install_packages PACKAGE...: from the release that this machine runs.
install_packages() {
    has apt-get && [ "$(id -u)" = 0 ] || return 1
    apt-get update -q >/dev/null &&
        DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@" >/dev/null
}

# The mirror that apt uses here, and the key with which its lists are signed.
mirror() {
    apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
        grep -m 1 -E '/debian/?$'
}

# unpack_unstable PACKAGE...: the newest of each, and all that it needs down to
# the C library, into $unstable. apt keeps its lists and its state apart, and
# takes a mirror that lags behind: the newest is not needed, only a new one.
unpack_unstable() {
    [ -e "$unstable/complete" ] && return
    has apt-get && has dpkg-deb || return 1
    local work="$cache/apt" source
    source="$(mirror)" && [ -n "$source" ] || return 1
    rm -rf "$work" "$unstable"
    mkdir -p "$work/lists/partial" "$work/archives/partial" "$unstable"
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $source sid main" >"$work/sources.list"
    cat >"$work/apt.conf" <<EOF
Dir::State "$work";
Dir::State::status "/dev/null";
Dir::State::lists "$work/lists";
Dir::Cache "$work";
Dir::Etc::sourcelist "$work/sources.list";
Dir::Etc::sourceparts "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
Acquire::Check-Valid-Until "false";
Acquire::Languages "none";
APT::Sandbox::User "root";
APT::Install-Recommends "false";
EOF
    APT_CONFIG="$work/apt.conf" apt-get update -q >/dev/null &&
        APT_CONFIG="$work/apt.conf" apt-get install -q -y --download-only "$@" >/dev/null || return 1
    local package
    for package in "$work"/archives/*.deb; do
        dpkg-deb -x "$package" "$unstable" || return 1
    done
    rm -rf "$work"
    touch "$unstable/complete"
}

# wrap NAME [LINE]: a script that starts a program of $unstable, after a line
# that sets what it needs.
wrap() {
    local loader
    loader="$(echo "$libraries"/ld-linux-*.so.*)"
    mkdir -p "$cache/bin"
    cat >"$cache/bin/$1" <<EOF
#!/bin/sh
${2:-}
exec "$loader" --library-path "$libraries" --argv0 $1 "$unstable/usr/bin/$1" ${3:-} "\$@"
EOF
    chmod +x "$cache/bin/$1"
}

# Neovim, Helix and Kakoune of Debian's stable release are too old, or not there.
fetch_unstable() {
    unpack_unstable neovim hx kakoune || return 1
    wrap nvim "export VIMRUNTIME='$unstable/usr/share/nvim/runtime' LUA_CPATH='$libraries/lua/5.1/?.so'" \
        "--cmd 'set runtimepath+=$unstable/usr/lib/nvim'"
    wrap hx "export HELIX_RUNTIME='$unstable/usr/lib/hx/runtime'"
    wrap kak "export KAKOUNE_RUNTIME='$unstable/usr/share/kak'"
}

is_neovim_new() {
    has nvim && nvim --headless --clean +'execute "cquit" !has("nvim-0.11")' 2>/dev/null
}

is_emacs_ready() {
    has emacs && emacs --batch -f package-initialize \
        --eval "(progn (require 'eglot) (require 'markdown-mode))" 2>/dev/null
}

is_vim_ready() {
    has vim && vim -Nu NONE -es +'packadd ale' +'execute exists("g:loaded_ale") ? "qall!" : "cquit"' 2>/dev/null
}

has_or_install() { has "$1" || { install_packages "$1" && has "$1"; }; }

# StyLua as WebAssembly: three megabytes, and nothing is fetched by a script of
# the package, where its programs for each system are.
get_lua() {
    has npm || { install_packages nodejs npm && has npm; } || return 1
    . "$here/../../tests/npm.sh" && install_once "$cache/stylua-2.5.2" "@johnnymorganz/stylua@2.5.2"
}

# Without optimization: it is built in a fraction of the time, and fast enough.
install_kak_lsp() {
    has cargo && env -u CARGO_TARGET_DIR cargo install --quiet --debug --locked --root "$cache" kak-lsp && has kak-lsp
}

# Each of these is true when the editor is there in the end.
get_neovim() { is_neovim_new || { fetch_unstable && is_neovim_new; }; }
get_helix() { has_or_install tmux && { has hx || { fetch_unstable && has hx; }; }; }
get_kakoune() {
    has_or_install tmux && { has kak || { fetch_unstable && has kak; }; } && { has kak-lsp || install_kak_lsp; }
}
get_emacs() {
    is_emacs_ready || { install_packages emacs-nox elpa-eglot elpa-markdown-mode && is_emacs_ready; }
}
get_vim() { has_or_install tmux && { is_vim_ready || { install_packages vim vim-ale && is_vim_ready; }; }; }
