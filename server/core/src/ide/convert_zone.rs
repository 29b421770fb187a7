//! Tells all times of a document in one zone. The moments stay the same.

use chrono::{NaiveDateTime, TimeDelta};

use crate::document::Field;
use crate::ide::Snapshot;
use crate::ide::refactoring::{Refactoring, Times};
use crate::ide::restamp::NewTime;
use crate::text::{Edit, Span};
use crate::time::{Rewritten, Zone, ZoneMeaning, dated, rewrite, stamp_at, zone_at};
use crate::timeline::{Entry, tells_day};
use crate::vocabulary::FieldKind;

impl Snapshot {
    /// Tells the timeline, the fields with the times of milestones and the
    /// words that name their zone in `zone`: `UTC`, `Europe/Berlin`, `PST`.
    /// Times in sentences stay as they are. `None` when nothing would change,
    /// or when it cannot be done without a doubt.
    #[must_use]
    pub fn convert_zone(&self, zone: &str) -> Option<Refactoring> {
        let to = ZoneMeaning::of(zone);
        let new: Vec<Option<NewTime>> =
            self.timeline.entries.iter().map(|entry| in_zone(entry, to)).collect();
        let first = new.iter().flatten().next()?;
        let name = first.zone.clone()?;
        let mut others = self.zones_named(&name);
        let fields = self.document.fields.iter().filter(|field| {
            field.kind.and_then(FieldKind::reaches).is_some() && !self.is_entry(field)
        });
        others.extend(fields.filter_map(|field| self.field_in(field, to)));
        let edits = self.restamped(&new, &others)?;
        let after = self.after(&edits)?;
        let moments = |snapshot: &Self| -> Vec<_> {
            snapshot.timeline.entries.iter().map(Times::of).collect()
        };
        if moments(&after) != moments(self) {
            return None;
        }
        Refactoring::new(format!("Tell all times in {name}"), edits)
    }

    /// The places outside of stamps that name the zone of a timeline.
    fn zones_named(&self, name: &str) -> Vec<Edit> {
        let entries = &self.timeline.entries;
        let is_in_stamp = |span: Span| entries.iter().any(|entry| entry.stamp.span.covers(span));
        let mut places: Vec<Span> = entries
            .iter()
            .filter(|entry| entry.stamp.zone.is_none())
            .filter_map(|entry| entry.zone.as_ref())
            .map(|zone| zone.span)
            .collect();
        places.sort_unstable();
        places.dedup();
        places
            .retain(|span| !span.is_empty() && !is_in_stamp(*span) && span.of(&self.text) != name);
        places.into_iter().map(|span| Edit::replace(self.with_remark(span), name)).collect()
    }

    /// The name of a zone with what says it again: `Central European Time (CET)`.
    fn with_remark(&self, name: Span) -> Span {
        let again = || {
            let start = self.text[name.end..].strip_prefix(" (").map(|_| name.end + 2)?;
            let zone = zone_at(&self.text, start)?;
            let closes = self.text[zone.span.end..].starts_with(')');
            closes.then_some(zone.span.end + 1)
        };
        Span::new(name.start, again().unwrap_or(name.end))
    }

    fn is_entry(&self, field: &Field) -> bool {
        let mut entries = self.timeline.entries.iter();
        entries.any(|entry| entry.stamp.span.overlaps(field.value_span))
    }

    /// The time of a field, with its day where that changes.
    fn field_in(&self, field: &Field, to: ZoneMeaning) -> Option<Edit> {
        let order = self.date_order();
        let span = field.value_span;
        let stamp = stamp_at(&self.text[..span.end], span.start, order)?;
        let near = self.document.dates.first().map(|known| known.date);
        let day = stamp.date.map_or(near, |date| date.resolve(near))?;
        let before =
            day.and_time(stamp.time.filter(|_| stamp.error.is_none() && stamp.end.is_none())?);
        let at = civil_in(before, stamp.zone.as_ref().or(self.timeline.zone.as_ref())?, to)?;
        let name = to.name_at(at)?;
        let source = stamp.span.of(&self.text);
        let new = Rewritten {
            before,
            at,
            end: None,
            moved_by: TimeDelta::zero(),
            zone: Some(&name),
            pads_hours: true,
        };
        let written = rewrite(source, order, &new)?;
        let changes_day = stamp.date.is_none() && at.date() != day;
        let written = if changes_day { dated(&written, order, at.date())? } else { written };
        (written != source).then(|| Edit::replace(stamp.span, written))
    }
}

/// A civil time of one zone in another.
fn civil_in(civil: NaiveDateTime, from: &Zone, to: ZoneMeaning) -> Option<NaiveDateTime> {
    let east = TimeDelta::seconds(from.meaning.offset_at(civil)?.into());
    to.civil_at(civil.checked_sub_signed(east)?)
}

