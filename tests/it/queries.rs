//! The tree-sitter queries below `grammars/queries`: what they capture, and the
//! files of the editors, which say the same with the names of each editor.
//!
//! A fixture is a document. A line of carets and a name marks what is captured
//! in the line above it. What goes on to later lines is marked to the end of
//! its first line, and `+2` says how many lines follow.

use std::fs;
use std::path::{Path, PathBuf};

use tree_sitter::{Language, Node, Query, QueryCursor, StreamingIterator};
use tree_sitter_md::MarkdownParser;

/// How an editor names captures and files.
struct Editor {
    /// Its queries, from the root of the project.
    folder: &'static str,
    /// What it wants at the head of each file.
    head: &'static str,
    /// Its names for the two grammars of Markdown.
    grammars: [&'static str; 2],
    /// Files that it has no use for.
    without: &'static [&'static str],
    /// What it would refuse.
    refused: Option<&'static str>,
    /// Our names and its names.
    captures: &'static [(&'static str, &'static str)],
}

const GRAMMARS: [&str; 2] = ["markdown", "markdown_inline"];

const EDITORS: &[Editor] = &[
    Editor {
        folder: "editors/nvim/queries",
        // Beside the queries that Neovim has, not in their place.
        head: "; extends\n",
        grammars: GRAMMARS,
        without: &[],
        refused: None,
        captures: &[
            ("@time", "@number"),
            ("@severity", "@constant.builtin"),
            ("@field", "@property"),
            ("@ignore", "@keyword.directive"),
        ],
    },
    Editor {
        folder: "editors/helix/queries",
        head: "",
        grammars: ["markdown", "markdown.inline"],
        without: &["folds.scm"],
        refused: Some("\n  (#set! priority 110)"),
        captures: &[
            ("@time", "@constant.numeric"),
            ("@severity", "@constant.builtin"),
            ("@field", "@variable.other.member"),
            ("@ignore", "@keyword.directive"),
            // Helix knows a fixed set of text objects. `e` selects an entry,
            // `f` a function, which is what a step comes nearest to.
            ("@entry.outer", "@entry.around"),
            ("@entry.inner", "@entry.inside"),
            ("@step.outer", "@function.around"),
            ("@step.inner", "@function.inside"),
        ],
    },
];

#[test]
fn the_queries_of_the_editors_are_fresh() {
    let mut written = Vec::new();
    for (editor, grammar, source) in every_file() {
        let text = derived(editor, &source);
        let path = path_in(editor, grammar, &source);
        let query = Query::new(&language(grammar), &text);
        query.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        if !fs::read_to_string(&path).is_ok_and(|committed| committed == text) {
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(&path, text).expect("a written query");
            written.push(path);
        }
    }
    assert!(written.is_empty(), "queries were out of date and are rewritten: commit {written:#?}");
}

#[test]
fn cells_that_are_times_or_severities_stand_out() {
    check(
        "highlights",
        "
| Time                 | Event                  | Severity |
| -------------------- | ---------------------- | -------- |
| 14:03 | Alert at 14:02 | SEV2 |
  ^^^^^^ time
                           ^^^^^ severity
| 2026-06-09 14:08 UTC | The priority is P1 now | P1 |
  ^^^^^^^^^^^^^^^^^^^^^ time
                                                  ^^^ severity
| 2026-06-09 | A day is not a time | high |
",
    );
}

#[test]
fn times_severities_and_labels_that_are_set_apart_stand_out() {
    check(
        "highlights",
        "
**Severity:** **SEV1**
^^^^^^^^^^^^^ field
              ^^^^^^^^ severity
- **14:03** Alert, **not so fast**
  ^^^^^^^^^ time
- [2026-06-09 14:05Z] declared
  ^^^^^^^^^^^^^^^^^^^ time
- `14:07` and **14:07 or later**
  ^^^^^^^ time
",
    );
}

#[test]
fn comments_that_silence_a_rule_stand_out() {
    check(
        "highlights",
        "
<!-- warroom-ignore timeline/missing-zone -->
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ignore
## Timeline

A line <!-- warroom-ignore role --> and <!-- another -->
       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ignore
",
    );
}

#[test]
fn sessions_are_read_as_shell_and_dialects_as_sql() {
    check(
        "injections",
        "
```console
$ kubectl get pods
^^^^^^^^^^^^^^^^^^ injection.content
```

```psql
SELECT 1;
^^^^^^^^^ injection.content
```

```text
neither
```
",
    );
}

#[test]
fn front_matter_tables_and_steps_with_commands_fold() {
    check(
        "folds",
        "---
^^^ fold +2
kind: runbook
---

| Time  | Event |
^^^^^^^^^^^^^^^^^ fold +2
| ----- | ----- |
| 14:03 | Alert |

1. Look
2. Restart
^^^^^^^^^^ fold +4

   ```sh
   systemctl restart checkout
   ```
",
    );
}

#[test]
fn entries_in_every_form_are_text_objects() {
    check(
        "textobjects",
        "
- **14:03** Alert
^^^^^^^^^^^^^^^^^ entry.outer
  ^^^^^^^^^^^^^^^ entry.inner
- no entry

| Time  | Event |
| ----- | ----- |
| 14:05 | Page  |
^^^^^^^^^^^^^^^^^ entry.outer
          ^^^^^^ entry.inner

[14:07] Declared
^^^^^^^^^^^^^^^^ entry.outer
^^^^^^^^^^^^^^^^ entry.inner

## 14:10 UTC
^^^^^^^^^^^^ entry.outer +2

Fixed
",
    );
}

