//! What a document says, kind by kind and form by form.

use super::*;

fn read_at(path: &str, text: &str) -> Document {
    Document::read(path, text, &Syntax::parse(text), &Settings::default())
}

fn kind(path: &str, text: &str) -> Kind {
    read_at(path, text).kind
}

/// The document as a post-mortem, whatever it looks like.
fn read(text: &str) -> Document {
    let settings = Settings { kind: Some(Kind::Postmortem), ..Settings::default() };
    Document::read("cache.md", text, &Syntax::parse(text), &settings)
}

fn sections(text: &str) -> Vec<(Option<SectionKind>, String, String)> {
    let named =
        |section: Section| (section.kind, section.title, section.span.of(text).replace('\n', " "));
    read(text).sections.into_iter().map(named).collect()
}

fn fields(text: &str) -> Vec<(Option<FieldKind>, String, String)> {
    let named = |field: Field| (field.kind, field.label, field.value);
    read(text).fields.into_iter().map(named).collect()
}

fn known(kind: FieldKind, label: &str, value: &str) -> (Option<FieldKind>, String, String) {
    (Some(kind), label.to_owned(), value.to_owned())
}

#[test]
fn configuration_then_front_matter_tell_the_kind() {
    let text = "---\nkind: runbook\n---\n# Post-mortem: cache\n";
    assert_eq!(kind("a.md", text), Kind::Runbook);
    assert_eq!(read(text).kind, Kind::Postmortem);
}

#[test]
fn a_title_tells_the_kind() {
    assert_eq!(kind("a.md", "# Post-mortem: cache outage\n"), Kind::Postmortem);
    assert_eq!(kind("a.md", "# Incident report: cache\n"), Kind::Postmortem);
    assert_eq!(kind("a.md", "# Runbook: cache failover\n"), Kind::Runbook);
    assert_eq!(kind("a.md", "# Game day: cache failover\n"), Kind::GameDay);
    assert_eq!(kind("a.md", "# SEV1 INCIDENT DECLARED\n"), Kind::Declaration);
    assert_eq!(kind("a.md", "UPDATE #2 - 10:15\n\nText\n"), Kind::Update);
}

#[test]
fn a_title_with_the_key_of_an_incident_tells_that_it_is_one() {
    for title in
        ["Incident INC-9: search is slow", "Incident #9 - slow", "INCIDENT OPS-20260615-1005"]
    {
        assert_eq!(kind("a.md", &format!("# {title}\n")), Kind::IncidentLog, "{title}");
        let timeline = format!("# {title}\n\n## Summary\n\n## Timeline\n\n- 10:05 Detected\n");
        assert_eq!(kind("a.md", &timeline), Kind::IncidentLog, "{title}");
        let review = format!("# {title}\n\n## Root cause\n\nA full disk.\n");
        assert_eq!(kind("a.md", &review), Kind::Postmortem, "{title}");
    }
}

#[test]
fn a_title_about_incidents_tells_nothing() {
    for title in [
        "Incident response",
        "Incident INC-9 and what we say of it",
        "Incident COVID-19 plan",
        "Incident Title - DD/MM/YYYY",
        "Incident management: a guide",
    ] {
        assert_eq!(kind("a.md", &format!("# {title}\n")), Kind::Other, "{title}");
    }
    assert_eq!(kind("README.md", "# Incident INC-9: search is slow\n"), Kind::Other);
    let told = "# Incident INC-9: slow\n\n## Summary\n\n## Resolution\n";
    assert_eq!(kind("a.md", told), Kind::Other);
}

#[test]
fn headings_tell_the_kind() {
    let review = "# Cache\n\n## Summary\n\n## Timeline\n\n## Root cause\n\n## Action items\n";
    assert_eq!(kind("a.md", review), Kind::Postmortem);
    let alert = "# CacheDown\n\n## Meaning\n\n## Impact\n\n## Diagnosis\n\n## Mitigation\n";
    assert_eq!(kind("a.md", alert), Kind::Runbook);
    let exercise = "# Cache\n\n## Objectives\n\n## Scenario\n\n## Success criteria\n";
    assert_eq!(kind("a.md", exercise), Kind::GameDay);
}

