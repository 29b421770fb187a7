# Kakoune with kak-lsp in a terminal. Sourced by run.sh.

. "$here/screen.sh"

finding_is_seen() {
    open_editor kak incident.md
    eventually screen_has "!- **2026-05-12 16:22" || return
    press ":lsp-diagnostics" Enter
    eventually screen_has "[timeline/out-of-order]"
}

hint_is_seen() {
    open_editor kak incident.md
    eventually screen_has "T+22m · +22m"
}

fixes_are_applied() {
    open_editor kak incident.md
    eventually screen_has "!- **2026-05-12 16:22" || return
    press ":lsp-code-action-sync 'Apply all safe fixes'" Enter
    press ":write" Enter
    eventually file_has "wasn’t mounted"
}

rule_is_completed() {
    open_editor kak incident.md
    eventually screen_has "T+22m · +22m" || return
    press g e o
    press "<!-- warroom-ignore role/mis"
    sleep 1 # the menu comes when nothing has been typed for a moment
    press C-n Escape
    press ":write" Enter
    eventually file_has "role/missing"
}

test_that "a finding is seen" finding_is_seen
test_that "a duration is seen in the line" hint_is_seen
test_that "all safe fixes are applied" fixes_are_applied
test_that "a rule is completed" rule_is_completed
exit $has_failed
