//! Action items as a person reads them: the earliest due first, what is late
//! in red, and at the end who has how many.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use chrono::NaiveDate;
use unicode_width::UnicodeWidthStr;
use warroom_core::ide::ListedAction;

use super::Item;
use crate::answers::plural;
use crate::cli::output::Look;

const FAINT: Style = Style::new().dimmed();
const STRONG: Style = Style::new().bold();
const LATE: Style = AnsiColor::Red.on_default();

/// The widest column of owners, and the narrowest of words.
const WIDEST_OWNER: usize = 20;
const LEAST_TEXT: usize = 48;

/// The widths of the columns: when, who, what.
struct Widths {
    owner: usize,
    text: usize,
    /// Whether places stand below the words, for they would leave them no room.
    is_place_below: bool,
}

/// The items, in lines as wide as the terminal where their places allow it.
pub(super) fn render(items: &[Item], today: NaiveDate, look: &Look) -> String {
    if items.is_empty() {
        return "no action items\n".to_owned();
    }
    let widths = widths(items, look.width);
    let mut out = String::new();
    let (owner, text) = (padded("Owner", widths.owner), padded("Action", widths.text));
    let place = if widths.is_place_below { "" } else { "  Where" };
    let head = format!("  {:<10}  {owner}  {text}{place}", "Due");
    let _ = writeln!(out, "{FAINT}{}{FAINT:#}", head.trim_end());
    for item in items {
        row(&mut out, item, today, &widths);
    }
    out.push('\n');
    sums(&mut out, items, today);
    out
}

fn widths(items: &[Item], width: usize) -> Widths {
    let owner = items.iter().map(|item| owner(&item.action).width()).max().unwrap_or(0);
    let owner = owner.clamp("Owner".len(), WIDEST_OWNER);
    let place = items.iter().map(|item| place(item).width()).max().unwrap_or(0);
    let longest = items.iter().map(|item| item.action.text.width()).max().unwrap_or(0);
    let room = width.saturating_sub(2 + 10 + 2 + owner + 2);
    let beside = room.saturating_sub(2 + place);
    let is_place_below = beside < LEAST_TEXT.min(longest);
    let text = if is_place_below { room.max(LEAST_TEXT) } else { beside };
    Widths { owner, text: text.min(longest.max("Action".len())), is_place_below }
}

fn row(out: &mut String, item: &Item, today: NaiveDate, widths: &Widths) {
    let action = &item.action;
    let style = match (action.is_open, action.is_overdue(today)) {
        (false, _) => FAINT,
        (true, true) => LATE,
        (true, false) => Style::new(),
    };
    let due = action.due.map_or_else(|| "-".to_owned(), |due| due.to_string());
    let owner = padded(owner(action), widths.owner);
    let text = padded(&action.text, widths.text);
    let mut below = item.action.link.clone().into_iter().collect::<Vec<_>>();
    let place = place(item);
    let beside = match widths.is_place_below {
        true => {
            below.insert(0, place);
            String::new()
        }
        false => format!("  {FAINT}{place}{FAINT:#}"),
    };
    let line = format!("  {style}{due:<10}{style:#}  {owner}  {style}{text}{style:#}{beside}");
    let _ = writeln!(out, "{}", line.trim_end());
    let indent = 2 + 10 + 2 + widths.owner + 2;
    for line in below {
        let _ = writeln!(out, "{:indent$}{FAINT}{line}{FAINT:#}", "");
    }
}

fn owner(action: &ListedAction) -> &str {
    action.owner.as_deref().unwrap_or("-")
}

fn place(item: &Item) -> String {
    format!("{}:{}", item.path, item.action.line)
}

/// How many there are, and who has how many.
fn sums(out: &mut String, items: &[Item], today: NaiveDate) {
    let open = items.iter().filter(|item| item.action.is_open).count();
    let overdue = items.iter().filter(|item| item.action.is_overdue(today)).count();
    let closed = items.len() - open;
    let mut words = vec![format!("{open} open"), format!("{overdue} overdue")];
    if closed > 0 {
        words.push(format!("{closed} closed"));
    }
    let all = plural(items.len(), "action item");
    let _ = writeln!(out, "{STRONG}{all}{STRONG:#}: {}", words.join(", "));
    let owners: Vec<String> =
        by_owner(items, today).into_iter().map(|owner| owner.words()).collect();
    if !owners.is_empty() {
        let _ = writeln!(out, "{}", owners.join(", "));
    }
}

/// What one person has.
struct Owner {
    name: String,
    open: usize,
    overdue: usize,
}

impl Owner {
    fn words(&self) -> String {
        let Self { name, open, overdue } = self;
        match overdue {
            0 => format!("{name} {open}"),
            _ => format!("{name} {open} {LATE}({overdue} overdue){LATE:#}"),
        }
    }
}

/// The owners of open items, the one with most first.
fn by_owner(items: &[Item], today: NaiveDate) -> Vec<Owner> {
    let mut owners: BTreeMap<String, Owner> = BTreeMap::new();
    for item in items.iter().filter(|item| item.action.is_open) {
        let mut names: Vec<&str> = item.action.owners().collect();
        if names.is_empty() {
            names.push("nobody");
        }
        for name in names {
            let own = owners.entry(name.to_lowercase()).or_insert_with(|| Owner {
                name: name.to_owned(),
                open: 0,
                overdue: 0,
            });
            own.open += 1;
            own.overdue += usize::from(item.action.is_overdue(today));
        }
    }
    let mut owners: Vec<Owner> = owners.into_values().collect();
    owners.sort_by_key(|owner| std::cmp::Reverse(owner.open));
    owners
}

/// Exactly so wide: cut, or filled up with spaces.
fn padded(text: &str, width: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let own = text.width();
    if own <= width {
        return text + &" ".repeat(width - own);
    }
    let mut cut = String::new();
    for character in text.chars() {
        if cut.width() + character.to_string().width() + 1 > width {
            break;
        }
        cut.push(character);
    }
    let rest = width.saturating_sub(cut.width() + 1);
    format!("{cut}…{}", " ".repeat(rest))
}