#[test]
fn a_bare_title_needs_a_section_beside_it() {
    assert_eq!(kind("a.md", "# Post-mortem\n\n## Timeline\n"), Kind::Postmortem);
    assert_eq!(kind("a.md", "# Checkout outage post-mortem\n\n## Timeline\n"), Kind::Postmortem);
    assert_eq!(kind("a.md", "# Post-mortem\n\n## Who takes part\n"), Kind::Other);
    assert_eq!(kind("a.md", "# Writing a post-mortem\n\n## Timeline\n"), Kind::Other);
}

#[test]
fn an_incident_that_is_led_and_not_yet_looked_back_on_is_a_log() {
    let head = "# INC-20260304-0742: slow API\n\n- **Severity:** SEV2\n- **IC:** @kim\n\n";
    let log = format!("{head}## Timeline\n\n- 07:42 Alert\n");
    assert_eq!(kind("a.md", &log), Kind::IncidentLog);
    assert_eq!(kind("a.md", head), Kind::Other);
    assert_eq!(kind("a.md", &format!("{log}\n## Root cause\n")), Kind::Postmortem);
    assert_eq!(kind("postmortems/a.md", &format!("{log}\n## Resolution\n")), Kind::Postmortem);
}

#[test]
fn an_incident_of_which_the_status_says_that_it_runs_is_a_log() {
    let log = |status| {
        format!(
            "# Incident 2026-06-15: slow API\n\n**Status:** {status}\n\n## Timeline\n\n- 07:42 Alert\n"
        )
    };
    assert_eq!(kind("a.md", &log("Investigating")), Kind::IncidentLog);
    assert_eq!(kind("a.md", &log("Draft")), Kind::Postmortem);
    assert_eq!(
        kind("a.md", &format!("{}\n## Lessons learned\n", log("monitoring"))),
        Kind::Postmortem
    );
}

#[test]
fn a_folder_and_a_date_tell_the_kind() {
    let text = "# 2 March 2026, cache down\n\nIt was full.\n";
    assert_eq!(kind("docs/incidents/2026-03-02-cache.md", text), Kind::Postmortem);
    assert_eq!(kind("docs/2026-03-02-cache.md", text), Kind::Other);
    assert_eq!(kind("runbooks/cache.md", "# Cache\n"), Kind::Runbook);
}

#[test]
fn writing_about_post_mortems_is_no_post_mortem() {
    assert_eq!(kind("postmortems/README.md", "# Post-mortems\n"), Kind::Other);
    assert_eq!(
        kind("a.md", "# How to write a post-mortem\n\n## Timeline\n\n## Impact\n"),
        Kind::Other
    );
    assert_eq!(kind("postmortems/culture.md", "# A culture of learning\n"), Kind::Other);
}

#[test]
fn a_template_is_no_document() {
    let text = "# Title\n\n## Summary\n\n## Timeline\n\n## Action items\n";
    assert_eq!(kind("templates/postmortem.md", text), Kind::Template);
}

#[test]
fn a_page_of_a_status_site_is_a_status_update() {
    let text = "---\ntitle: Cache\nresolved: true\nseverity: down\naffected:\n  - api\n---\n";
    assert_eq!(kind("content/issues/a.md", text), Kind::StatusUpdate);
}

#[test]
fn a_document_of_no_kind_is_not_read() {
    let document = read_at("notes.md", "# Notes\n\n- Owner: @kim\n");
    assert_eq!((document.kind, document.fields.len()), (Kind::Other, 0));
}

#[test]
fn sections_nest_and_end_where_their_text_ends() {
    let text = "# T\n\n## Action items\n\n### Process\n\n1. a\n\n## Notes\n\nb\n";
    let found = sections(text);
    assert_eq!(found[1].0, Some(SectionKind::ActionItems));
    assert_eq!(found[1].2, "## Action items  ### Process  1. a");
    assert_eq!((found[2].0, found[2].2.as_str()), (None, "### Process  1. a"));
    assert_eq!((found[3].0, found[3].2.as_str()), (None, "## Notes  b"));
}

