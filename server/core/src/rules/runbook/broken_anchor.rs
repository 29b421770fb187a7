//! `runbook/broken-anchor`: a link to a heading that is not there.

use crate::rules::{Check, Findings, FixKind, Neighbourhood, Rule};
use crate::vocabulary::{Kind, Level};
use crate::workspace::{Summary, Target};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "runbook/broken-anchor",
    level: Level::Warning,
    default: true,
    kinds: Kind::FILLED_IN,
    summary: "A link to a heading that is not there",
    fix: FixKind::None,
    page: include_str!("broken_anchor.md"),
    check: Check::Across(check),
};

/// How many anchors are compared for one document to find the nearest.
const COMPARED: usize = 10_000;

/// How like an anchor is at least that may be meant, from 0 to 1.
const LEAST: f64 = 0.7;

fn check(neighbourhood: &Neighbourhood<'_>, findings: &mut Findings) {
    let file = neighbourhood.file;
    let mut left = COMPARED;
    for link in file.links.iter() {
        let Some(fragment) = link.fragment().filter(|fragment| is_of_author(fragment)) else {
            continue;
        };
        let target = neighbourhood.workspace.target(file, link, neighbourhood.exists);
        let Target::There(Some(target)) = target else { continue };
        if target.has_anchor(fragment) != Some(false) {
            continue;
        }
        let mut message = match target.path() == file.path() {
            true => format!("No heading here is called `#{fragment}`"),
            false => format!("No heading of `{}` is called `#{fragment}`", link.path()),
        };
        if let Some(near) = nearest(fragment, target, &mut left) {
            message += &format!("; is `#{near}` meant?");
        }
        findings.report(link.span, message);
    }
}

/// Whether a fragment names a place that the author of a document makes: not
/// a line, a footnote, a piece of text or the top of the page.
fn is_of_author(fragment: &str) -> bool {
    let is_line = || {
        let digits = fragment.strip_prefix(['L', 'l']).unwrap_or_default();
        digits.starts_with(|c: char| c.is_ascii_digit())
    };
    let others = ["fn:", "fnref:", "fn-", "fnref-", ":~:", "__", "user-content-fn", "/", "!"];
    !fragment.is_empty()
        && !fragment.eq_ignore_ascii_case("top")
        && !others.iter().any(|other| fragment.starts_with(other))
        && !is_line()
}

/// The anchor that is most like `fragment`, while comparisons are `left`.
fn nearest<'a>(fragment: &str, target: &'a Summary, left: &mut usize) -> Option<&'a str> {
    let fragment = fragment.to_lowercase();
    let letters = Letters::of(&fragment);
    let anchors = target.anchors().take(*left).filter(|name| letters.may_be_like(name));
    let likeness = |name: &&str| strsim::normalized_damerau_levenshtein(name, &fragment);
    let near = anchors.map(|name| (likeness(&name), name)).max_by(|a, b| a.0.total_cmp(&b.0));
    *left -= target.anchors().take(*left).count();
    near.filter(|(likeness, _)| *likeness >= LEAST).map(|(_, name)| name)
}

/// How often each letter stands in a word of ASCII: no two words are more alike
/// than the letters they share, and those are counted much sooner than the
/// steps from one word to the other.
struct Letters {
    counts: [u16; 128],
    length: usize,
    is_ascii: bool,
}

impl Letters {
    fn of(word: &str) -> Self {
        let mut counts = [0_u16; 128];
        for byte in word.bytes().filter(u8::is_ascii) {
            let count = &mut counts[usize::from(byte)];
            *count = count.saturating_add(1);
        }
        Self { counts, length: word.len(), is_ascii: word.is_ascii() }
    }

    /// Whether another word may be like it; a no is certain.
    fn may_be_like(&self, other: &str) -> bool {
        if !self.is_ascii || !other.is_ascii() {
            return true;
        }
        let mut left = self.counts;
        let is_shared = |byte: &u8| {
            let count = &mut left[usize::from(*byte)];
            let is_left = *count > 0;
            *count -= u16::from(is_left);
            is_left
        };
        let shared = other.as_bytes().iter().copied().filter(is_shared).count();
        let longest = self.length.max(other.len());
        shared * 10 >= longest * 7
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check_files;

    #[test]
    fn a_heading_that_is_not_there_is_found() {
        check_files(
            &RULE,
            "
//- path=runbooks/a.md
# Cache

See [here](#roll-bak) and [there](b.md#drain).
           ^^^^^^^^^ No heading here is called `#roll-bak`; is `#roll-back` meant?
                                  ^^^^^^^^^^ No heading of `b.md` is called `#drain`

## Roll back

//- path=runbooks/b.md
# Storage
",
        );
    }

    #[test]
    fn headings_and_given_anchors_are_known() {
        check_files(
            &RULE,
            "
//- path=runbooks/a.md
# Cache
[a](#cache), [b](b.md#Storage), [c](b.md#undo), [d](./#start), [e](#-on-fire-1), [f](#qualit%C3%A4t)

## 🔥 On fire
## 🔥 On fire
## Qualität

//- path=runbooks/b.md
# Storage

<a id=\"undo\"></a>

//- path=runbooks/README.md
# Start
",
        );
    }

    #[test]
    fn places_that_no_author_makes_are_left_alone() {
        check_files(
            &RULE,
            "
//- path=runbooks/a.md
[a](#), [b](#top), [c](b.md#L10-L20), [d](#fn:1), [e](b.md#:~:text=word), [f](c.rb#run)

//- path=runbooks/b.md
# Storage
",
        );
    }

    #[test]
    fn what_a_generator_fills_in_is_not_judged() {
        check_files(
            &RULE,
            "
//- path=runbooks/a.md
[a](b.md#steps)

//- path=runbooks/b.md
{{< include \"steps.md\" >}}
",
        );
    }
}
