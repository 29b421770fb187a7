//! The code of a fence alone: without the marks that quotes and lists put
//! before each line, without prompts, and without output.

use super::language::begins_with_command;
use super::{Fence, Language};
use crate::syntax::{BlockKind, Plain, Syntax};
use crate::text::Span;

/// What a line of a session begins with; the number is the length of the
/// prompt with the blanks behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Prompt {
    /// `$ `, `root@host:~# `, `[me@host ~]$ `.
    Shell(usize),
    /// `orders=# `, `mysql> `.
    Sql(usize),
}

/// How many lines a quote that is open at the end of a command may go on for.
const LONGEST_QUOTE: usize = 40;

/// How many lines a here-document in a session may have.
const LONGEST_DOCUMENT: usize = 200;

/// The code of a fence; each line ends with `\n`, whatever it ends with there.
pub(super) fn source(text: &str, syntax: &Syntax, fence: &Fence) -> Plain {
    let lines = code_lines(text, syntax, fence);
    let is_session = lines.iter().any(|line| {
        let line = line.of(text);
        line.starts_with("$ ") || matches!(prompt(line), Some(Prompt::Shell(_)))
    });
    let kept = match fence.language {
        Language::Sql => lines.into_iter().map(|line| without_sql_prompt(text, line)).collect(),
        _ if is_session => Session { text, lines: &lines }.commands(),
        // A fence that is said to hold a session, but shows no prompt.
        Language::Console => Session { text, lines: &lines }.root_commands(),
        Language::Shell => lines,
    };
    let mut source = Plain::default();
    for line in kept {
        source.push(line.of(text), line);
        source.push("\n", Span::at(line.end));
    }
    source
}

/// The code of a span within a line, as one line: without its ticks, without
/// a prompt, and with a blank for the end of a line.
pub(super) fn code_span(text: &str, code: Span) -> Plain {
    let inner = without_ticks(text, code);
    let length = match prompt(inner.of(text)) {
        Some(Prompt::Shell(length)) => length,
        _ => 0,
    };
    let mut source = Plain::default();
    let mut at = inner.start + length;
    for line in text[at..inner.end].split_inclusive('\n') {
        let written = Span::new(at, at + line.len()).trim(text);
        source.push(written.of(text), written);
        source.push(" ", Span::at(written.end));
        at += line.len();
    }
    source.push("\n", Span::at(inner.end));
    source
}

fn without_ticks(text: &str, code: Span) -> Span {
    let inner = code.of(text).trim_start_matches('`');
    let start = code.end - inner.len();
    Span::new(start, start + inner.trim_end_matches('`').len()).trim(text)
}

/// The lines of the code, without what belongs to the containers around the
/// fence and without their endings.
fn code_lines(text: &str, syntax: &Syntax, fence: &Fence) -> Vec<Span> {
    let block = &syntax.blocks[fence.block];
    let quotes = syntax
        .ancestors(fence.block)
        .filter(|&id| syntax.blocks[id].kind == BlockKind::Quote)
        .count();
    let line_start = memchr::memrchr(b'\n', &text.as_bytes()[..block.span.start]);
    let indent = width(&text[line_start.map_or(0, |at| at + 1)..block.span.start]);
    let mut start = fence.code.start;
    let mut lines = Vec::new();
    for line in fence.code.of(text).split_inclusive('\n') {
        let content = line.trim_end_matches(['\n', '\r']);
        let prefix = prefix_length(content, indent, quotes);
        lines.push(Span::new(start + prefix, start + content.len()));
        start += line.len();
    }
    lines
}

/// How many bytes of a line belong to its containers: blanks and `>` up to the
/// column where the fence opens.
fn prefix_length(line: &str, indent: usize, quotes: usize) -> usize {
    let (mut column, mut quotes) = (0, quotes);
    for (at, byte) in line.bytes().enumerate() {
        match byte {
            _ if column >= indent => return at,
            b' ' => column += 1,
            b'\t' => column += 4 - column % 4,
            b'>' if quotes > 0 => {
                column += 1;
                quotes -= 1;
            }
            _ => return at,
        }
    }
    line.len()
}

/// Columns that a text takes, with a tab up to the next multiple of four.
fn width(text: &str) -> usize {
    text.chars().fold(0, |column, c| column + if c == '\t' { 4 - column % 4 } else { 1 })
}

/// The lines of a session.
struct Session<'a> {
    text: &'a str,
    lines: &'a [Span],
}

