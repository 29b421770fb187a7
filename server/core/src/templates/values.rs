//! The values of fields: read as people write them, kept as documents have them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use chrono::{Days, NaiveDate, NaiveDateTime};

use super::body::{Part, parts};
use super::scene::{FACTS, Scene, expand};
use super::{FieldType, Template, TemplateField};
use crate::time::{DateOrder, durations, stamps};

/// The values that are known, by the name of the field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Values {
    known: BTreeMap<String, Vec<String>>,
    left_open: BTreeSet<String>,
}

impl Values {
    /// No values.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets a value in place of others. Empty words are no value.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.known.remove(name);
        self.add(name, value);
    }

    /// Adds a value behind others: an item of a list.
    pub fn add(&mut self, name: &str, value: impl Into<String>) {
        let value = value.into();
        if !value.trim().is_empty() {
            self.known.entry(name.to_owned()).or_default().push(value.trim().to_owned());
        }
    }

    /// Sets all values of others in place of those here.
    pub fn set_all(&mut self, others: &Self) {
        for (name, values) in &others.known {
            self.known.insert(name.clone(), values.clone());
        }
    }

    /// Takes a value away.
    pub fn remove(&mut self, name: &str) {
        self.known.remove(name);
    }

    /// Has a field without a value stay without one, whatever its default is.
    pub fn leave_open(&mut self, name: &str) {
        self.left_open.insert(name.to_owned());
    }

    /// The values of a field; none when it has none.
    #[must_use]
    pub fn all(&self, name: &str) -> &[String] {
        self.known.get(name).map_or(&[], Vec::as_slice)
    }

    /// The first value of a field.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.all(name).first().map(String::as_str)
    }

    /// The names of fields that have a value.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.known.keys().map(String::as_str)
    }
}

/// A value that its field does not take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The name of the field.
    pub field: String,
    /// What is wrong, and what to write.
    pub reason: String,
}

impl fmt::Display for FieldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.field, self.reason)
    }
}

/// The values as the fields keep them, with the defaults of those that have
/// none, and the facts of the moment that are given otherwise than by the moment.
pub(super) fn complete(
    template: &Template,
    given: &Values,
    scene: &Scene<'_>,
) -> Result<Values, FieldError> {
    let mut values = Values::new();
    for name in FACTS.iter().filter(|name| template.field(name).is_none()) {
        given.all(name).iter().for_each(|value| values.set(name, value.as_str()));
    }
    for field in &template.fields {
        for value in given_or_default(field, given, &values, scene) {
            values.add(&field.name, field.read(&value, scene)?);
        }
    }
    Ok(values)
}

fn given_or_default(
    field: &TemplateField,
    given: &Values,
    known: &Values,
    scene: &Scene<'_>,
) -> Vec<String> {
    let all = given.all(&field.name);
    if !all.is_empty() {
        return if field.kind == FieldType::List { all.to_vec() } else { all[..1].to_vec() };
    }
    let is_open = given.left_open.contains(&field.name);
    let default = field.default.as_deref().filter(|_| !is_open);
    default
        .and_then(|default| expand(default, |name| value(name, known, scene)))
        .into_iter()
        .collect()
}

/// The value of a field, or else a fact of the moment.
pub(super) fn value(name: &str, known: &Values, scene: &Scene<'_>) -> Option<String> {
    let of_field = |name: &str| known.get(name).map(str::to_owned);
    of_field(name).or_else(|| scene.fact(name, of_field))
}

pub(super) fn misfits(template: &Template, values: &Values, scene: &Scene<'_>) -> Vec<FieldError> {
    let of_field = |field: &'_ TemplateField| {
        values.all(&field.name).iter().find_map(|value| field.read(value, scene).err())
    };
    template.fields.iter().filter_map(of_field).collect()
}

pub(super) fn fitting(template: &Template, values: &Values, scene: &Scene<'_>) -> Values {
    let mut fitting = Values { left_open: values.left_open.clone(), ..Values::new() };
    for field in &template.fields {
        let all = values.all(&field.name).iter();
        all.filter(|value| field.read(value, scene).is_ok())
            .for_each(|value| fitting.add(&field.name, value.as_str()));
    }
    for name in FACTS.iter().filter(|name| template.field(name).is_none()) {
        values.all(name).iter().for_each(|value| fitting.set(name, value.as_str()));
    }
    fitting
}

impl TemplateField {
    /// A value as the document has it.
    fn read(&self, value: &str, scene: &Scene<'_>) -> Result<String, FieldError> {
        let value = value.trim();
        let read = match self.kind {
            FieldType::Text | FieldType::Person | FieldType::List | FieldType::Command => {
                Some(value.to_owned())
            }
            FieldType::Time => time(value, scene),
            FieldType::Date => date(value, scene).map(|day| day.to_string()),
            FieldType::Severity => scene.settings.severity(value).map(|step| step.name.clone()),
            FieldType::Number => is_number(value).then(|| value.to_owned()),
            FieldType::Choice => self.choice(value),
        };
        read.ok_or_else(|| FieldError {
            field: self.name.clone(),
            reason: format!("“{value}” is {}", self.expected(scene)),
        })
    }

