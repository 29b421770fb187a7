//! Hover: what stands behind a word. The answer is Markdown and says which
//! bytes it is about.

mod alert;
mod person;
mod rule;
mod time;
mod word;

use crate::ide::Present;
use crate::ide::Snapshot;
use crate::text::Span;

/// What is to be known of a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// The bytes that it is about.
    pub span: Span,
    /// The words, as Markdown.
    pub markdown: String,
}

impl Snapshot {
    /// What is to be known of what stands at byte `offset`: a rule in an ignore
    /// comment, a person, a time, a severity or a role.
    #[must_use]
    pub fn hover(&self, offset: usize, present: &Present) -> Option<Hover> {
        self.hover_rule(offset)
            .or_else(|| self.hover_person(offset))
            .or_else(|| self.hover_time(offset, present))
            .or_else(|| self.hover_severity(offset))
            .or_else(|| self.hover_role(offset))
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use crate::ide::testing::{at_utc, with_cursor};
    use crate::vocabulary::Kind;

    fn check(fixture: &str, expected: Expect) {
        let (snapshot, offset) = with_cursor(Kind::Postmortem, fixture);
        let hover = snapshot.hover(offset, &at_utc("12:00:00"));
        let shown = hover.map_or("nothing".to_owned(), |hover| {
            format!("[{}]\n{}", hover.span.of(snapshot.text()), hover.markdown)
        });
        expected.assert_eq(&shown);
    }

    const DOCUMENT: &str = "
# Post-mortem: checkout errors 2026-03-04

**Severity:** SEV1
**Commander:** @kim
**Participants:** @lee (scribe), Sam Doe

## Timeline (all times PST)

- 10:00 Impact starts
- 10:05 - 10:20 @kim declares SEV1
- 10:23 Mitigated: rolled back

At 10:30 the queue was empty.

## Action items

| Action | Owner | Due | Status |
| --- | --- | --- | --- |
| Alert at 80 % | @kim | 2026-06-01 | open |
| Raise the pool | @kim | 2026-03-10 | done |
| Test the failover | @kim, @lee | 2026-07-01 | open |
";

    fn at(place: &str) -> String {
        let cut = place.replace("$0", "");
        assert!(DOCUMENT.contains(&cut), "{cut}");
        DOCUMENT.replacen(&cut, place, 1)
    }

    #[test]
    fn a_time_is_told_on_every_clock_with_its_distances() {
        check(
            &at("- 10:0$05 - 10:20"),
            expect![[r#"
            [10:05 - 10:20]
            | | |
            | --- | --- |
            | UTC | Wed 2026-03-04 18:05 |
            | here (CET) | Wed 2026-03-04 19:05 |
            | document (PST) | Wed 2026-03-04 10:05 |

            Until 10:20, 15m long.

            - 5m after impact start
            - declared at this time
            - 18m before mitigated"#]],
        );
        check(
            &at("At 10:$030 the"),
            expect![[r#"
            [10:30]
            | | |
            | --- | --- |
            | UTC | Wed 2026-03-04 18:30 |
            | here (CET) | Wed 2026-03-04 19:30 |
            | document (PST) | Wed 2026-03-04 10:30 |

            - 30m after impact start
            - 25m after declared
            - 7m after mitigated"#]],
        );
    }

    #[test]
    fn a_clock_that_shows_the_same_is_told_once() {
        check(
            "# Post-mortem 2026-03-04\n\n## Timeline (CET)\n\n- 10:$005 Alert\n",
            expect![[r#"
                [10:05]
                | | |
                | --- | --- |
                | UTC | Wed 2026-03-04 09:05 |
                | here (CET) | Wed 2026-03-04 10:05 |

                - detected at this time"#]],
        );
    }

    #[test]
    fn a_time_without_a_zone_says_so() {
        check(
            "# Post-mortem 2026-03-04\n\n## Timeline\n\n- 10:$005 Alert\n",
            expect![[r#"
            [10:05]
            Wednesday 4 March 2026, 10:05, in a zone that the document does not tell. Name it, so that readers elsewhere can follow.

            - detected at this time"#]],
        );
    }

    #[test]
    fn a_time_that_cannot_be_meant_says_why() {
        check(
            "# Post-mortem 2026-03-04\n\n## Timeline\n\n- 25:$010 Alert\n- 10:20 Fix\n",
            expect![[r#"
                [25:10]
                The stamp “25:10” is no time of day."#]],
        );
    }

    #[test]
    fn a_severity_says_what_it_asks_for() {
        check(
            &at("**Severity:** SE$0V1"),
            expect![[r#"
            [SEV1]
            **SEV1**: A critical system is down, revenue or data is at stake

            - Response: at once, all hands
            - Updates: at least every 30m
        "#]],
        );
        check(
            &at("declares SEV$01"),
            expect![[r#"
            [SEV1]
            **SEV1**: A critical system is down, revenue or data is at stake

            - Response: at once, all hands
            - Updates: at least every 30m
        "#]],
        );
    }

    #[test]
    fn a_role_says_what_falls_to_it() {
        check(
            &at("**Comm$0ander:**"),
            expect![[r#"
            [Commander]
            **Incident commander**

            - Decide what is done next, and in which order
            - Hand all work on the systems to others
            - Set the severity, and change it when the impact changes
            - Say when the incident begins and when it is over
            - See to it that the timeline is kept and that updates go out
            - Do not debug: whoever looks at one log sees nothing else
        "#]],
        );
        check(
            &at("@lee (scr$0ibe)"),
            expect![[r#"
            [scribe]
            **Scribe**

            - Write down every action with its exact time
            - Keep the timeline where everybody can read it
            - Note each decision with its reason
            - Condense the chat for the post-mortem
            - Collect the figures: downtime, users affected, money
        "#]],
        );
    }

    #[test]
    fn a_person_has_a_role_and_open_actions() {
        check(
            &at("@k$0im declares"),
            expect![[r#"
            [@kim]
            **@kim**, incident commander

            2 open action items:

            - Alert at 80 %, due 2026-06-01, **14 days late**
            - Test the failover, due 2026-07-01
        "#]],
        );
        check(
            &at("Sam$0 Doe"),
            expect![[r#"
            [Sam Doe]
            **Sam Doe**

            No open action item in this document."#]],
        );
    }

    #[test]
    fn the_name_of_a_rule_shows_its_page() {
        let (snapshot, offset) = with_cursor(
            Kind::Postmortem,
            "# Post-mortem\n\n<!-- warroom-ignore action, metric/mean-of$0-one: known -->\n\nText.\n",
        );
        let hover = snapshot.hover(offset, &at_utc("12:00:00")).expect("a page");
        assert_eq!(hover.span.of(snapshot.text()), "metric/mean-of-one");
        assert!(hover.markdown.starts_with("# metric/mean-of-one"));
    }

    #[test]
    fn the_name_of_a_group_shows_its_rules() {
        let (snapshot, offset) = with_cursor(
            Kind::Postmortem,
            "# Post-mortem\n\n<!-- warroom-ignore ac$0tion: known -->\n\nText.\n",
        );
        let hover = snapshot.hover(offset, &at_utc("12:00:00")).expect("a list");
        assert!(hover.markdown.contains("- `action/no-owner`: "));
    }

    #[test]
    fn other_words_have_nothing_behind_them() {
        check(&at("Mitigated: rol$0led back"), expect!["nothing"]);
    }
}
