//! Writes the durations that the timeline gives in place of stated ones that
//! it contradicts.

use crate::ide::Snapshot;
use crate::ide::refactoring::Refactoring;
use crate::rules;
use crate::text::Edit;

/// The rules that know when a comparison is fair, and how a figure is written.
const RULES: [&str; 2] = ["metric/stated-duration", "metric/stated-interval"];

impl Snapshot {
    /// Corrects the stated durations. `None` when no two of them and the
    /// timeline contradict each other.
    #[must_use]
    pub fn recompute_durations(&self) -> Option<Refactoring> {
        let context = self.context();
        let rules = RULES.iter().filter_map(|name| rules::by_name(name));
        let fixes =
            rules.flat_map(|rule| rules::seen_by(rule, &context)).filter_map(|finding| finding.fix);
        let mut edits: Vec<Edit> = fixes.flat_map(|fix| fix.edits).collect();
        edits.sort();
        edits.dedup_by(|later, first| later.span.overlaps(first.span) || later == first);
        let title = match edits.len() {
            1 => "Correct the stated duration".to_owned(),
            count => format!("Correct {count} stated durations"),
        };
        Refactoring::new(title, edits)
    }
}

#[cfg(test)]
mod tests {
    use crate::ide::testing::snapshot;
    use crate::text::apply;
    use crate::vocabulary::Kind;

    const POSTMORTEM: &str = "# Post-mortem 2026-03-04\n\n- **Duration:** 3h 10m\n- **Time to mitigate:** 90 minutes\n\n## Timeline (UTC)\n\n- 14:20 Impact starts\n- 14:43 Mitigated\n- 15:10 Resolved\n";

    #[test]
    fn wrong_figures_are_written_as_the_timeline_gives_them() {
        let snapshot = snapshot(Kind::Postmortem, POSTMORTEM);
        let refactoring = snapshot.recompute_durations().expect("a correction");
        assert_eq!(refactoring.title, "Correct 2 stated durations");
        let text = apply(snapshot.text(), &refactoring.edits).expect("edits that apply");
        assert!(text.contains("0h 50m") && text.contains("23 minutes"), "{text}");
    }

    #[test]
    fn right_figures_stay() {
        let text = POSTMORTEM.replace("3h 10m", "50m").replace("90", "23");
        assert_eq!(snapshot(Kind::Postmortem, &text).recompute_durations(), None);
    }
}
