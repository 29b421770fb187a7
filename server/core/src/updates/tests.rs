//! The updates of whole documents.

use proptest::prelude::*;

use super::{Audience, Form, KINDS, Moment, Update, Updates};
use crate::document::Document;
use crate::settings::Settings;
use crate::syntax::Syntax;
use crate::timeline::Timeline;
use crate::vocabulary::Kind;

fn read(kind: Kind, text: &str) -> Updates {
    let settings = Settings { kind: Some(kind), ..Settings::default() };
    let syntax = Syntax::parse(text);
    let document = Document::read("example.md", text, &syntax, &settings);
    let timeline = Timeline::read(text, &syntax, &document, &settings);
    Updates::read(text, &syntax, &document, &timeline, &settings)
}

/// Each update in one line: number, time, status, promise, rhythm.
fn lines(kind: Kind, text: &str) -> Vec<String> {
    read(kind, text).all.iter().map(line).collect()
}

fn line(update: &Update) -> String {
    let mut words = Vec::new();
    words.extend(update.number.map(|number| format!("#{}", number.value)));
    words.extend(update.posted.map(|moment| clock(&moment)));
    words.extend(update.revised.map(|moment| format!("revised {}", clock(&moment))));
    words.extend(update.status.map(|status| match status.value {
        Some(status) => status.to_string(),
        None => "?".to_owned(),
    }));
    if let Some(next) = update.next {
        let length = next.length.map(|stated| format!("in {}m", stated.length.num_minutes()));
        let parts = [length, next.moment.map(|moment| clock(&moment))];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        words.push(format!("next {}", if next.says_when { parts.join(" ") } else { "?".into() }));
    }
    words.extend(update.rhythm.map(|stated| format!("every {}m", stated.length.num_minutes())));
    words.join(" ")
}

fn clock(moment: &Moment) -> String {
    moment.time.format("%H:%M").to_string()
}

#[test]
fn a_message_in_a_chat_is_one_update() {
    let text = "📋 UPDATE #2 - 9:40 PM\n\n**Mitigation:**\n- Action: switch to the spare queue\n- Status: In progress (5 min)\n\n**Next update:** 10:10 PM or on resolution\n";
    assert_eq!(lines(Kind::Update, text), ["#2 21:40 next 22:10"]);
}

#[test]
fn updates_of_a_log_stand_under_headings_and_in_fences() {
    let text = "# Incident log: queue\n\n## Updates\n\n### Update #1 - 14:05 UTC\n\n**Status:** Investigating\n\nNext update in 30 minutes (14:35).\n\n### Update #2 (14:34 UTC)\n\nQueue drained.\n\n## Chat\n\n```\n📋 UPDATE 3 - 15:00 UTC\nNext update: 15:30\n```\n";
    assert_eq!(
        lines(Kind::IncidentLog, text),
        ["#1 14:05 investigating next in 30m 14:35", "#2 14:34", "#3 15:00 next 15:30"]
    );
}

#[test]
fn the_phases_of_a_page_are_updates() {
    let text = "```\nPhase 1: Investigating (first minutes)\n━━━━━━\n🟡 Investigating\nWe look into slow searches.\nUpdates will be posted here every 20 minutes.\n\nPosted: Mar 4, 10:05 PM CET\n\n\nPhase 2: Identified\n━━━━━━\n🟠 Identified\nAn index is missing.\n\nPosted: Mar 4, 10:20 PM CET\nUpdated: Mar 4, 10:41 PM CET\n```\n";
    assert_eq!(
        lines(Kind::StatusUpdate, text),
        ["22:05 investigating next ? every 20m", "22:20 revised 22:41 identified"]
    );
}

#[test]
fn a_page_may_put_its_stamps_below_or_above() {
    let below = "**Resolved** - It is over.\nMar 4, 15:40 UTC\n\n**Monitoring** - We watch.\nMar 4, 15:10 UTC\n";
    assert_eq!(lines(Kind::StatusUpdate, below), ["15:40 resolved", "15:10 monitoring"]);
    let above = "Mar 4, 15:40 UTC\n**Resolved** - It is over.\n\nMar 4, 15:10 UTC\n**Monitoring** - We watch.\n";
    assert_eq!(lines(Kind::StatusUpdate, above), ["15:40 resolved", "15:10 monitoring"]);
}

