#!/usr/bin/env bash
# Tests the plugins and the configurations of editors/README.md in the real
# editors, on real documents, with the real server.
#
#     editors/test/run.sh [EDITOR]...
#
# `lua` among the editors is the format of the plugin's own code.
# WARROOM_BINARY is the server; without it, it is built. Exits with 1 when a
# test has failed. An editor that cannot be had is skipped by name, and is a
# failure where CI=true.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 1

here="$PWD/editors/test"
. "$here/install.sh"
PATH="$cache/bin:$PATH"
status=0

# The server, as `warroom` on the PATH.
put_server_on_path() {
    local binary="${WARROOM_BINARY:-}"
    if [ -z "$binary" ]; then
        cargo build --quiet --locked -p warroom || exit 1
        binary="${CARGO_TARGET_DIR:-target}/debug/warroom"
    fi
    mkdir "$scratch/bin"
    ln -s "$(realpath "$binary")" "$scratch/bin/warroom"
    PATH="$scratch/bin:$PATH"
}

# A home in which every editor is configured as README.md says: a block goes
# into the file that is named in the line above it.
make_home() {
    mkdir -p "$1/src"
    ln -s "$PWD" "$1/src/warroom"
    awk -v home="$1" '
        /^`~\/.*`$/ { file = home substr($0, 3, length($0) - 3); next }
        /^```/ && open { open = 0; close(file); file = ""; next }
        /^```/ && file { open = 1; folder = file; sub("/[^/]*$", "", folder)
            system("mkdir -p \"" folder "\""); next }
        open { print > file; next }
        NF { file = "" }
    ' editors/README.md
}

# run_editor NAME: its tests, with a home of its own.
run_editor() {
    local name="$1"
    if ! "get_$name"; then
        echo "$name: skipped, the editor cannot be had here"
        [ "${CI:-}" = true ] && status=1
        return
    fi
    make_home "$scratch/$name"
    (
        unset XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME
        export HOME="$scratch/$name" XDG_CACHE_HOME="$scratch/$name/.cache"
        export LC_ALL=C.UTF-8 TERM=xterm-256color
        cd "$HOME" && "test_$name"
    ) || status=1
}

# The plugin's own code, which StyLua has formatted.
test_lua() {
    local files=("$here"/*.lua "$here"/../nvim/{lsp,plugin,lua/warroom}/*.lua)
    node "$here/format-lua.mjs" "$cache/stylua-2.5.2" --check "${files[@]}" &&
        echo "lua: ${#files[@]} files are formatted ... ok"
}
test_neovim() { timeout 600 nvim -u NONE -l "$here/neovim.lua" "$(command -v nvim)"; }
test_helix() { . "$here/helix.sh"; }
test_kakoune() { . "$here/kakoune.sh"; }
test_vim() { . "$here/vim.sh"; }
test_emacs() {
    mkdir documents && cd documents && touch warroom.toml && cp "$here/incident.md" . &&
        timeout 120 emacs --batch -f package-initialize -l ~/.config/emacs/init.el \
        -l "$here/emacs.el" -f warroom-test 2>"$HOME/stderr" || { cat "$HOME/stderr"; false; }
}

scratch="$(mktemp -d)"
# An editor that was just ended may still write into its home.
trap 'rm -rf "$scratch" 2>/dev/null || { sleep 1; rm -rf "$scratch"; }' EXIT
put_server_on_path
[ $# -gt 0 ] || set -- lua neovim helix emacs kakoune vim
for editor in "$@"; do
    run_editor "$editor"
done
exit $status