#[test]
fn a_bold_line_can_be_the_heading_of_its_paragraph() {
    let document = read("# Game day\n\n**Scenario:**\nThe cache stops.\n\n**Setup:** done.\n");
    assert!(document.section(SectionKind::Scenario).is_some());
    assert!(document.section(SectionKind::Setup).is_none());
}

#[test]
fn a_bold_line_can_be_a_heading() {
    let found = sections("## T\n\n**Timeline:**\n\n- a\n\n**Well**\n\n## Impact\n");
    assert_eq!(
        found[1],
        (Some(SectionKind::Timeline), "Timeline".into(), "**Timeline:**  - a  **Well**".into())
    );
    assert_eq!(found.len(), 3);
}

#[test]
fn a_bullet_with_a_label_can_be_a_heading() {
    let found = sections("# T\n\n- **Impact**: no checkout\n- **Review actions**:\n  - a\n  - b\n");
    assert_eq!(
        (found[1].0, found[1].2.as_str()),
        (Some(SectionKind::Impact), "- **Impact**: no checkout")
    );
    assert_eq!(
        (found[2].0, found[2].2.as_str()),
        (Some(SectionKind::ActionItems), "- **Review actions**:   - a   - b")
    );
}

#[test]
fn an_empty_label_at_the_end_of_a_list_holds_what_follows() {
    let found = sections("# T\n\n- **Impact**: none\n- **Review actions**:\n\n1. a\n\n## Notes\n");
    assert_eq!(found[2].2, "- **Review actions**:  1. a");
}

#[test]
fn fields_stand_in_many_forms() {
    let date = [known(FieldKind::Date, "Date", "2026-03-02")];
    assert_eq!(fields("---\nDate: 2026-03-02\n---\n"), date);
    assert_eq!(fields("# T\n\n- Date: 2026-03-02\n"), date);
    assert_eq!(fields("# T\n\n- **Date**: 2026-03-02\n"), date);
    assert_eq!(fields("# T\n\nDate: 2026-03-02\n"), date);
    assert_eq!(
        fields("# T\n\n**Date:** 2026-03-02\n**Severity:** **SEV1**  \n**Lead:** `kim`\n"),
        [
            date[0].clone(),
            known(FieldKind::Severity, "Severity", "SEV1"),
            known(FieldKind::Commander, "Lead", "kim")
        ]
    );
    assert_eq!(
        fields("# T\n\n| Field | Value |\n|---|---|\n| Date | 2026-03-02 |\n| Status | done |\n"),
        [date[0].clone(), known(FieldKind::Status, "Status", "done")]
    );
}

#[test]
fn a_value_goes_on_to_the_next_label() {
    let found = fields("# T\n\n**Impact:** no checkout\nfor an hour\n**Owner:** Kim\n");
    assert_eq!(found[0].2, "no checkout for an hour");
    assert_eq!(found[1].2, "Kim");
}

#[test]
fn a_sentence_with_a_colon_is_no_field() {
    assert_eq!(fields("# T\n\n## Notes\n\nStatus: this was never clear.\n"), []);
    assert_eq!(fields("# T\n\nNobody knew. Impact: none.\n"), []);
    assert_eq!(fields("# T\n\n## What went well\n\n- **Impact:** it was small\n"), []);
}

#[test]
fn dates_come_best_first() {
    let text =
        "---\ndate: 2026-03-04\n---\n# Cache outage, 2 March 2026\n\n- Date: March 1st, 2026\n";
    let settings = Settings { kind: Some(Kind::Postmortem), ..Settings::default() };
    let document = Document::read("2026-03-05-cache.md", text, &Syntax::parse(text), &settings);
    let days: Vec<String> = document.dates.iter().map(|date| date.date.to_string()).collect();
    assert_eq!(days, ["2026-03-01", "2026-03-02", "2026-03-04", "2026-03-05"]);
}

