//! From options as written to settings as resolved.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::format::{Item, StrftimeItems};
use toml::Spanned;
use warroom_core::rules;
use warroom_core::settings::{Profile, ProfileSection, Settings, Severity, sev_scale};
use warroom_core::vocabulary::{Level, SectionKind};

use super::problem::{Problem, nearest};
use super::word::Word;
use super::written::{
    FullStep, Override, OwnProfile, OwnSection, Scale, Step, UsualScale, Written,
};
use super::{Above, is_named_by};

/// The settings of a file, before kinds by path and overrides.
pub(super) fn resolve(written: &Written, path: &Path, text: &str) -> Result<Settings, Problem> {
    let mut settings = Settings::default();
    settings.profiles.extend(written.profiles.iter().map(own_profile));
    let profiles = written.overrides.iter().filter_map(|change| change.profile.as_ref());
    for name in written.profile.iter().chain(profiles) {
        check_profile(&settings, name, path, text)?;
    }
    settings.profile = written.profile.as_ref().map(|name| name.get_ref().clone());
    settings.preset = written.preset.map_or(settings.preset, |word| word.0);
    settings.zero = written.zero.map_or(settings.zero, |word| word.0);
    settings.zone = written.zone.as_ref().map(|zone| zone.0.clone());
    settings.people.clone_from(&written.people);
    settings.person_nouns.clone_from(&written.person_nouns);
    settings.levels =
        written.levels.iter().map(|(rule, level)| (rule.0.clone(), level.0)).collect();
    settings.role_names = pairs(&written.roles);
    settings.milestone_words = pairs(&written.milestones);
    let abbreviations = written.abbreviations.iter();
    settings.abbreviations = abbreviations.map(|(a, zone)| (a.clone(), zone.0.clone())).collect();
    let deadlines = written.deadlines;
    settings.postmortem_deadline_hours =
        deadlines.postmortem_hours.unwrap_or(settings.postmortem_deadline_hours);
    settings.review_days = deadlines.review_days;
    settings.stable_minutes = deadlines.stable_minutes.unwrap_or(settings.stable_minutes);
    settings.severities = written.scale.as_ref().map_or(settings.severities, severities);
    set_cadence(&mut settings.severities, written, path, text)?;
    let templates = &written.templates;
    set_pattern(&mut settings.incident_id, templates.incident_id.as_ref(), path, text)?;
    set_pattern(&mut settings.incident_file, templates.incident_file.as_ref(), path, text)?;
    Ok(settings)
}

/// Takes over a name with `%Y` and the like in it.
fn set_pattern(
    pattern: &mut String,
    written: Option<&Spanned<String>>,
    path: &Path,
    text: &str,
) -> Result<(), Problem> {
    let Some(written) = written else { return Ok(()) };
    let is_wrong = StrftimeItems::new(written.get_ref()).any(|item| matches!(item, Item::Error));
    if is_wrong {
        let reason = format!(
            "`{}` has a `%` that stands for no part of a time; use %Y, %m, %d, %H and %M",
            written.get_ref()
        );
        return Err(Problem::at(path, text, written.span(), &reason));
    }
    pattern.clone_from(written.get_ref());
    Ok(())
}

fn pairs<T: Copy>(words: &BTreeMap<Word<T>, Vec<String>>) -> Vec<(T, String)> {
    let pair = |(word, names): (&Word<T>, &Vec<String>)| {
        let word = word.0;
        names.iter().map(move |name| (word, name.clone())).collect::<Vec<_>>()
    };
    words.iter().flat_map(pair).collect()
}

fn check_profile(
    settings: &Settings,
    name: &Spanned<String>,
    path: &Path,
    text: &str,
) -> Result<(), Problem> {
    let reason = unknown_profile(settings, name.get_ref());
    reason.map_or(Ok(()), |reason| Err(Problem::at(path, text, name.span(), &reason)))
}

/// Why a profile cannot be used, when it cannot.
pub(super) fn unknown_profile(settings: &Settings, name: &str) -> Option<String> {
    let mut known = settings.profiles.iter().map(|profile| profile.name.as_str());
    if known.clone().any(|profile| profile == name) {
        return None;
    }
    Some(match nearest(name, known.by_ref()) {
        Some(near) => format!("there is no profile `{name}`; did you mean `{near}`?"),
        None => {
            let known: Vec<&str> = settings.profiles.iter().map(|p| p.name.as_str()).collect();
            format!("there is no profile `{name}`; there are {}", known.join(", "))
        }
    })
}

