//! Which house style a document follows.

use super::{Field, Section};
use crate::settings::{Profile, ProfileSection, Settings};
use crate::vocabulary::{FieldKind, Kind};

/// The deepest level of a heading that divides the whole document; below it
/// each case of many may have its own impact and mitigation.
const DEEPEST: u8 = 3;

/// The profile that configuration names, or else the one of whose headings and
/// fields the document has most, and at least half. Only the very names of the
/// headings count here: any post-mortem has a timeline under some name,
/// whatever its house; and only those that divide the document as a whole.
pub(super) fn of(
    kind: Kind,
    sections: &[Section],
    fields: &[Field],
    settings: &Settings,
) -> Option<String> {
    if settings.profile.is_some() {
        return settings.profile.clone();
    }
    let own = sections.iter().filter(|own| own.level <= DEEPEST);
    let mut titles: Vec<&str> = own.map(|own| without_parentheses(&own.title)).collect();
    // Where many cases stand in one document, the same titles come again.
    titles.sort_unstable();
    titles.dedup();
    let mut own: Vec<Vec<u8>> = titles.into_iter().map(all_letters).collect();
    own.sort_unstable();
    let heads = own.iter().fold(0, |heads, own| heads | head(own.iter().copied()));
    let has = |section: &&ProfileSection| {
        let wanted = || letters(&section.title);
        heads & head(wanted()) != 0
            && own.binary_search_by(|own| own.iter().copied().cmp(wanted())).is_ok()
    };
    let share = |profile: &Profile| {
        let has = profile.sections.iter().filter(has);
        let stated = |kind: &&FieldKind| fields.iter().any(|field| field.kind == Some(**kind));
        let present = has.count() + profile.fields.iter().filter(stated).count();
        present * 100 / (profile.sections.len() + profile.fields.len())
    };
    let profiles = settings.profiles.iter().filter(|profile| profile.kind == kind);
    let best = profiles
        .filter(|profile| !profile.sections.is_empty())
        .map(|profile| (share(profile), profile))
        .filter(|(share, _)| *share >= 50)
        .reduce(|best, other| if other.0 > best.0 { other } else { best });
    best.map(|(_, profile)| profile.name.clone())
}

/// What a heading says before it says something in parentheses.
fn without_parentheses(heading: &str) -> &str {
    heading.split('(').next().unwrap_or(heading)
}

/// A bit for the first two letters of a title: most titles of a profile are told
/// from those of a document by them.
fn head(letters: impl Iterator<Item = u8>) -> u64 {
    1 << (letters.take(2).fold(0, |head, letter| head * 31 + u32::from(letter)) % 64)
}

/// The letters of a title in one allocation.
fn all_letters(title: &str) -> Vec<u8> {
    let mut all = Vec::with_capacity(title.len());
    all.extend(letters(title));
    all
}

/// Letters and digits alone, in lower case.
fn letters(text: &str) -> impl Iterator<Item = u8> + '_ {
    text.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| byte.to_ascii_lowercase())
}