fn people(text: &str) -> Vec<(String, bool, Option<Role>)> {
    let named = |person: Person| (person.name, person.is_handle, person.role);
    read(text).people.into_iter().map(named).collect()
}

#[test]
fn people_stand_in_fields_with_their_roles() {
    let text =
        "# T\n\n- Commander: Alice Chen\n- Participants: Kim (TL), @bob (Scribe) and SRE Team\n";
    let alice = ("Alice Chen".to_owned(), false, Some(Role::Commander));
    let kim = ("Kim".to_owned(), false, Some(Role::TechnicalLead));
    assert_eq!(people(text), [alice, kim, ("bob".to_owned(), true, Some(Role::Scribe))]);
}

#[test]
fn people_stand_in_lists_of_roles() {
    let text = "# T\n\n**Roles:**\n\n- IC: @kim (Incident Commander - decides)\n- Comms: @lee\n";
    let kim = ("kim".to_owned(), true, Some(Role::Commander));
    assert_eq!(people(text), [kim, ("lee".to_owned(), true, Some(Role::CommunicationsLead))]);
}

#[test]
fn handles_are_no_addresses_and_no_packages() {
    let text = "# T\n\n@kim wrote to kim@acme.example about `@lee` and @acme/core.\n";
    assert_eq!(people(text), [("kim".to_owned(), true, None)]);
}

fn actions(text: &str) -> Vec<ActionItem> {
    read(&format!("# T\n\n## Action items\n\n{text}")).actions
}

fn action(text: &str) -> ActionItem {
    let mut all = actions(text);
    assert_eq!(all.len(), 1, "{all:#?}");
    all.remove(0)
}

fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}

#[test]
fn a_title_that_begins_like_a_section_has_fields_below_it() {
    let log = "# Incident log: checkout fails\n\n- **Severity:** SEV2\n";
    for (text, kind) in [
        (log.to_owned(), Some(SectionKind::Timeline)),
        (format!("{log}\n## Timeline\n\n- 10:05 Alert\n"), None),
    ] {
        let read = read(&text);
        assert_eq!(read.sections[0].kind, kind);
        assert_eq!(read.field(FieldKind::Severity).map(|one| one.value.as_str()), Some("SEV2"));
    }
}

#[test]
fn a_template_of_a_team_is_no_document() {
    let fields = "[fields]\ntitle = {}\n";
    for (fields, kind) in [(fields, Kind::Template), ("", Kind::Postmortem)] {
        let text = format!("+++\nkind = \"postmortem\"\n{fields}+++\n\n# {{{{title}}}}\n");
        assert_eq!(self::kind("ours/review.md", &text), kind);
    }
}

#[test]
fn a_row_of_a_table_has_its_facts_in_columns() {
    let found = action(
        "| Priority | Action | Owner | Due date | Status | Ticket |\n|---|---|---|---|---|---|\n\
         | **P0** | Add an alert | Kim | 2026-06-01 | \u{1F7E1} In progress | #42 |\n|  |  |  |  |  |  |\n",
    );
    assert_eq!((found.text.as_str(), found.form), ("Add an alert", ActionForm::TableRow));
    assert_eq!(found.priority.map(|p| p.value).as_deref(), Some("P0"));
    assert_eq!(found.owner.map(|owner| owner.value).as_deref(), Some("Kim"));
    assert_eq!(found.due.map(|due| due.value), Some(day(2026, 6, 1)));
    assert_eq!(found.state.map(|state| state.value), Some(Some(ActionState::InProgress)));
    assert_eq!(found.link.map(|link| link.value).as_deref(), Some("#42"));
}

#[test]
fn an_item_has_its_facts_in_its_words() {
    let found = action(
        "- [ ] [P1] Add an alert, due 1 June 2026 ([ACME-7](https://acme.example/browse/ACME-7)) Owner: Kim\n",
    );
    assert_eq!(found.form, ActionForm::CheckBox);
    assert_eq!(found.priority.map(|p| p.value).as_deref(), Some("P1"));
    assert_eq!(found.due.map(|due| due.value), Some(day(2026, 6, 1)));
    assert_eq!(found.owner.map(|owner| owner.value).as_deref(), Some("Kim"));
    assert_eq!(found.state.map(|state| state.value), Some(Some(ActionState::Open)));
    assert_eq!(
        found.link.map(|link| link.value).as_deref(),
        Some("https://acme.example/browse/ACME-7")
    );
}

