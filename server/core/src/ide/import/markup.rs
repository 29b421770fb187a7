//! The marks that Slack puts into the text of a message, as plain words.

use std::collections::HashMap;

use super::people::Person;

/// A text without the marks of Slack: mentions become handles, links their
/// label and address.
pub(super) fn plain(text: &str, people: &HashMap<String, Person>) -> String {
    let mut written = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        written.push_str(&rest[..start]);
        let inner = &rest[start + 1..];
        match inner.find('>') {
            Some(end) => {
                written.push_str(&mark(&inner[..end], people));
                rest = &inner[end + 1..];
            }
            None => {
                written.push('<');
                rest = inner;
            }
        }
    }
    written.push_str(rest);
    written.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// What stood between `<` and `>`.
fn mark(inner: &str, people: &HashMap<String, Person>) -> String {
    let (target, label) = match inner.split_once('|') {
        Some((target, label)) => (target, Some(label).filter(|label| !label.is_empty())),
        None => (inner, None),
    };
    match target.chars().next() {
        Some('@') => match people.get(&target[1..]) {
            Some(person) => person.handle.clone(),
            None => format!("@{}", label.unwrap_or(&target[1..]).trim_start_matches('@')),
        },
        Some('#') => format!("#{}", label.unwrap_or(&target[1..])),
        Some('!') => match label {
            Some(label) => label.to_owned(),
            None => format!("@{}", &target[1..]),
        },
        _ => link(target, label),
    }
}

fn link(target: &str, label: Option<&str>) -> String {
    let address = target.trim_start_matches("mailto:");
    match label {
        Some(label) if !address.contains(label) => format!("{label} ({address})"),
        _ => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_words() {
        let people = HashMap::from([("U1".to_owned(), Person::named("kim"))]);
        for (marked, words) in [
            ("<@U1> and <@U2|lee>, see <#C1|mail>", "@kim and @lee, see #mail"),
            ("<!here> <!subteam^S1|@oncall>", "@here @oncall"),
            ("<https://a.example/b|the graph>", "the graph (https://a.example/b)"),
            ("<https://a.example|a.example>", "https://a.example"),
            ("1 &lt; 2 &amp;&amp; 2 <", "1 < 2 && 2 <"),
        ] {
            assert_eq!(plain(marked, &people), words);
        }
    }
}
