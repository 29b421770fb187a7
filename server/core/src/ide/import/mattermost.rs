//! Mattermost: the lines of a bulk export, one object a line. Only posts and
//! their replies say what happened.

use serde::Deserialize;
use serde_json::Value;

use super::clock::When;
use super::json;
use super::people::Person;
use super::{Message, Noise, Unreadable};

#[derive(Deserialize)]
struct Line {
    #[serde(rename = "type")]
    kind: String,
    post: Option<Post>,
    direct_post: Option<Post>,
}

#[derive(Deserialize)]
struct Post {
    user: Option<String>,
    message: Option<String>,
    create_at: Value,
    #[serde(rename = "type")]
    kind: Option<String>,
    replies: Option<Vec<Post>>,
}

pub(super) fn read(text: &str) -> Result<Vec<Message>, Unreadable> {
    let mut messages = Vec::new();
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let number = index + 1;
        let line: Line =
            serde_json::from_str(line).map_err(|error| json::unreadable(number, &error))?;
        let post = match line.kind.as_str() {
            "post" => line.post,
            "direct_post" => line.direct_post,
            _ => continue,
        };
        let missing = || Unreadable { line: number, reason: "the post is missing".to_owned() };
        post.ok_or_else(missing)?.collect(number, &mut messages)?;
    }
    Ok(messages)
}

impl Post {
    /// This post and its replies, which have none of their own.
    fn collect(self, line: usize, messages: &mut Vec<Message>) -> Result<(), Unreadable> {
        for post in std::iter::once(&self).chain(self.replies.iter().flatten()) {
            messages.push(post.message(line)?);
        }
        Ok(())
    }

    fn message(&self, line: usize) -> Result<Message, Unreadable> {
        let utc = json::moment(&self.create_at, line, "create_at")?;
        let is_of_system = self.kind.as_deref().is_some_and(|kind| kind.starts_with("system_"));
        Ok(Message {
            when: When::sure(utc),
            by: self.user.as_deref().map(Person::named),
            text: self.message.clone().unwrap_or_default(),
            line,
            noise: is_of_system.then_some(Noise::Housekeeping),
        })
    }
}