/// An entry in another zone; none whose moment is not known.
fn in_zone(entry: &Entry, to: ZoneMeaning) -> Option<NewTime> {
    let zone = entry.zone.as_ref()?;
    // How far a place is from UTC depends on the day.
    let is_fixed = |zone| matches!(zone, ZoneMeaning::Fixed(_));
    let is_known = tells_day(entry.at?) || is_fixed(zone.meaning) && is_fixed(to);
    if !is_known {
        return None;
    }
    entry.stamp.time.filter(|_| entry.stamp.error.is_none())?;
    let at = civil_in(entry.at?, zone, to)?;
    let end = match entry.end {
        Some(end) => Some(civil_in(end, zone, to)?),
        None => None,
    };
    Some(NewTime {
        at,
        end,
        moved_by: TimeDelta::zero(),
        zone: to.name_at(at),
        adds_zone: zone.span.is_empty(),
    })
}

#[cfg(test)]
mod tests {
    use crate::ide::testing::{snapshot, snapshot_with};
    use crate::settings::Settings;
    use crate::text::apply;
    use crate::vocabulary::Kind;

    #[track_caller]
    fn check(zone: &str, before: &str, after: &str) {
        let snapshot = snapshot(Kind::Postmortem, before);
        let refactoring = snapshot.convert_zone(zone).expect("a conversion");
        assert_eq!(apply(snapshot.text(), &refactoring.edits).as_deref(), Ok(after));
    }

    #[test]
    fn the_zone_of_the_heading_follows() {
        check(
            "UTC",
            "# Post-mortem 2026-03-04\n\n**Detected:** 15:20\n\n## Timeline (all times PST)\n\n- 15:10 Impact starts\n- 15:50 - 16:05 Looked\n- 16:30 Fixed\n",
            "# Post-mortem 2026-03-04\n\n**Detected:** 23:20\n\n## Timeline (all times UTC)\n\n- 23:10 Impact starts\n- 23:50 - 00:05 Looked\n- 00:30 Fixed\n",
        );
    }

    #[test]
    fn a_day_is_written_where_the_clock_would_mislead() {
        check(
            "UTC",
            "# Post-mortem 2026-03-04\n\n## Timeline (all times PST)\n\n- 18:10 Impact starts\n- 18:30 Fixed\n",
            "# Post-mortem 2026-03-04\n\n## Timeline (all times UTC)\n\n- 2026-03-05 02:10 Impact starts\n- 02:30 Fixed\n",
        );
    }

    #[test]
    fn a_zone_that_is_named_twice_is_replaced_as_a_whole() {
        check(
            "UTC",
            "# Post-mortem\n\n## Timeline\n\nAll times in Central European Time (CET).\n\n- 2026-03-04 14:20 a\n",
            "# Post-mortem\n\n## Timeline\n\nAll times in UTC.\n\n- 2026-03-04 13:20 a\n",
        );
    }

    #[test]
    fn a_zone_on_each_stamp_is_replaced() {
        check(
            "Europe/Berlin",
            "# Post-mortem\n\n## Timeline\n\n- 2026-07-04 3:10 PM PDT Alert\n- 2026-07-04T22:20:00Z Fixed\n",
            "# Post-mortem\n\n## Timeline\n\n- 2026-07-05 12:10 AM CEST Alert\n- 2026-07-05T00:20:00 CEST Fixed\n",
        );
    }

    #[test]
    fn a_date_in_a_column_of_its_own_follows() {
        check(
            "UTC",
            "# Post-mortem\n\n## Timeline\n\n| Date | Time (PST) | Event |\n|-|-|-|\n| 2026-03-04 | 16:10 | a |\n",
            "# Post-mortem\n\n## Timeline\n\n| Date | Time (UTC) | Event |\n|-|-|-|\n| 2026-03-05 | 00:10 | a |\n",
        );
    }

    #[test]
    fn a_zone_that_only_the_team_knows_is_written_on_each_stamp() {
        let settings = Settings {
            kind: Some(Kind::Postmortem),
            zone: Some("Asia/Kolkata".to_owned()),
            ..Settings::default()
        };
        let snapshot =
            snapshot_with("# Post-mortem 2026-03-04\n\n## Timeline\n\n- 15:30 a\n", settings);
        let refactoring = snapshot.convert_zone("UTC").expect("a conversion");
        let text = apply(snapshot.text(), &refactoring.edits).expect("edits that apply");
        assert_eq!(text, "# Post-mortem 2026-03-04\n\n## Timeline\n\n- 10:00 UTC a\n");
    }

    #[test]
    fn times_of_no_zone_cannot_be_told_in_another() {
        let text = "# Post-mortem 2026-03-04\n\n## Timeline\n\n- 15:30 a\n";
        assert_eq!(snapshot(Kind::Postmortem, text).convert_zone("UTC"), None);
        let text = "# Post-mortem 2026-03-04\n\n## Timeline\n\n- 15:30 UTC a\n";
        assert_eq!(snapshot(Kind::Postmortem, text).convert_zone("nowhere"), None);
    }
}
