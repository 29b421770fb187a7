# Vim with ALE in a terminal. Sourced by run.sh.

. "$here/screen.sh"

finding_is_seen() {
    open_editor vim -n -i NONE incident.md
    eventually screen_has "16:10 “@ines" # ALE says in the line what it has found
}

test_that "a finding is seen" finding_is_seen
exit $has_failed