#[test]
fn short_codes_of_a_generator_are_times() {
    let text = "*Monitoring* - The disk is new. {{< track \"2026-03-04 15:10:00\" >}}\n\n*Investigating* - Disk full. {{< track \"2026-03-04 14:10:00\" >}}\n";
    assert_eq!(lines(Kind::StatusUpdate, text), ["15:10 monitoring", "14:10 investigating"]);
}

#[test]
fn an_update_may_name_its_status_at_its_head() {
    let text = "::: update Identified | 2026-03-04T14:10:00Z\nA cable.\n:::\n\n## Update #2 (Monitoring) - 15:10 UTC\n";
    assert_eq!(lines(Kind::StatusUpdate, text), ["14:10 identified", "#2 15:10 monitoring"]);
}

#[test]
fn a_status_may_stand_above_its_text() {
    let text = "**Resolved**:\nThe disk is new.\n{{< track \"2026-03-04 15:10:00\" >}}\n\n**Investigating**:\nSlow.\n{{< track \"2026-03-04 14:10:00\" >}}\n";
    assert_eq!(lines(Kind::StatusUpdate, text), ["15:10 resolved", "14:10 investigating"]);
}

#[test]
fn a_front_matter_may_say_that_it_is_over() {
    let is_over = |value| {
        read(Kind::StatusUpdate, &format!("---\nresolved: {value}\n---\n\nSlow.\n")).is_over
    };
    assert!(is_over("true") && is_over("yes"));
    assert!(!is_over("false"));
}

#[test]
fn bracketed_messages_part_a_page() {
    let text = "[Final message]\n\nThe move is done.\n\n[Update - 2026-03-04 15:10 UTC]\n\nHalf of it.\n\n[Initial message]\n\nWe move the mirror.\n";
    assert_eq!(lines(Kind::StatusUpdate, text), ["", "15:10", ""]);
}

#[test]
fn a_file_without_marks_is_one_update() {
    let text = "---\nkind: status-update\n---\n\n# Search is slow\n\n**Status:** Monitoring\n**Posted:** 2026-06-09 14:55 UTC\n\nWe keep watching. **Next update:** 15:25 UTC\n";
    assert_eq!(lines(Kind::StatusUpdate, text), ["14:55 monitoring next 15:25"]);
}

#[test]
fn a_declaration_was_made_when_its_log_says_so() {
    let text = "# Incident log: queue\n\n## Timeline (UTC)\n\n- 2026-06-09 14:03 Alert\n- 2026-06-09 14:08 @kim declared SEV2\n\n```\n🚨 SEV2 INCIDENT DECLARED 🚨\nStatus: Investigating\nNext update in 30 minutes (14:38)\n```\n";
    assert_eq!(lines(Kind::IncidentLog, text), ["14:08 investigating next in 30m 14:38"]);
}

#[test]
fn a_declaration_may_say_when_it_was_made() {
    let text =
        "```\n🚨 SEV2 INCIDENT DECLARED 🚨\nDeclared: 14:08 UTC\nDate: 2026-06-09 14:20 UTC\n```\n";
    assert_eq!(lines(Kind::IncidentLog, text), ["14:08"]);
}

#[test]
fn what_is_updated_on_a_machine_promises_nothing() {
    let text =
        "Plugin updates are mirrored every 5 minutes. We will update the servers at 22:00 UTC.\n";
    assert_eq!(lines(Kind::StatusUpdate, text), [""]);
}

