# What the tests need from npm, kept in the cache. To be sourced.

export npm_config_cache="${XDG_CACHE_HOME:-$HOME/.cache}/warroom/npm"
export npm_config_fund=false npm_config_audit=false npm_config_update_notifier=false

# install_once FOLDER PACKAGE...: a folder that was left half done has no mark and
# is begun anew.
install_once() {
    local folder=$1
    shift
    [ -e "$folder/.complete" ] && return
    echo "-- installing $*"
    rm -rf "$folder" && mkdir -p "$folder" && echo '{"private":true}' >"$folder/package.json" &&
        (cd "$folder" && npm install --no-save --no-package-lock "$@" >install.log 2>&1) &&
        touch "$folder/.complete"
}

# Puts a node on the PATH that is as new as Playwright and VS Code ask for, which
# that of Debian's stable release is not. What is compiled for it wants its own
# headers and an npm that is not Debian's, which links with Debian's node:
# otherwise it crashes.
use_node() {
    local folder="${XDG_CACHE_HOME:-$HOME/.cache}/warroom/node-24-npm-11" headers
    install_once "$folder" node@24 npm@11 || return
    headers="$(find "$folder" -path '*/include/node/node_version.h' -print -quit)"
    export npm_config_nodedir="${headers%/include/node/node_version.h}"
    PATH="$folder/node_modules/.bin:$PATH"
}