    fn choice(&self, value: &str) -> Option<String> {
        self.choices.iter().find(|choice| choice.eq_ignore_ascii_case(value)).cloned()
    }

    /// What a wrong value is not.
    fn expected(&self, scene: &Scene<'_>) -> String {
        match self.kind {
            FieldType::Time => {
                format!("no time; write {}, 10:05, now or +15m", scene.stamp(scene.now()))
            }
            FieldType::Date => format!("no day; write {}, today or +2d", scene.now().date()),
            FieldType::Number => "no number".to_owned(),
            FieldType::Severity => {
                let scale = scene.settings.severities.iter().map(|step| step.name.as_str());
                format!("no severity; the scale has {}", scale.collect::<Vec<_>>().join(", "))
            }
            _ => format!("none of {}", self.choices.join(", ")),
        }
    }

    /// What it is without another value, as far as that is known before any
    /// field is filled in.
    #[must_use]
    pub fn usual(&self, scene: &Scene<'_>) -> Option<String> {
        let none = Values::new();
        let default = expand(self.default.as_deref()?, |name| value(name, &none, scene))?;
        self.read(&default, scene).ok()
    }

    /// The same for a reader, who is told where it will come from as long as it
    /// is not known.
    #[must_use]
    pub fn usual_in_words(&self, scene: &Scene<'_>) -> Option<String> {
        let default = self.default.as_deref()?;
        Some(self.usual(scene).unwrap_or_else(|| in_words(default)))
    }

    /// The values that it can only have, where there are few.
    #[must_use]
    pub fn alternatives(&self, scene: &Scene<'_>) -> Vec<String> {
        match self.kind {
            FieldType::Severity => {
                scene.settings.severities.iter().map(|step| step.name.clone()).collect()
            }
            _ => self.choices.clone(),
        }
    }
}

/// A default that hangs on other fields, in words.
fn in_words(default: &str) -> String {
    let word = |part: &Part| match part {
        Part::Words(words) => words.clone(),
        other => match other.name().unwrap_or_default() {
            "next-update" => "as the severity asks".to_owned(),
            "slug" => "from the title".to_owned(),
            field => format!("from {field}"),
        },
    };
    parts(default).iter().map(word).collect()
}

fn is_number(value: &str) -> bool {
    let digits: String = value.chars().filter(|c| !matches!(c, ',' | '_' | ' ')).collect();
    let digits = digits.trim_start_matches(['~', '<', '>']).trim_end_matches('%');
    digits.parse::<f64>().is_ok_and(f64::is_finite)
}

/// A moment with its day and its zone.
fn time(value: &str, scene: &Scene<'_>) -> Option<String> {
    if value.eq_ignore_ascii_case("now") {
        return Some(scene.stamp(scene.now()));
    }
    if let Some(ahead) = value.strip_prefix('+') {
        let length = durations(ahead).first()?.length;
        return Some(scene.stamp(scene.now().checked_add_signed(length)?));
    }
    let stamp = stamps(value, DateOrder::of(value, None)).into_iter().next()?;
    let is_whole = stamp.span.of(value) == value && stamp.error.is_none() && stamp.end.is_none();
    let clock = stamp.time.filter(|_| is_whole)?;
    let now = scene.now();
    let day = match stamp.date {
        Some(date) => date.resolve(Some(now.date()))?,
        None => nearest_day(clock.signed_duration_since(now.time()).num_hours(), now)?,
    };
    let at = day.and_time(clock);
    match stamp.zone {
        Some(zone) => Some(format!("{} {}", at.format("%Y-%m-%d %H:%M"), zone.name)),
        None => Some(scene.stamp(at)),
    }
}

/// The day on which a clock time without one lies closest to now.
fn nearest_day(hours_ahead: i64, now: NaiveDateTime) -> Option<NaiveDate> {
    match hours_ahead {
        12.. => now.date().pred_opt(),
        ..=-12 => now.date().succ_opt(),
        _ => Some(now.date()),
    }
}