#[test]
fn steps_in_every_form_are_text_objects() {
    check(
        "textobjects",
        "
1. Look
^^^^^^^ step.outer
   ^^^^ step.inner
2. Restart
^^^^^^^^^^ step.outer +5
   ^^^^^^^ step.inner +4

   ```sh
   systemctl restart checkout
   ```

- [ ] Tell support
^^^^^^^^^^^^^^^^^^ step.outer +1
      ^^^^^^^^^^^^ step.inner

## Step 3: wait
^^^^^^^^^^^^^^^ step.outer +2

Five minutes.
^^^^^^^^^^^^^ step.inner
",
    );
}

/// Checks that the queries of one name capture what is marked, and nothing else.
#[track_caller]
fn check(name: &str, fixture: &str) {
    let (text, wanted) = split_marks(fixture);
    let mut seen: Vec<String> =
        GRAMMARS.iter().flat_map(|grammar| captures(grammar, name, &text)).collect();
    seen.sort();
    seen.dedup();
    assert_eq!(seen, wanted, "in\n{text}");
}

/// A fixture without its marks, and the marks as [`mark`] writes them.
fn split_marks(fixture: &str) -> (String, Vec<String>) {
    let mut lines: Vec<&str> = Vec::new();
    let mut marks = Vec::new();
    for line in fixture.lines() {
        let carets = line.trim_start();
        if !carets.starts_with('^') {
            lines.push(line);
            continue;
        }
        let start = line.len() - carets.len();
        let name = carets.trim_start_matches('^');
        let (name, more) = name.trim().split_once(" +").unwrap_or((name.trim(), "0"));
        let end = start + carets.bytes().take_while(|&byte| byte == b'^').count();
        let more = more.parse().expect("a number of lines");
        marks.push(mark(lines.len(), start, end, name, more));
    }
    marks.sort();
    (lines.join("\n") + "\n", marks)
}

/// `3: 2-7 time +0`: line, columns in its first line, name, further lines.
fn mark(line: usize, start: usize, end: usize, name: &str, more: usize) -> String {
    format!("{line:2}: {start}-{end} {name} +{more}")
}

fn captures(grammar: &str, name: &str, text: &str) -> Vec<String> {
    let path = root().join(format!("grammars/queries/{grammar}/{name}.scm"));
    let Ok(source) = fs::read_to_string(&path) else { return Vec::new() };
    let query = Query::new(&language(grammar), &source).expect("a query that compiles");
    let tree = MarkdownParser::default().parse(text.as_bytes(), None).expect("a tree");
    let trees = match grammar {
        "markdown" => std::slice::from_ref(tree.block_tree()),
        _ => tree.inline_trees(),
    };
    trees.iter().flat_map(|tree| captures_in(&query, tree.root_node(), text)).collect()
}

fn captures_in(query: &Query, node: Node<'_>, text: &str) -> Vec<String> {
    let mut cursor = QueryCursor::new();
    let mut matches = cursor.matches(query, node, text.as_bytes());
    let mut marks = Vec::new();
    while let Some(found) = matches.next() {
        for (index, name) in query.capture_names().iter().enumerate() {
            let nodes: Vec<Node<'_>> = found.nodes_for_capture_index(index as u32).collect();
            let is_private = name.starts_with('_');
            if let (false, [first, .., last] | [first @ last]) = (is_private, &nodes[..]) {
                marks.push(mark_of(*first, *last, name, text));
            }
        }
    }
    marks
}

/// The mark of a capture from its first node to its last.
fn mark_of(first: Node<'_>, last: Node<'_>, name: &str, text: &str) -> String {
    let (start, end) = (first.start_position(), last.end_position());
    let length = text.lines().nth(start.row).map_or(0, str::len);
    // What ends with a line ends before the next.
    let last = if end.column == 0 { end.row - 1 } else { end.row };
    let stop = if end.row == start.row { end.column } else { length };
    mark(start.row + 1, start.column, stop, name, last - start.row)
}

/// The source of a query with the names of an editor.
fn derived(editor: &Editor, source: &Path) -> String {
    let text = fs::read_to_string(source).expect("a query");
    let text = editor.refused.map_or(text.clone(), |refused| text.replace(refused, ""));
    let below = source.strip_prefix(root()).expect("a path of the project").display();
    let note = format!("; Written from {below} by a test; change it there.\n\n");
    let renamed =
        editor.captures.iter().fold(text, |text, (ours, theirs)| text.replace(ours, theirs));
    format!("{}{note}{renamed}", editor.head)
}

fn path_in(editor: &Editor, grammar: &str, source: &Path) -> PathBuf {
    let place = GRAMMARS.iter().position(|&one| one == grammar).expect("a grammar");
    let folder = root().join(editor.folder).join(editor.grammars[place]);
    folder.join(source.file_name().expect("a name"))
}

/// Each file that an editor is to have, with its grammar and its source.
fn every_file() -> Vec<(&'static Editor, &'static str, PathBuf)> {
    let mut files = Vec::new();
    for grammar in GRAMMARS {
        let folder = root().join("grammars/queries").join(grammar);
        for entry in fs::read_dir(folder).expect("a folder of queries") {
            let source = entry.expect("an entry").path();
            let is_wanted =
                |editor: &&Editor| !editor.without.iter().any(|name| source.ends_with(name));
            let wanted = EDITORS.iter().filter(is_wanted);
            files.extend(wanted.map(|editor| (editor, grammar, source.clone())));
        }
    }
    files
}

fn language(grammar: &str) -> Language {
    match grammar {
        "markdown" => tree_sitter_md::LANGUAGE.into(),
        _ => tree_sitter_md::INLINE_LANGUAGE.into(),
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
