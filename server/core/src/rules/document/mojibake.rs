//! `document/mojibake`: text that was read in the wrong encoding.

use crate::rules::{Check, Context, Findings, Fix, FixKind, Rule};
use crate::text::{Edit, Span};
use crate::vocabulary::{Kind, Level};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "document/mojibake",
    level: Level::Warning,
    default: true,
    kinds: Kind::FILLED_IN,
    summary: "Characters that were read in the wrong encoding",
    fix: FixKind::Safe,
    page: include_str!("mojibake.md"),
    check: Check::Document(check),
};

/// What UTF-8 punctuation and letters look like when they are read as
/// Windows-1252, with what was meant. Only sequences that no language writes.
const BROKEN: &[(&str, &str)] = &[
    ("â€™", "’"),
    ("â€˜", "‘"),
    ("â€œ", "“"),
    ("â€\u{9d}", "”"),
    ("â€“", "–"),
    ("â€”", "—"),
    ("â€¦", "…"),
    ("â€¢", "•"),
    ("Ã©", "é"),
    ("Ã¨", "è"),
    ("Ã¼", "ü"),
    ("Ã¶", "ö"),
    ("Ã¤", "ä"),
    ("ÃŸ", "ß"),
    ("Â°", "°"),
    ("Â\u{a0}", "\u{a0}"),
];

fn check(context: &Context<'_>, findings: &mut Findings) {
    // All of them begin with a letter whose first byte is this one.
    if memchr::memchr(0xC3, context.text.as_bytes()).is_none() {
        return;
    }
    for &(broken, meant) in BROKEN {
        for (at, _) in context.text.match_indices(broken) {
            let span = Span::new(at, at + broken.len());
            findings
                .report(span, format!("“{broken}” is “{meant}” read in the wrong encoding"))
                .fix(Fix::safe(format!("Write “{meant}”"), vec![Edit::replace(span, meant)]));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix};

    #[test]
    fn a_broken_apostrophe_is_found() {
        check(
            &RULE,
            "
# Post-mortem

The pool wasnâ€™t full
             ^^^ wrong encoding
",
        );
    }

    #[test]
    fn letters_of_other_languages_are_left_alone() {
        check(&RULE, "# Post-mortem\n\nO café fechou; Âncora, Ã e â são letras.\n");
    }

    #[test]
    fn the_fix_writes_what_was_meant() {
        check_fix(&RULE, "cafÃ© â€“ closed\n", "café – closed\n");
    }
}
