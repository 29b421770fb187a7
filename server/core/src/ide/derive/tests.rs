use super::{Derivation, Reader};
use crate::ide::Snapshot;
use crate::ide::testing::{at_utc, snapshot_with};
use crate::settings::Settings;
use crate::templates::{Filled, Values, built_in_templates};
use crate::vocabulary::Status;

/// The log of an incident that still runs.
pub(super) const LOG: &str = "
# Incident log: checkout fails for some

- **Incident:** INC-20260615-1005
- **Severity:** SEV2
- **Status:** Identified
- **Service:** Checkout
- **Impact:** 15 % of checkouts do not go through
- **Commander:** @kim
- **Technical lead:** @lee

## Timeline (UTC)

- 2026-06-15 10:00 Impact begins
- 10:05 Detected by an alert ([graph](https://acme.test/g))
- 10:10 Declared as SEV2 by @kim
- 10:15 Update #1 sent, next update 11:15
- 10:20 Root cause identified: the pool of payment-service is empty
- 10:25 Is the queue full too?

## Open questions

- What filled the pool?
- {{ what else is open }}
";

fn derive(text: &str, derivation: &Derivation) -> Filled {
    let snapshot = snapshot_with(text, Settings::default());
    derive_of(&snapshot, derivation)
}

fn derive_of(snapshot: &Snapshot, derivation: &Derivation) -> Filled {
    let present = at_utc("10:45:00");
    snapshot.derive(derivation, built_in_templates(), &Values::new(), &present).expect("a template")
}

fn over() -> String {
    let end = "- 10:40 Mitigated: sold on an older version\n- 11:15 Resolved\n\n## Open";
    LOG.replace("\n## Open", end)
}

fn unfilled(filled: &Filled) -> Vec<&str> {
    filled.unfilled.iter().map(|field| field.name.as_str()).collect()
}

/// What is found in the derived document.
fn findings(filled: &Filled) -> Vec<&'static str> {
    let settings = Settings::default();
    let read =
        Snapshot::new(&*filled.file_name, filled.text(), settings, crate::rules::testing::today());
    read.findings().iter().map(|finding| finding.rule).collect()
}

fn all() -> Vec<Derivation> {
    let mut all = vec![
        Derivation::Update,
        Derivation::Resolution,
        Derivation::Escalation,
        Derivation::Declaration,
        Derivation::Timeline,
    ];
    for profile in ["warroom", "google-sre", "pagerduty", "atlassian"] {
        all.push(Derivation::Postmortem { profile: Some(profile.to_owned()) });
    }
    all.extend(
        Status::OF_INCIDENT.iter().map(|phase| Derivation::StatusPage { phase: Some(*phase) }),
    );
    all.extend(Reader::ALL.iter().map(|reader| Derivation::Message(*reader)));
    all
}

#[test]
fn a_review_has_what_the_log_says_and_blanks_for_the_rest() {
    let filled = derive(&over(), &Derivation::Postmortem { profile: None });
    assert_eq!(filled.file_name, "postmortem-2026-06-15-checkout-fails-for-some.md");
    let text = filled.text();
    for line in [
        "# Post-mortem: checkout fails for some",
        "- **Incident:** INC-20260615-1005",
        "- **Date:** 2026-06-15",
        "- **Severity:** SEV2",
        "- **Duration:** 1h 15m",
        "- **Participants:** @kim (incident commander), @lee (technical lead)",
        "- **Time to mitigate:** 40m",
        "- **Time to resolve:** 1h 15m",
        "All times are in UTC.",
        "| 2026-06-15 10:05 | Detected by an alert ([graph](https://acme.test/g)) |",
        "- What filled the pool?",
        "- Is the queue full too?",
    ] {
        assert!(text.lines().any(|one| one == line), "{line}\n{text}");
    }
    let gaps = ["summary", "users", "cause", "went-well", "went-wrong", "actions", "action-owners"];
    assert_eq!(unfilled(&filled), [&gaps[..], &["action-dues", "lessons"]].concat());
}

#[test]
fn a_house_style_shapes_the_timeline() {
    let profile = Some("google-sre".to_owned());
    let text = derive(LOG, &Derivation::Postmortem { profile }).text();
    assert!(text.contains("- **2026-06-15 10:00** Impact begins\n"), "{text}");
    assert!(text.contains("## Supporting information"), "{text}");
}

#[test]
fn what_is_derived_has_no_finding_but_its_blanks() {
    for text in [LOG.to_owned(), over()] {
        for derivation in all() {
            let filled = derive(&text, &derivation);
            let mut rules = findings(&filled);
            rules.retain(|rule| *rule != "document/left-over-template");
            assert!(rules.is_empty(), "{derivation:?}: {rules:?}\n{}", filled.text());
            assert_eq!(findings(&filled).len(), filled.unfilled.len(), "{derivation:?}");
        }
    }
}

#[test]
fn an_update_goes_on_where_the_last_one_ended() {
    let text = derive(LOG, &Derivation::Update).text();
    let wanted = "\
**Update #2 · 2026-06-15 10:45 UTC**

- **Severity:** SEV2
- **Status:** Identified
- **Impact:** 15 % of checkouts do not go through
- **Since the last update:** 30m

**News:**

- 10:20: Root cause identified: the pool of payment-service is empty
- 10:25: Is the queue full too?

**Mitigation:**

- {{ What is being done to end the impact, and when it is expected to work }}

**Next update:** 2026-06-15 11:45 UTC
";
    assert_eq!(text, wanted);
}

#[test]
fn an_update_goes_on_from_another() {
    let declared = "**SEV1 incident declared: search is slow**\n\n- **Severity:** SEV1\n- **Incident commander:** @kim, decides\n";
    let first = derive(declared, &Derivation::Update).text();
    assert!(first.starts_with("**Update #1 "), "{first}");
    let second = first.replace("10:45", "10:15");
    let third = derive(&second, &Derivation::Update).text();
    assert!(third.starts_with("**Update #2 · 2026-06-15 10:45 UTC**"), "{third}");
    assert!(third.contains("- **Since the last update:** 30m\n"), "{third}");
    let review = derive(declared, &Derivation::Postmortem { profile: None }).text();
    assert!(review.contains("- **Commander:** @kim\n"), "{review}");
}

#[test]
fn the_page_follows_the_incident() {
    let page = |text: &str| derive(text, &Derivation::StatusPage { phase: None }).text();
    assert!(page(LOG).starts_with("**Status:** Identified\n"));
    let unstated = LOG.replace("- **Status:** Identified\n", "");
    assert!(page(&unstated).starts_with("**Status:** Identified\n"));
    assert!(
        page(&over().replace("- **Status:** Identified\n", ""))
            .starts_with("**Status:** Resolved\n")
    );
    assert!(
        page(&LOG.replace("Identified\n", "Mitigated\n")).starts_with("**Status:** Monitoring\n")
    );
    assert!(page(&over()).starts_with("**Status:** Resolved\n"));
}

#[test]
fn what_is_written_next_says_where_the_incident_stands_and_not_what_a_field_left_behind() {
    for (log, status) in [
        (over().replace("Identified\n", "Investigating\n"), "Resolved"),
        (LOG.replace("Identified\n", "Mitigated, we watch it\n"), "Monitoring"),
    ] {
        let update = derive(&log, &Derivation::Update).text();
        assert!(update.contains(&format!("- **Status:** {status}\n")), "{update}");
        let message = derive(&log, &Derivation::Message(Reader::Support)).text();
        assert!(message.contains(&format!("Status: {status}\n")), "{message}");
        let told = snapshot_with(&log, Settings::default()).standing(&at_utc("10:45:00")).phase;
        assert_eq!(told.map(Status::title), Some(status));
    }
}

#[test]
fn who_says_that_it_is_over_ends_it_now() {
    let text = derive(LOG, &Derivation::Resolution).text();
    assert!(text.contains("**Resolved:** 2026-06-15 10:45 UTC\n- **Duration:** 45m\n"), "{text}");
    let text = derive(&over(), &Derivation::Resolution).text();
    assert!(
        text.contains("**Resolved:** 2026-06-15 11:15 UTC\n- **Duration:** 1h 15m\n"),
        "{text}"
    );
    let running = derive(LOG, &Derivation::Message(Reader::Executive)).text();
    assert!(running.contains("**Duration:** 45m so far\n"), "{running}");
}

#[test]
fn the_inside_stays_inside() {
    for (what, value) in [
        ("- **Service:** Checkout", "- **Service:** payment-service"),
        ("- **Impact:** 15 % of", "- **Impact:** @kim broke 15 % of"),
        ("- **Impact:** 15 % of", "- **Impact:** Kim forgot to check 15 % of"),
        ("- **Impact:** 15 % of", "- **Impact:** db-3.internal loses 15 % of"),
        ("- **Impact:** 15 % of", "- **Impact:** v2.5.1 rolled back to v2.4.0, 15 % of"),
        ("- **Impact:** 15 % of", "- **Impact:** see #war-room, 15 % of"),
    ] {
        let log = LOG.replace(what, value);
        assert_ne!(log, LOG);
        for phase in Status::OF_INCIDENT {
            let filled = derive(&log, &Derivation::StatusPage { phase: Some(*phase) });
            let told = value.rsplit_once(":** ").expect("a value").1;
            assert!(!filled.text().contains(told), "{}", filled.text());
            assert!(!filled.text().contains("kim") && !filled.text().contains("payment-service"));
        }
    }
}

#[test]
fn those_who_speak_with_customers_read_nothing_of_the_inside() {
    let message = |resolution: &str| {
        let log = LOG.replace("## Open", &format!("## Resolution\n\n{resolution}\n\n## Open"));
        derive(&log, &Derivation::Message(Reader::Support))
    };
    assert!(message("The version from before is back.").text().contains("from before is back"));
    let told = message("@lee restarted payment-service.");
    assert!(unfilled(&told).contains(&"resolution"), "{}", told.text());
    assert!(told.text().contains("Questions from you: @kim"), "{}", told.text());
}

#[test]
fn fields_below_a_heading_are_no_words_of_its_section() {
    let log = LOG.replace("- **Impact:** 15 % of checkouts do not go through\n", "");
    let log = log.replace("## Open", "## Impact\n\n**Severity:** Major\n\n## Open");
    assert!(unfilled(&derive(&log, &Derivation::Update)).contains(&"impact"));
    let log = log.replace("**Severity:** Major", "One checkout\nin ten.");
    let text = derive(&log, &Derivation::Update).text();
    assert!(text.contains("**Impact:** One checkout in ten.\n"), "{text}");
}

#[test]
fn a_zone_that_is_not_known_is_not_made_up() {
    let log = LOG.replace(" (UTC)", "");
    let filled = derive(&log, &Derivation::Postmortem { profile: None });
    assert!(unfilled(&filled).contains(&"zone"), "{}", filled.text());
    assert!(unfilled(&derive(&log, &Derivation::Escalation)).contains(&"impact-start"));
}

#[test]
fn a_document_that_says_nothing_gives_blanks_alone() {
    for text in ["", "# Incident log: x\n", "| a |\n|---|\n", "---\nkind: incident-log\n---\n"] {
        for derivation in all() {
            let filled = derive(text, &derivation);
            assert!(!filled.text().is_empty(), "{derivation:?}");
        }
    }
}
