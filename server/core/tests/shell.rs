//! What holds for every fence of shell, tried on generated ones.

mod repeatable;

use proptest::prelude::*;
use repeatable::config;
use warroom_core::shell::{Fence, fences};
use warroom_core::syntax::Syntax;
use warroom_core::text::Span;

/// Pieces of shell, whole and broken.
const PIECES: &[&str] = &[
    "kubectl delete ns a",
    "sudo ",
    "xargs -n1 ",
    "rm -rf ",
    "ssh host ",
    "sh -c ",
    "psql -c ",
    "\"$X\"",
    "${A:-b}",
    "'a b'",
    "\"",
    "'",
    "`",
    "$(",
    ")",
    "(",
    "{ ",
    "}",
    "|",
    "||",
    "&&",
    ";",
    "&",
    "<",
    ">",
    "<<EOF",
    "<<-'E F'",
    "EOF",
    "<<<",
    "# comment",
    "\\",
    "\\ ",
    "\\ # why",
    "<name>",
    "{{ x }}",
    "if a; then",
    "fi",
    "for a in b",
    "do",
    "done",
    "case a in",
    "esac",
    "f() {",
    "$ ",
    "root@h:~# ",
    "> ",
    "“a”",
    "–b",
    "\u{a0}",
    "é",
    "日本",
    "𝔘",
    "\t",
    "-- DROP TABLE a;",
    "DELETE FROM b",
    "\\'",
    "$'",
    "((",
    "[[",
    "!",
    "*",
    "=",
];

fn script() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        20 => proptest::sample::select(PIECES).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    let gap = proptest::sample::select(&[" ", " ", "", "\n"][..]);
    proptest::collection::vec((piece, gap), 0..40).prop_map(|pieces| {
        let text: String =
            pieces.into_iter().flat_map(|(piece, gap)| [piece, gap.to_owned()]).collect();
        text.replace('\r', "")
    })
}

/// A document with the script in a fence: at the margin, in an item, in a quote.
fn document() -> impl Strategy<Value = String> {
    let language = proptest::sample::select(&["bash", "console", "sql", ""][..]);
    let prefix = proptest::sample::select(&["", "   ", "> ", "> \t"][..]);
    (script(), language, prefix).prop_map(|(script, language, prefix)| {
        let code: String = script.lines().map(|line| format!("{prefix}{line}\n")).collect();
        let item = if prefix == "   " { "1. Do:\n\n" } else { "" };
        format!("{item}{prefix}~~~~~{language}\n{code}{prefix}~~~~~\n\nAfter.\n")
    })
}

/// Every span that the reading of a fence gives.
fn spans(text: &str, syntax: &Syntax, fence: &Fence) -> Vec<Span> {
    let script = fence.script(text, syntax);
    let mut spans: Vec<Span> = script.fault().into_iter().collect();
    for statement in &script.statements {
        let marks = statement.comments.iter().chain(&statement.broken_continuations);
        spans.extend(marks.chain(&statement.typographic).map(|range| script.span(range)));
        spans.push(script.span(&statement.range));
        for command in script.commands(statement) {
            spans.push(command.span);
            for word in &command.words {
                spans.push(word.span);
                spans.push(word.value().source(0..word.text().len()));
            }
        }
    }
    spans
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_span_lies_in_its_fence(text in document()) {
        let syntax = Syntax::parse(&text);
        for fence in fences(&text, &syntax) {
            for span in spans(&text, &syntax, &fence) {
                let is_inside = fence.code.start <= span.start && span.end <= fence.code.end;
                prop_assert!(is_inside && span.start <= span.end, "{span:?} of {fence:#?}");
                prop_assert!(text.get(span.range()).is_some(), "{span:?} cuts a character");
            }
        }
    }

    #[test]
    fn line_endings_do_not_matter(text in document()) {
        let words = |text: &str| {
            let syntax = Syntax::parse(text);
            let mut words = Vec::new();
            for fence in fences(text, &syntax) {
                let script = fence.script(text, &syntax);
                for command in script.statements.iter().flat_map(|one| script.commands(one)) {
                    words.extend(command.words.iter().map(|word| word.text().to_owned()));
                }
            }
            words
        };
        prop_assert_eq!(words(&text), words(&text.replace('\n', "\r\n")));
    }
}

/// Texts that a grammar is slow at. That they come to an end is the test.
#[test]
fn long_and_tangled_fences_come_to_an_end() {
    let size = 300_000;
    for piece in [
        "(",
        "$(",
        "a | ",
        "` > f ",
        "<<E ",
        "<<E\n",
        "\"",
        "'a",
        "a\n",
        "\\",
        "{{ ",
        "<a",
        "if a; then\n",
        "sh -c \"",
        "a) b\n",
    ] {
        let text = format!("```bash\n{}\n```\n", piece.repeat(size / piece.len()));
        let syntax = Syntax::parse(&text);
        let fences = fences(&text, &syntax);
        let script = fences[0].script(&text, &syntax);
        // The last statements are as many as any rule would ever ask for.
        for statement in script.statements.iter().rev().take(100) {
            let _ = script.commands(statement);
        }
    }
}