impl Session<'_> {
    /// What stands behind prompts, with the lines that continue it.
    fn commands(&self) -> Vec<Span> {
        let mut kept = Vec::new();
        let mut at = 0;
        while at < self.lines.len() {
            let line = self.lines[at];
            at += 1;
            if let Some(Prompt::Shell(length)) = prompt(line.of(self.text)) {
                kept.push(Span::new(line.start + length, line.end));
                let end = at + self.continued(kept[kept.len() - 1], at);
                kept.extend(self.lines[at..end].iter().map(|&line| self.without_second(line)));
                at = end;
            }
        }
        kept
    }

    /// Lines that begin with a command, of a session that shows no prompt; a
    /// `#` before one is the prompt of the administrator.
    fn root_commands(&self) -> Vec<Span> {
        let command = |&line: &Span| {
            let inner = line.of(self.text);
            let rest = inner.strip_prefix("# ").unwrap_or(inner);
            begins_with_command(rest).then(|| Span::new(line.end - rest.len(), line.end))
        };
        self.lines.iter().filter_map(command).collect()
    }

    /// How many lines from `at` on belong to the command on the line `first`.
    fn continued(&self, first: Span, at: usize) -> usize {
        let first = first.of(self.text);
        let rest = self.lines[at..].iter().map(|line| line.of(self.text));
        if let Some(delimiter) = here_delimiter(first) {
            let body =
                rest.clone().take(LONGEST_DOCUMENT).position(|line| line.trim() == delimiter);
            return body.map_or(0, |last| last + 1);
        }
        // Blanks behind the backslash are a mistake, and for a rule to say.
        let goes_on = |line: &str| line.trim_end().ends_with('\\');
        if goes_on(first) {
            let last = rest.clone().position(|line| !goes_on(line));
            return last.map_or(rest.count(), |last| last + 1);
        }
        let mut open = [0_usize; 2];
        let mut count = |line: &str| {
            open[0] += line.bytes().filter(|&byte| byte == b'\'').count();
            open[1] += line.bytes().filter(|&byte| byte == b'"').count();
            open.iter().all(|count| count % 2 == 0)
        };
        if count(first) {
            return 0;
        }
        let until_next = rest.take(LONGEST_QUOTE).take_while(|line| prompt(line).is_none());
        until_next.map(count).position(|closed| closed).map_or(0, |last| last + 1)
    }

    /// A line without the prompt `> ` of a command that goes on.
    fn without_second(&self, line: Span) -> Span {
        let length = if line.of(self.text).starts_with("> ") { 2 } else { 0 };
        Span::new(line.start + length, line.end)
    }
}

/// The word that ends the here-document that a line opens.
fn here_delimiter(line: &str) -> Option<&str> {
    let (_, rest) = line.split_once("<<")?;
    if rest.starts_with('<') {
        return None;
    }
    let rest = rest.trim_start_matches(['-', ' ', '\'', '"', '\\']);
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
    (end > 0).then(|| &rest[..end])
}

fn without_sql_prompt(text: &str, line: Span) -> Span {
    match prompt(line.of(text)) {
        Some(Prompt::Sql(length)) => Span::new(line.start + length, line.end),
        _ => line,
    }
}

/// The prompt at the head of a line.
pub(super) fn prompt(line: &str) -> Option<Prompt> {
    let indent = line.len() - line.trim_start_matches(' ').len();
    let line = &line[indent..];
    // A prompt with a long host and directory still ends here.
    let head = line.char_indices().nth(120).map_or(line, |(at, _)| &line[..at]);
    let (at, mark) = head.char_indices().find(|&(at, mark)| {
        matches!(mark, '$' | '#' | '%' | '>') && head[at + 1..].starts_with(' ')
    })?;
    let before = &head[..at];
    let length = indent + at + 1 + line[at + 1..].len() - line[at + 1..].trim_start().len();
    match mark {
        '$' if before.is_empty() || is_shell_prompt(before) => Some(Prompt::Shell(length)),
        '$' if is_directory(before) && begins_with_command(&line[length - indent..]) => {
            Some(Prompt::Shell(length))
        }
        '#' | '%' | '>' if is_shell_prompt(before) => Some(Prompt::Shell(length)),
        '#' | '>' if is_sql_prompt(before) => Some(Prompt::Sql(length)),
        _ => None,
    }
}

/// `me@host:~`, `[me@host ~]`, `sh-4.4`, `bash-5.0`, `(env) host:~`.
fn is_shell_prompt(before: &str) -> bool {
    let is_version = |rest: &str| rest.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let is_shell =
        ["sh-", "bash-"].iter().any(|name| before.strip_prefix(name).is_some_and(is_version));
    let mut parts = before.splitn(2, '@');
    let (user, host) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let user = user.trim_start_matches(['[', '(']);
    let is_user = |name: &str| {
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
    };
    is_shell
        || (is_user(user)
            && !before.ends_with(' ')
            && host.starts_with(|c: char| c.is_ascii_alphanumeric()))
}

/// `~/work `, `/srv `, `checkout `: where the session stands.
fn is_directory(before: &str) -> bool {
    before.strip_suffix(' ').is_some_and(|path| !path.is_empty() && !path.contains(' '))
}

/// `orders=`, `orders-`, `mysql`, `MariaDB [(none)]`, `sqlite`.
fn is_sql_prompt(before: &str) -> bool {
    let name = before.strip_suffix(['=', '-', '(']);
    let is_psql = name.is_some_and(|name| {
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
    });
    is_psql || ["mysql", "sqlite", "cqlsh"].contains(&before) || before.starts_with("MariaDB [")
}