#[test]
fn what_is_to_be_done_comes_without_its_facts() {
    assert_eq!(action("- ✅ Add an alert (@kim)\n").text, "Add an alert");
    assert_eq!(action("- @kim: add an alert by 2026-06-01\n").text, "add an alert");
    assert_eq!(action("- **P2**: add an alert (done)\n").text, "add an alert");
    assert_eq!(action("- Add an alert for the queue\n").text, "Add an alert for the queue");
}

#[test]
fn a_handle_inside_a_sentence_owns_nothing() {
    assert_eq!(action("- Ask @kim about the cache\n").owner, None);
    let owner = action("- Clear the cache (@kim)\n").owner;
    assert_eq!(owner.map(|owner| owner.value).as_deref(), Some("@kim"));
}

#[test]
fn a_name_in_parentheses_is_an_owner_when_it_is_known() {
    let text = "# T\n\n- Participants: Kim\n\n## Action items\n\n- Add an alert (Kim)\n- Move it (Redis)\n";
    let owners: Vec<_> = read(text).actions.into_iter().map(|action| action.owner).collect();
    assert_eq!(owners[0].as_ref().map(|owner| owner.value.as_str()), Some("Kim"));
    assert_eq!(owners[1], None);
}

#[test]
fn states_have_many_forms() {
    let state = |text| action(text).state.and_then(|state| state.value);
    assert_eq!(state("- [x] a thing\n"), Some(ActionState::Done));
    assert_eq!(state("- DONE: a thing\n"), Some(ActionState::Done));
    assert_eq!(state("- \u{23F3} a thing\n"), Some(ActionState::Open));
    assert_eq!(state("- ~~a thing~~\n"), Some(ActionState::Dropped));
    assert_eq!(state("- Resolve a thing\n"), None);
}

#[test]
fn the_heading_of_a_group_gives_a_date() {
    let found = action("### Later (Q4 2026)\n\n- Add an alert\n");
    assert_eq!(found.due.map(|due| due.value), Some(None));
}

#[test]
fn nested_items_explain_the_one_above() {
    assert_eq!(actions("- a b\n  - c d\n- e f\n").len(), 2);
    assert_eq!(actions("- Process:\n  - c d\n  - e f\n").len(), 2);
    assert_eq!(actions("1. a b\n\n- c d\n\n2. e f\n").len(), 2);
}

#[test]
fn what_says_nothing_is_no_item() {
    for text in ["-\n", "- [ ] \n", "None.\n", "- TBD\n", "- {{ summary }} [link]\n"] {
        assert_eq!(actions(text), [], "{text}");
    }
}

#[test]
fn a_paragraph_is_an_item_where_no_list_is() {
    assert_eq!(action("### Process\n\nName one driver.\n").form, ActionForm::Paragraph);
    assert_eq!(actions("We are committed to:\n\n- a b\n- c d\n").len(), 2);
}

#[test]
fn a_profile_is_detected_by_half_of_its_headings() {
    let profile = |text| read_at("CacheDown.md", text).profile;
    let alert = "# CacheDown\n\n## Meaning\n\n## Impact\n\n## Mitigation\n";
    assert_eq!(profile(alert).as_deref(), Some("openshift-alert"));
    assert_eq!(profile("# Runbook: cache\n\n## Impact\n"), None);
}

#[test]
fn the_profile_of_the_configuration_wins() {
    let profile = Some("google-sre".to_owned());
    let settings = Settings { kind: Some(Kind::Postmortem), profile, ..Settings::default() };
    let document = Document::read("a.md", "", &Syntax::parse(""), &settings);
    assert_eq!(document.profile.as_deref(), Some("google-sre"));
}