fn own_profile(written: &OwnProfile) -> Profile {
    let section = |section: &OwnSection| match section {
        OwnSection::Title(title) => {
            ProfileSection { title: title.clone(), kind: section_kind(title) }
        }
        OwnSection::Full(full) => ProfileSection {
            title: full.title.clone(),
            kind: full.kind.map(|kind| kind.0).or_else(|| section_kind(&full.title)),
        },
    };
    Profile {
        name: written.name.clone(),
        kind: written.kind.0,
        sections: written.sections.iter().map(section).collect(),
        fields: written.fields.iter().map(|field| field.0).collect(),
    }
}

/// What a heading is about when it is the very name of a known section.
fn section_kind(title: &str) -> Option<SectionKind> {
    SectionKind::from_name(&title.to_lowercase().replace(' ', "-"))
}

fn severities(scale: &Scale) -> Vec<Severity> {
    match scale {
        Scale::Usual(UsualScale::Sev) => sev_scale(),
        Scale::Usual(UsualScale::P) => renamed_scale("P"),
        Scale::Usual(UsualScale::S) => renamed_scale("S"),
        Scale::Own(steps) => (1..).zip(steps).map(|(rank, step)| own_step(rank, step)).collect(),
    }
}

/// The usual scale with another spelling first; the rest stay as aliases.
fn renamed_scale(letter: &str) -> Vec<Severity> {
    let mut steps = sev_scale();
    for step in &mut steps {
        let name = format!("{letter}{}", step.rank);
        step.aliases.retain(|alias| *alias != name);
        step.aliases.push(std::mem::replace(&mut step.name, name));
    }
    steps
}

fn own_step(rank: u8, step: &Step) -> Severity {
    let (name, aliases, meaning) = match step {
        Step::Name(name) => (name.clone(), Vec::new(), String::new()),
        Step::Full(FullStep { name, aliases, meaning }) => {
            (name.clone(), aliases.clone(), meaning.clone())
        }
    };
    Severity { rank, name, aliases, meaning, update_minutes: None }
}

fn set_cadence(
    severities: &mut [Severity],
    written: &Written,
    path: &Path,
    text: &str,
) -> Result<(), Problem> {
    for (name, minutes) in &written.cadence {
        let Some(step) = severities.iter_mut().find(|step| step.name == *name.get_ref()) else {
            let known: Vec<&str> = severities.iter().map(|step| step.name.as_str()).collect();
            let reason = format!(
                "there is no severity `{}` on the scale; there are {}",
                name.get_ref(),
                known.join(", ")
            );
            return Err(Problem::at(path, text, name.span(), &reason));
        };
        step.update_minutes = Some(*minutes);
    }
    Ok(())
}

/// Applies what holds for one path.
pub(super) fn change(settings: &mut Settings, change: &Override) {
    settings.kind = change.kind.map(|kind| kind.0).or(settings.kind);
    settings.preset = change.preset.map_or(settings.preset, |preset| preset.0);
    if let Some(profile) = &change.profile {
        settings.profile = Some(profile.get_ref().clone());
    }
    if let Some(zone) = &change.zone {
        settings.zone = Some(zone.0.clone());
    }
    for (rule, level) in &change.levels {
        // A group that is set here must win over its rules set before.
        settings.levels.retain(|name, _| !is_named_by(&rule.0, name));
        settings.levels.insert(rule.0.clone(), level.0);
    }
}

/// Applies what the command line says.
pub(super) fn set_above(settings: &mut Settings, above: &Above) {
    settings.profile = above.profile.clone().or(settings.profile.take());
    settings.preset = above.preset.unwrap_or(settings.preset);
    settings.kind = above.kind.or(settings.kind);
    for rule in rules::all() {
        if let Some(level) = level_above(rule, settings, above) {
            settings.levels.insert(rule.name.to_owned(), level);
        }
    }
}

fn level_above(rule: &rules::Rule, settings: &Settings, above: &Above) -> Option<Level> {
    let is_named = |names: &[String]| names.iter().any(|name| is_named_by(name, rule.name));
    let is_selected = is_named(&above.select);
    if is_named(&above.ignore) {
        return Some(Level::Off);
    }
    if !above.select.is_empty() && !is_selected {
        return Some(Level::Off);
    }
    // A group stands for its default rules; the others run when named themselves.
    let is_on = rule.is_on(settings);
    let names_it = above.select.iter().chain(above.levels.iter().map(|set| &set.rule));
    if !is_on && !rule.default && !names_it.into_iter().any(|name| name == rule.name) {
        return None;
    }
    let set = above.levels.iter().rfind(|set| is_named_by(&set.rule, rule.name));
    set.map(|set| set.level).or((is_selected && !is_on).then_some(rule.level))
}
