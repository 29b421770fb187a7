# Drives an editor that wants a terminal. Sourced by the tests of such editors.
#
# The terminal is tmux's, of a server of its own: nobody else's is touched.

terminal=(tmux -u -L "warroom-test-$$" -f /dev/null)
has_failed=0

# open_editor COMMAND...: starts it on a document in a folder of its own.
open_editor() {
    close_editor
    folder="$(mktemp -d "$HOME/documents.XXXX")"
    touch "$folder/warroom.toml"
    cp "$here/incident.md" "$folder/incident.md"
    "${terminal[@]}" new-session -d -x 180 -y 40 -c "$folder" "$*"
}

close_editor() { "${terminal[@]}" kill-server 2>/dev/null; }

# press KEY...: as tmux names them; words are typed.
press() {
    "${terminal[@]}" send-keys "$@"
    sleep 0.3 # what was pressed is drawn before the next is
}

screen() { "${terminal[@]}" capture-pane -p; }

# Each waits at most 15 seconds.
eventually() {
    local try
    for try in $(seq 150); do
        "$@" && return
        sleep 0.1
    done
    return 1
}

screen_has() { screen | grep -qF "$1"; }
file_has() { grep -qF "$1" "$folder/incident.md"; }

# test_that NAME FUNCTION: runs a test in an editor of its own.
test_that() {
    local result=ok
    "$2" || result=FAILED
    echo "$editor: $1 ... $result"
    if [ $result = FAILED ]; then
        has_failed=1
        screen
    fi
    close_editor
}
