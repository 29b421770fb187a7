# Programs of Debian's unstable suite, unpacked into a folder and started with
# the libraries that came along, so that the machine stays as it is. Sourced by
# whoever needs one that Debian's stable release has too old.

# The mirror that apt uses here, and the key with which its lists are signed.
mirror() {
    apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
        grep -m 1 -E '/debian/?$'
}

# open_unstable WORK: apt with the lists of that suite, for APT_CONFIG=WORK/apt.conf.
# It keeps its lists and its state apart, and takes a mirror that lags behind:
# the newest is not needed, only a new one.
open_unstable() {
    local work="$1" source
    command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || return 1
    source="$(mirror)" && [ -n "$source" ] || return 1
    rm -rf "$work"
    mkdir -p "$work/lists/partial" "$work/archives/partial"
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
    APT_CONFIG="$work/apt.conf" apt-get update -q >/dev/null
}

# unpack_unstable WORK FOLDER PACKAGE...: the newest of each, and all that it
# needs down to the C library, by way of what open_unstable has made.
unpack_unstable() {
    local work="$1" folder="$2" package
    shift 2
    rm -rf "$folder"
    mkdir -p "$folder"
    APT_CONFIG="$work/apt.conf" apt-get install -q -y --download-only "$@" >/dev/null || return 1
    for package in "$work"/archives/*.deb; do
        dpkg-deb -x "$package" "$folder" || return 1
    done
    rm -rf "$work"
    touch "$folder/complete"
}

# launcher FOLDER NAME [LINE [ARGUMENTS]]: a script that starts a program of that
# folder, after a line that sets what it needs.
launcher() {
    local libraries loader
    libraries="$1/usr/lib/$(uname -m)-linux-gnu"
    loader="$(echo "$libraries"/ld-linux-*.so.*)"
    cat <<EOF
#!/bin/sh
${3:-}
exec "$loader" --library-path "$libraries" --argv0 $2 "$1/usr/bin/$2" ${4:-} "\$@"
EOF
}