#[test]
fn entries_tell_of_updates() {
    let text = "# Incident log: queue\n\n## Timeline (UTC)\n\n- 2026-06-09 14:15 @sam: status page set to investigating, next update 14:45\n- 2026-06-09 14:32 @lee found the index\n- 2026-06-09 14:40 Update #2 sent\n";
    assert_eq!(lines(Kind::IncidentLog, text), ["14:15 investigating next 14:45", "#2 14:40"]);
    let all = read(Kind::IncidentLog, text).all;
    assert_eq!(all[0].audience, Audience::Public);
    assert_eq!(all[1].audience, Audience::Responders);
}

#[test]
fn fields_and_prose_open_no_update() {
    let text = "# Incident log: queue\n\n**Resolved:** 2026-06-09 15:30 UTC\n\n## Update the index\n\nInvestigating the index takes long. Update 2026-06-09 was quiet.\n";
    assert_eq!(lines(Kind::IncidentLog, text), Vec::<String>::new());
}

#[test]
fn items_and_afterthoughts_of_a_log_open_no_update() {
    let text = "# Incident log: queue\n\n- **14:05 UTC** - Incident declared, nobody knows why\n- **14:20 UTC** - **Update #2** sent\n\n## Update\n\nThe vendor has answered.\n";
    assert_eq!(lines(Kind::IncidentLog, text), ["#2 14:20"]);
    assert!(read(Kind::IncidentLog, text).all.iter().all(|update| update.form == Form::Entry));
}

#[test]
fn several_incidents_on_a_page_are_told_apart() {
    let text = "# History\n\n## Search\n\n**Resolved** - Over.\n\n**Investigating** - Slow.\n\n## Login\n\n**Resolved** - Over.\n";
    let runs: Vec<usize> =
        read(Kind::StatusUpdate, text).all.iter().map(|update| update.run).collect();
    assert_eq!(runs, [0, 0, 1]);
}

#[test]
fn the_newest_update_may_stand_first() {
    let text = "**Resolved** - Over.\n\n**Identified** - Found.\n\n**Investigating** - Slow.\n";
    let updates = read(Kind::StatusUpdate, text);
    let order: Vec<String> = updates.runs()[0].iter().map(|update| line(update)).collect();
    assert_eq!(order, ["investigating", "identified", "resolved"]);
}

#[test]
fn clocks_without_a_day_are_near_each_other() {
    let text = "📋 UPDATE #1 - 11:50 PM\n\nNext update: 12:20 AM\n";
    let update = &read(Kind::Update, text).all[0];
    let next = update.next.and_then(|next| next.moment).expect("a time");
    assert_eq!(update.posted.expect("a time").until(&next).num_minutes(), 30);
}

/// Pieces of documents, from which updates are thrown together.
const PIECES: &[&str] = &[
    "## ",
    "**",
    "*",
    "[",
    "]",
    "- ",
    "\n",
    "\n\n",
    "```\n",
    "Update",
    "#2",
    " 3",
    ": ",
    " - ",
    "Phase 1: ",
    "Investigating",
    "Resolved",
    "🟢 ",
    "é",
    "日本",
    "incident declared",
    "10:05",
    "2026-03-04 ",
    " UTC",
    "Status: ",
    "Impact: ",
    "Posted: ",
    "Next update",
    " in 15 minutes",
    " every 20 minutes",
    "[Final message]",
    "{{< track \"",
    "Severity: SEV1",
    "| a | b |\n|---|---|\n",
    "’",
    "\u{FE0F}",
    ". ",
    "a.m. ",
    "(",
    ")",
    "@kim",
    "---\n",
    "resolved: true\n",
];

proptest! {
    #[test]
    fn any_text_has_an_answer(pieces in proptest::collection::vec(0..PIECES.len(), 0..40)) {
        let text: String = pieces.iter().map(|&index| PIECES[index]).collect();
        for &kind in KINDS {
            let updates = read(kind, &text);
            prop_assert_eq!(updates.runs().iter().map(Vec::len).sum::<usize>(), updates.all.len());
            for update in &updates.all {
                prop_assert!(text.get(update.span.range()).is_some());
                prop_assert!(text.get(update.head.range()).is_some());
                prop_assert!(text.get(update.text_span.range()).is_some());
            }
        }
    }
}