/// Pieces of which hard documents are made.
const PIECES: &[&str] = &[
    "# Post-mortem: cache\n\n",
    "## Action items\n\n",
    "## Timeline (UTC)\n\n",
    "## ",
    "\n",
    "\n\n",
    "- ",
    "1. ",
    "  - ",
    "- [ ] ",
    "- [x] ",
    "**Impact**",
    "**Date:** ",
    "**",
    "__",
    "Owner: ",
    "@kim",
    "@",
    "(IC)",
    "(",
    ")",
    "[",
    "](https://acme.example/issues/1)",
    "due 2026-06-01",
    "by ",
    "✅",
    "é",
    "日本",
    "\u{FE0F}",
    "`code`",
    "```\n",
    "| Action | Owner |\n|---|---|\n",
    "| a | @kim |\n",
    "|",
    "> ",
    "---\n",
    "title: x\n",
    "affected: [a, é]\n",
    "+++\n",
    "a = \"b\"\n",
    "<!-- x -->\n",
    "~~",
    "P1",
    ": ",
    "None",
    "**Participants:** Kim, Lee\n",
    "{{ a }}",
    " ",
    "\t",
    "\u{FEFF}",
    "text",
    "#12",
    "Q4 2026",
    "\\\n",
];

fn spans(document: &Document) -> Vec<Span> {
    let mut spans: Vec<Span> = document.title.iter().map(|title| title.span).collect();
    spans.extend(document.sections.iter().flat_map(|section| [section.span, section.title_span]));
    spans.extend(document.fields.iter().flat_map(|field| [field.label_span, field.value_span]));
    spans.extend(document.people.iter().map(|person| person.span));
    for action in &document.actions {
        spans.extend([action.span, action.text_span]);
        spans.extend(action.owner.iter().map(|owner| owner.span));
        spans.extend(action.due.iter().map(|due| due.span));
        spans.extend(action.priority.iter().map(|priority| priority.span));
        spans.extend(action.state.iter().map(|state| state.span));
        spans.extend(action.link.iter().map(|link| link.span));
    }
    spans
}

/// What a document says, without its bytes.
fn said(document: &Document) -> String {
    let mut said = format!("{:?} {:?}\n", document.kind, document.dates);
    for section in &document.sections {
        said += &format!("{:?} {} {:?}\n", section.kind, section.title, section.blocks);
    }
    for field in &document.fields {
        said += &format!("{:?} {} = {}\n", field.kind, field.label, field.value);
    }
    for person in &document.people {
        said += &format!("{} {:?}\n", person.name, person.role);
    }
    for action in &document.actions {
        let due = action.due.as_ref().map(|due| due.value);
        said +=
            &format!("{} {:?} {:?}\n", action.text, action.owner.as_ref().map(|o| &o.value), due);
    }
    said
}

proptest::proptest! {
    #[test]
    fn spans_lie_in_the_text(pieces in proptest::collection::vec(0..PIECES.len(), 0..40)) {
        let text: String = pieces.iter().map(|&index| PIECES[index]).collect();
        for span in spans(&read(&text)).into_iter().chain(spans(&read_at("post-mortems/2026-01-01.md", &text))) {
            proptest::prop_assert!(span.start <= span.end && text.get(span.range()).is_some(), "{span:?} in {text:?}");
        }
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,200}") {
        read(&text);
    }

    #[test]
    fn line_endings_change_nothing(pieces in proptest::collection::vec(0..PIECES.len(), 0..40)) {
        let text: String = pieces.iter().map(|&index| PIECES[index]).collect();
        proptest::prop_assert_eq!(said(&read(&text)), said(&read(&text.replace('\n', "\r\n"))));
    }
}

#[test]
fn an_owner_in_marks_is_the_same_with_any_line_ending() {
    let owner = |text: &str| read(text).actions[0].owner.as_ref().map(|owner| owner.value.clone());
    let text = "# Post-mortem: cache\n\n## Action items\n\nOwner: **Kim**\nAdd an alert\n";
    assert_eq!(owner(text).as_deref(), Some("Kim"));
    assert_eq!(owner(&text.replace('\n', "\r\n")).as_deref(), Some("Kim"));
}
