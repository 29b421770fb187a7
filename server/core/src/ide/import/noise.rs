//! What is left out: a closed list of rules, each of which is named when it has
//! left something out.

/// Why something was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Noise {
    /// Who came and went, and how the channel was set.
    Housekeeping,
    /// Programs that tell of themselves: reminders, “notified by SMS”.
    Machine,
    /// Nothing but emoji.
    Reaction,
    /// Thanks, greetings and consent, and nothing else.
    Courtesy,
    /// No words at all.
    Empty,
    /// Words before the first time of a pasted chat.
    Untimed,
}

/// What is a courtesy when a message says nothing else.
const COURTESIES: &[&str] = &[
    "+1",
    "awesome",
    "cool",
    "good job",
    "good morning",
    "good work",
    "great",
    "great job",
    "great work",
    "hello",
    "hello all",
    "hey",
    "hi",
    "hi all",
    "kudos",
    "lol",
    "many thanks",
    "morning",
    "nice",
    "nice work",
    "no problem",
    "np",
    "ok",
    "okay",
    "perfect",
    "sounds good",
    "sure",
    "sweet",
    "thank you",
    "thank you all",
    "thank you so much",
    "thanks",
    "thanks a lot",
    "thanks all",
    "thanks everyone",
    "thanks team",
    "thx",
    "ty",
    "welcome",
    "well done",
    "yw",
    "you're welcome",
];

/// How a chat window tells who came and went.
const ARRIVALS: &[&str] = &[
    "joined #",
    "joined the channel",
    "has joined the channel",
    "left #",
    "left the channel",
    "has left the channel",
    "was added to #",
    "was added to the channel",
    "was removed from #",
    "set the channel topic",
    "set the channel description",
    "set the channel purpose",
    "renamed the channel",
    "archived the channel",
    "pinned a message to this channel",
];

impl Noise {
    /// All of them, in the order in which they are told.
    pub const ALL: &'static [Self] = &[
        Self::Housekeeping,
        Self::Machine,
        Self::Reaction,
        Self::Courtesy,
        Self::Empty,
        Self::Untimed,
    ];

    /// Its name in JSON: `housekeeping`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Housekeeping => "housekeeping",
            Self::Machine => "machine",
            Self::Reaction => "reaction",
            Self::Courtesy => "courtesy",
            Self::Empty => "empty",
            Self::Untimed => "untimed",
        }
    }

    /// What was left out, in the plural: “thanks and greetings”.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Housekeeping => "joins and channel settings",
            Self::Machine => "notices of programs about themselves",
            Self::Reaction => "emoji alone",
            Self::Courtesy => "thanks and greetings",
            Self::Empty => "messages without words",
            Self::Untimed => "what stands before the first time",
        }
    }

    /// Whether it is left out even when all is to be kept: there is nothing that
    /// could be written down.
    pub(super) const fn is_always(self) -> bool {
        matches!(self, Self::Empty | Self::Untimed)
    }

    /// What a message is by its words alone.
    pub(super) fn of(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.is_empty() {
            return Some(Self::Empty);
        }
        if text.split_whitespace().all(is_emoji) {
            return Some(Self::Reaction);
        }
        if ARRIVALS.iter().any(|arrival| text.starts_with(arrival)) && !text.contains('\n') {
            return Some(Self::Housekeeping);
        }
        is_courtesy(text).then_some(Self::Courtesy)
    }
}

/// Whether a word is an emoji, as a picture or by its name.
pub(super) fn is_emoji(word: &str) -> bool {
    let inner = word.strip_prefix(':').and_then(|rest| rest.strip_suffix(':'));
    let is_name = |inner: &str| {
        let is_part = |c: char| c.is_ascii_alphanumeric() || "_+-:".contains(c);
        inner.chars().all(is_part) && inner.contains(|c: char| c.is_ascii_alphabetic() || c == '1')
    };
    if inner.is_some_and(is_name) {
        return true;
    }
    let is_picture = |c: char| matches!(c, '\u{200D}' | '\u{FE0F}' | '\u{2600}'..='\u{27BF}' | '\u{1F000}'..='\u{1FAFF}');
    !word.is_empty() && word.chars().all(is_picture)
}

/// Whether all words are a courtesy, to whomever.
fn is_courtesy(text: &str) -> bool {
    let is_beside = |word: &&str| !word.starts_with('@') && !is_emoji(word);
    let words: Vec<&str> = text.split_whitespace().filter(is_beside).collect();
    let plain = words.join(" ").to_lowercase().replace('’', "'");
    let plain = plain.trim_matches(|c: char| matches!(c, '!' | '.' | ',' | ' '));
    COURTESIES.contains(&plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_is_known_by_its_words() {
        for (text, noise) in [
            ("Thanks @kim!", Some(Noise::Courtesy)),
            ("+1", Some(Noise::Courtesy)),
            (":+1: :tada:", Some(Noise::Reaction)),
            ("👍🏽", Some(Noise::Reaction)),
            ("joined #mail-incident.", Some(Noise::Housekeeping)),
            ("  ", Some(Noise::Empty)),
        ] {
            assert_eq!(Noise::of(text), noise, "{text}");
        }
    }

    #[test]
    fn what_may_be_a_fact_is_none() {
        for text in [
            "done",
            "Thanks, the rollback is through",
            "yes",
            "ack",
            "10:05:30",
            ":warning: queue full",
            "joined forces with the network team",
            "ok, rolling back",
        ] {
            assert_eq!(Noise::of(text), None, "{text}");
        }
    }
}
