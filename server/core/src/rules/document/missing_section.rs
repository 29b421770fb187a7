//! `document/missing-section`: a section that the profile demands.

use super::missing;
use crate::document::Section;
use crate::rules::{Check, Context, Findings, Fix, FixKind, Rule, write};
use crate::settings::{Profile, ProfileSection};
use crate::vocabulary::fold::fold;
use crate::vocabulary::{Kind, Level};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "document/missing-section",
    level: Level::Warning,
    default: true,
    kinds: &[Kind::Postmortem, Kind::Runbook, Kind::GameDay],
    summary: "A section that the document's profile demands",
    fix: FixKind::Unsafe,
    page: include_str!("missing_section.md"),
    check: Check::Document(check),
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(profile) = context.profile() else { return };
    if profile.sections.iter().all(|demanded| is_met_by_kind(context, demanded)) {
        return;
    }
    let titles: Vec<String> =
        context.document.sections.iter().map(|section| set_off(&section.title)).collect();
    let present: Vec<Option<&Section>> =
        profile.sections.iter().map(|demanded| find(context, &titles, demanded)).collect();
    let missing: Vec<usize> =
        (0..profile.sections.len()).filter(|&index| present[index].is_none()).collect();
    if missing.is_empty() {
        return;
    }
    let edits = missing.iter().map(|&index| {
        let demanded = &profile.sections[index];
        write::section(context, &present, index, &demanded.title, &prompt(demanded))
    });
    let title = match missing.as_slice() {
        [one] => format!("Add the section “{}”", profile.sections[*one].title),
        more => format!("Add the {} sections", more.len()),
    };
    findings
        .report(write::whole(context), message(profile, &missing))
        .fix(Fix::proposal(title, write::joined(edits)));
}

/// Whether some section is about what is demanded: then no title needs reading.
fn is_met_by_kind(context: &Context<'_>, demanded: &ProfileSection) -> bool {
    demanded.kind.is_some_and(|kind| context.document.section(kind).is_some())
}

/// All that is missing in one message: it is found at one place.
fn message(profile: &Profile, missing: &[usize]) -> String {
    let titles: Vec<String> =
        missing.iter().map(|&index| profile.sections[index].title.clone()).collect();
    format!(
        "{}. Add {}, if only to say that there is nothing to say",
        missing::sentence("section", &titles, profile),
        missing::pronoun(&titles)
    )
}

/// The section that meets a demand, by what it is about or by its title; one
/// such as `Diagnosis and mitigation` meets two.
fn find<'a>(
    context: &Context<'a>,
    titles: &[String],
    demanded: &ProfileSection,
) -> Option<&'a Section> {
    let wanted = set_off(&demanded.title);
    let meets = |(section, title): &(&Section, &String)| {
        demanded.kind.is_some() && section.kind == demanded.kind || title.contains(&wanted)
    };
    context.document.sections.iter().zip(titles).find(meets).map(|(section, _)| section)
}

/// A folded title with a space at each end, so that only whole words are found in it.
fn set_off(title: &str) -> String {
    let mut folded = String::with_capacity(title.len() + 2);
    fold(title, &mut folded);
    folded.insert(0, ' ');
    folded.push(' ');
    folded
}

fn prompt(section: &ProfileSection) -> String {
    match section.kind.and_then(write::prompt) {
        Some(words) => write::blank(words),
        None => write::blank(&format!("{}: to be written", section.title.to_lowercase())),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix_with, check_with};
    use crate::settings::{Profile, ProfileSection, Settings};
    use crate::vocabulary::{Kind, SectionKind};

    fn acme(settings: &mut Settings) {
        let section = |title: &str, kind| ProfileSection { title: title.to_owned(), kind };
        settings.profile = Some("acme".to_owned());
        settings.profiles = vec![Profile {
            name: "acme".to_owned(),
            kind: Kind::Postmortem,
            sections: vec![
                section("Impact", Some(SectionKind::Impact)),
                section("Money", None),
                section("Action items", Some(SectionKind::ActionItems)),
            ],
            fields: Vec::new(),
        }];
    }

    #[test]
    fn a_demanded_section_that_is_missing_is_found_at_the_title() {
        check_with(
            &RULE,
            "
# Post-mortem: checkout errors
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ “Money” is missing, which the profile acme asks for

## Impact

Many.

## Action items

None.
",
            acme,
        );
    }

    #[test]
    fn another_name_of_the_same_section_will_do() {
        check_with(
            &RULE,
            "# Post-mortem: checkout errors\n\n## Affected users\n\nMany.\n\n## Money\n\nNone.\n\n## Next steps\n\nNone.\n",
            acme,
        );
    }

    #[test]
    fn a_heading_may_name_two_sections() {
        check_with(
            &RULE,
            "# Post-mortem: checkout errors\n\n## Impact and money\n\nMany.\n\n## Next steps\n\nNone.\n",
            acme,
        );
    }

    #[test]
    fn a_document_of_no_profile_may_have_any_sections() {
        check(&RULE, "# Post-mortem: checkout errors\n\nAll is said.\n");
    }

    #[test]
    fn the_section_is_added_in_its_place() {
        check_fix_with(
            &RULE,
            "# Post-mortem: checkout\n\n## Impact\n\nMany.\n\n## Action items\n\nNone.\n",
            "# Post-mortem: checkout\n\n## Impact\n\nMany.\n\n## Money\n\n{{ money: to be written }}\n\n## Action items\n\nNone.\n",
            acme,
        );
    }

    #[test]
    fn a_first_section_is_added_before_the_next() {
        check_fix_with(
            &RULE,
            "# Post-mortem: checkout\n\n## Money\n\nNone.\n\n## Action items\n\nNone.\n",
            "# Post-mortem: checkout\n\n## Impact\n\n{{ who was affected, how many, and how }}\n\n## Money\n\nNone.\n\n## Action items\n\nNone.\n",
            acme,
        );
    }

    #[test]
    fn what_is_missing_is_one_finding_and_is_added_at_once() {
        let before = "# Post-mortem: checkout\n\n## Action items\n\nNone.\n";
        check_with(
            &RULE,
            "
# Post-mortem: checkout
  ^^^^^^^^^^^^^^^^^^^^^ The sections “Impact” and “Money” are missing

## Action items

None.
",
            acme,
        );
        check_fix_with(
            &RULE,
            before,
            "# Post-mortem: checkout\n\n## Impact\n\n{{ who was affected, how many, and how }}\n\n## Money\n\n{{ money: to be written }}\n\n## Action items\n\nNone.\n",
            acme,
        );
    }
}
