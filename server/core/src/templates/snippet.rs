//! A filled template as a snippet of an editor: blanks become tab stops.

use super::fill::{Filled, Piece};
use super::scene::Scene;

impl Filled {
    /// The text with a tab stop for each blank, in the way of editors: its
    /// label as a placeholder, or its choices. Where a blank stands again, it
    /// follows the first.
    #[must_use]
    pub fn snippet(&self, scene: &Scene<'_>) -> String {
        let mut snippet = String::new();
        let mut seen = vec![false; self.unfilled.len()];
        for piece in &self.pieces {
            match piece {
                Piece::Words(words) => snippet.push_str(&escaped(words, &['\\', '$', '}'])),
                Piece::Blank(index) if seen[*index] => {
                    snippet.push_str(&format!("${{{}}}", index + 1));
                }
                Piece::Blank(index) => {
                    seen[*index] = true;
                    snippet.push_str(&self.stop(*index, scene));
                }
            }
        }
        snippet
    }

    fn stop(&self, index: usize, scene: &Scene<'_>) -> String {
        let field = &self.unfilled[index];
        let number = index + 1;
        let alternatives = field.alternatives(scene);
        if alternatives.is_empty() {
            return format!("${{{number}:{}}}", escaped(&field.label, &['\\', '$', '}']));
        }
        let choices: Vec<String> = alternatives
            .iter()
            .map(|choice| escaped(choice, &['\\', ',', '|', '$', '}']))
            .collect();
        format!("${{{number}|{}|}}", choices.join(","))
    }
}

fn escaped(words: &str, special: &[char]) -> String {
    let mut escaped = String::new();
    for character in words.chars() {
        if special.contains(&character) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use crate::settings::Settings;
    use crate::templates::{Scene, Template, Values};

    #[test]
    fn blanks_are_tab_stops_and_choices_can_be_picked() {
        let text = "+++\ntitle = \"Note\"\nabout = \"A note.\"\nkind = \"message\"\n\n[fields]\nimpact = { label = \"What users see\" }\nseverity = { type = \"severity\" }\nrisk = { type = \"choice\", choices = [\"low\", \"high\"] }\n+++\n{{severity}}: {{impact}} costs $5 {ok}, {{risk}} ({{impact}})\n";
        let template = Template::parse("note", text).expect("a template");
        let settings = Settings::default();
        let utc = "2026-06-15T10:05:00".parse().expect("a time");
        let scene = Scene { settings: &settings, utc };
        let filled = template.fill(&Values::new(), &scene).expect("a text");
        assert_eq!(
            filled.snippet(&scene),
            "${1|SEV1,SEV2,SEV3,SEV4|}: ${2:What users see} costs \\$5 {ok\\}, ${3|low,high|} (${2})\n"
        );
    }
}
