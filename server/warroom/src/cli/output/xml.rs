//! Text inside XML.

/// Text that may stand between tags and between quotation marks. Characters
/// that XML 1.0 cannot hold become a replacement character.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            '\n' | '\r' | '\t' => out.push_str(&format!("&#{};", u32::from(character))),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn marks_and_control_characters_are_escaped() {
        assert_eq!(escape("<a b=\"c\">\n\u{7}&"), "&lt;a b=&quot;c&quot;&gt;&#10;\u{fffd}&amp;");
    }
}
