# Finds what compiles Rust and C to WebAssembly, or fetches it. Sourced by build.
#
# The Rust of this machine is taken where it has the target, and clang is there
# for the grammar of shell, which is C. Otherwise both come from Debian's
# unstable suite, unpacked into the cache: the standard library must be of the
# very same version as the compiler.

. ../tests/unstable.sh

unstable="$cache/unstable"
target=wasm32-unknown-unknown

# The standard library of the target, for the Rust of this machine.
has_target() {
    local folder
    folder="$(rustc --print target-libdir --target "$target" 2>/dev/null)" && [ -d "$folder" ]
}

# A clang that knows the target; that of Apple does not.
has_clang() {
    command -v clang >/dev/null && clang --target="$target" -c -x c -o /dev/null /dev/null 2>/dev/null
}

# The compilers of Debian's unstable suite. Which clang and linker go with the
# standard library, it says itself.
fetch_compilers() {
    [ -e "$unstable/complete" ] && return
    open_unstable "$cache/apt" || return 1
    echo "fetching compilers for WebAssembly into $unstable"
    local beside
    beside="$(APT_CONFIG="$cache/apt/apt.conf" apt-cache depends libstd-rust-dev-wasm32 |
        sed -n 's/^ *Recommends: //p')"
    # shellcheck disable=SC2086 # names of packages
    unpack_unstable "$cache/apt" "$unstable" rustc libstd-rust-dev-wasm32 $beside
}

# start_from_unstable NAME PROGRAM [ARGUMENTS]: a program of it as $cache/bin/NAME.
start_from_unstable() {
    launcher "$unstable" "$2" "" "${3:-}" >"$cache/bin/$1"
    chmod +x "$cache/bin/$1"
}

# The only file in the unpacked root that a pattern names.
program() { basename "$(echo "$unstable"/usr/bin/$1)"; }

use_compilers_of_unstable() {
    fetch_compilers || return 1
    mkdir -p "$cache/bin"
    start_from_unstable rustc rustc
    start_from_unstable wasm-ld "$(program 'wasm-ld-*')"
    start_from_unstable clang "$(program 'clang-[0-9]*')" "-resource-dir '$(echo "$unstable"/usr/lib/llvm-*/lib/clang/*)'"
    compilers=(
        RUSTC="$cache/bin/rustc"
        CC_wasm32_unknown_unknown="$cache/bin/clang"
        CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER="$cache/bin/wasm-ld"
    )
    "$cache/bin/rustc" --version >/dev/null
}

# True when there are compilers in the end; `compilers` names them to cargo.
find_toolchain() {
    compilers=(CC_wasm32_unknown_unknown=clang)
    { has_clang && has_target; } || use_compilers_of_unstable
}
