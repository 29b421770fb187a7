# Helix in a terminal. Sourced by run.sh.

. "$here/screen.sh"

finding_is_seen() {
    open_editor hx incident.md
    eventually screen_has "16:10 “@ines"
}

hint_is_seen() {
    open_editor hx incident.md
    eventually screen_has "T+22m · +22m"
}

fix_is_applied() {
    open_editor hx incident.md
    eventually screen_has "16:10 “@ines" || return
    press 10g g f â
    press Space a
    eventually screen_has "Write “’”" || return
    press Enter
    press ":w" Enter
    eventually file_has "wasn’t mounted"
}

rule_is_completed() {
    open_editor hx incident.md
    eventually screen_has "16:10 “@ines" || return
    press g e o
    press "<!-- warroom-ignore role/mis"
    eventually screen_has " role/missing " || return
    press Tab Escape
    press ":w" Enter
    eventually file_has "role/missing"
}

test_that "a finding is seen" finding_is_seen
test_that "a duration is seen in the line" hint_is_seen
test_that "a fix is applied" fix_is_applied
test_that "a rule is completed" rule_is_completed
exit $has_failed