fn date(value: &str, scene: &Scene<'_>) -> Option<NaiveDate> {
    let today = scene.now().date();
    match value.to_ascii_lowercase().as_str() {
        "today" => return Some(today),
        "tomorrow" => return today.succ_opt(),
        "yesterday" => return today.pred_opt(),
        _ => {}
    }
    if let Some(days) = value.strip_prefix('+').and_then(|days| days.strip_suffix('d')) {
        return today.checked_add_days(Days::new(days.parse().ok()?));
    }
    let stamp = stamps(value, DateOrder::of(value, None)).into_iter().next()?;
    let is_day = stamp.span.of(value) == value && stamp.time.is_none() && stamp.error.is_none();
    stamp.date.filter(|_| is_day)?.resolve(Some(today))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Settings;

    fn field(kind: FieldType) -> TemplateField {
        TemplateField {
            name: "it".to_owned(),
            label: "It".to_owned(),
            kind,
            choices: vec!["low".to_owned(), "high".to_owned()],
            default: None,
            is_required: true,
        }
    }

    fn read(kind: FieldType, value: &str) -> Result<String, String> {
        let settings = Settings { zone: Some("Europe/Berlin".to_owned()), ..Settings::default() };
        let utc = "2026-06-15T22:40:07".parse().expect("a time");
        let scene = Scene { settings: &settings, utc };
        field(kind).read(value, &scene).map_err(|error| error.reason)
    }

    #[test]
    fn a_time_gets_its_day_and_zone() {
        let time = |value| read(FieldType::Time, value);
        assert_eq!(time("now").as_deref(), Ok("2026-06-16 00:40 CEST"));
        assert_eq!(time("+15m").as_deref(), Ok("2026-06-16 00:55 CEST"));
        assert_eq!(time("00:05").as_deref(), Ok("2026-06-16 00:05 CEST"));
        assert_eq!(time("23:50").as_deref(), Ok("2026-06-15 23:50 CEST"));
        assert_eq!(time("2026-06-15 22:10 UTC").as_deref(), Ok("2026-06-15 22:10 UTC"));
        assert!(time("25:10").expect_err("a reason").contains("now or +15m"));
        assert!(time("soon").is_err());
    }

    #[test]
    fn a_day_may_be_named() {
        let date = |value| read(FieldType::Date, value);
        assert_eq!(date("today").as_deref(), Ok("2026-06-16"));
        assert_eq!(date("+30d").as_deref(), Ok("2026-07-16"));
        assert_eq!(date("March 4, 2026").as_deref(), Ok("2026-03-04"));
        assert!(date("2026-02-30").is_err());
    }

    #[test]
    fn a_default_that_hangs_on_another_field_is_told_in_words() {
        let settings = Settings::default();
        let utc = "2026-06-15T22:40:07".parse().expect("a time");
        let scene = Scene { settings: &settings, utc };
        let usual = |kind, default: &str| {
            let field = TemplateField { default: Some(default.to_owned()), ..field(kind) };
            field.usual_in_words(&scene)
        };
        assert_eq!(usual(FieldType::Date, "{{today}}").as_deref(), Some("2026-06-15"));
        assert_eq!(
            usual(FieldType::Time, "{{next-update}}").as_deref(),
            Some("as the severity asks")
        );
        assert_eq!(usual(FieldType::Text, "{{commander}}").as_deref(), Some("from commander"));
        assert_eq!(field(FieldType::Text).usual_in_words(&scene), None);
    }

    #[test]
    fn a_severity_is_one_of_the_scale() {
        assert_eq!(read(FieldType::Severity, "sev 2").as_deref(), Ok("SEV2"));
        let reason = read(FieldType::Severity, "huge").expect_err("a reason");
        assert_eq!(reason, "“huge” is no severity; the scale has SEV1, SEV2, SEV3, SEV4");
    }

    #[test]
    fn what_fits_is_told_from_what_does_not() {
        let head = "+++\ntitle = \"x\"\nabout = \"x\"\nkind = \"message\"\n[fields]\n";
        let text = format!(
            "{head}at = {{ type = \"time\" }}\nwhat = {{}}\n+++\n{{{{what}}}} {{{{at}}}}\n"
        );
        let template = Template::parse("x", &text).expect("a template");
        let settings = Settings::default();
        let scene =
            Scene { settings: &settings, utc: "2026-06-15T10:05:00".parse().expect("a time") };
        let mut values = Values::new();
        values.set("at", "soon");
        values.set("what", "a thing");
        let misfits = template.misfits(&values, &scene);
        assert_eq!(misfits.iter().map(|misfit| &*misfit.field).collect::<Vec<_>>(), ["at"]);
        let fitting = template.fitting(&values, &scene);
        assert_eq!((fitting.get("at"), fitting.get("what")), (None, Some("a thing")));
    }

    #[test]
    fn numbers_and_choices_are_checked() {
        assert!(
            read(FieldType::Number, "~1,200").is_ok() && read(FieldType::Number, "15%").is_ok()
        );
        assert!(read(FieldType::Number, "many").is_err());
        assert_eq!(read(FieldType::Choice, "HIGH").as_deref(), Ok("high"));
        assert!(read(FieldType::Choice, "mid").expect_err("a reason").contains("low, high"));
    }
}
