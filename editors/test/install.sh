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

. tests/unstable.sh

has() { command -v "$1" >/dev/null; }

# install_packages PACKAGE...: from the release that this machine runs.
install_packages() {
    has apt-get && [ "$(id -u)" = 0 ] || return 1
    apt-get update -q >/dev/null &&
        DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@" >/dev/null
}

# wrap NAME [LINE]: a script that starts a program of $unstable, after a line
# that sets what it needs.
wrap() {
    mkdir -p "$cache/bin"
    launcher "$unstable" "$@" >"$cache/bin/$1"
    chmod +x "$cache/bin/$1"
}

# Neovim, Helix and Kakoune of Debian's stable release are too old, or not there.
fetch_unstable() {
    [ -e "$unstable/complete" ] ||
        { open_unstable "$cache/apt" && unpack_unstable "$cache/apt" "$unstable" neovim hx kakoune; } || return 1
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
