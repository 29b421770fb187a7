//! Adds the sections that a profile asks for, each in its place.

use crate::ide::Snapshot;
use crate::ide::refactoring::Refactoring;
use crate::rules::{self, Context};

impl Snapshot {
    /// Adds the sections that the document's profile asks for, or the one of
    /// that name. `None` when none is missing or the document has no profile.
    #[must_use]
    pub fn add_missing_sections(&self, profile: Option<&str>) -> Option<Refactoring> {
        let rule = rules::by_name("document/missing-section")?;
        let mut document = self.document.clone();
        document.profile = profile.map(str::to_owned).or(document.profile);
        let context = Context { document: &document, ..self.context() };
        let found = rules::seen_by(rule, &context);
        let fix = found.into_iter().find_map(|finding| finding.fix)?;
        Refactoring::new(fix.title, fix.edits)
    }
}

#[cfg(test)]
mod tests {
    use crate::ide::testing::snapshot;
    use crate::text::apply;
    use crate::vocabulary::Kind;

    #[test]
    fn sections_are_added_in_the_order_of_the_profile() {
        let snapshot = snapshot(
            Kind::Runbook,
            "# Runbook\n\n## Meaning\n\nIt is full.\n\n## Mitigation\n\nEmpty it.\n",
        );
        let refactoring =
            snapshot.add_missing_sections(Some("openshift-alert")).expect("sections to add");
        assert_eq!(refactoring.title, "Add the 2 sections");
        let text = apply(snapshot.text(), &refactoring.edits).expect("edits that apply");
        let headings: Vec<&str> = text.lines().filter(|line| line.starts_with("## ")).collect();
        assert_eq!(headings, ["## Meaning", "## Impact", "## Diagnosis", "## Mitigation"]);
    }

    #[test]
    fn a_document_of_no_profile_lacks_no_section() {
        let snapshot = snapshot(Kind::Postmortem, "# Post-mortem\n\nText.\n");
        assert_eq!(snapshot.add_missing_sections(None), None);
    }
}
