//! Holds the walls between the rooms of the project, by reading its sources.
//!
//! What a room may not do with the machine (files, clock, environment) is
//! held by `server/core/clippy.toml`.

use std::fs;

use crate::generated::root;

/// One source file, without its tests and comments.
struct Source {
    /// Relative to the `src` directory, with forward slashes.
    path: String,
    code: String,
}

impl Source {
    /// The first names after every occurrence of `prefix`: `text` and `time`
    /// for `crate::` in `use crate::{text::Span, time}`.
    fn names_after(&self, prefix: &str) -> Vec<&str> {
        let mut names = Vec::new();
        for (at, _) in self.code.match_indices(prefix) {
            let is_whole = !self.code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
            let rest = &self.code[at + prefix.len()..];
            match rest.strip_prefix('{') {
                _ if !is_whole => {}
                Some(list) => names.extend(top_level_names(list)),
                None => names.extend(leading_name(rest)),
            }
        }
        names
    }

    /// The directory or file right below `src` that it belongs to.
    fn room(&self) -> &str {
        let first = self.path.split('/').next().unwrap_or_default();
        first.strip_suffix(".rs").unwrap_or(first)
    }

    /// The directory of a rule below `rules`.
    fn group(&self) -> &str {
        self.path.split('/').nth(1).unwrap_or_default()
    }

    /// The name by which its parent room knows it.
    fn module(&self) -> &str {
        let last = self.path.rsplit('/').next().unwrap_or_default();
        last.strip_suffix(".rs").unwrap_or(last)
    }
}

fn leading_name(code: &str) -> Option<&str> {
    let end = code.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(code.len());
    (end > 0).then(|| &code[..end])
}

/// The names at the head of each entry of `a::{b, c}, d}`.
fn top_level_names(list: &str) -> Vec<&str> {
    let mut names: Vec<&str> = leading_name(list.trim_start()).into_iter().collect();
    let mut depth = 0;
    for (at, character) in list.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.extend(leading_name(list[at + 1..].trim_start())),
            _ => {}
        }
    }
    names
}

/// The sources of a crate below `server`, rooms for tests left out.
fn sources(name: &str) -> Vec<Source> {
    let directory = root().join("server").join(name).join("src");
    let mut paths = vec![directory.clone()];
    let mut sources = Vec::new();
    while let Some(path) = paths.pop() {
        if path.is_dir() {
            let entries = fs::read_dir(&path).expect("a directory");
            paths.extend(entries.map(|entry| entry.expect("an entry").path()));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let whole = fs::read_to_string(&path).expect("a source file");
            let relative = path.strip_prefix(&directory).expect("a path below src");
            let path = relative.to_string_lossy().replace('\\', "/");
            sources.push(Source { path, code: without_tests_and_comments(&whole) });
        }
    }
    sources.retain(|source| !["testing", "pages", "tests"].contains(&source.module()));
    assert!(!sources.is_empty(), "no sources of {name}");
    sources
}

fn without_tests_and_comments(source: &str) -> String {
    let code = source.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// The floors that the head of `lib.rs` names, bottom to top.
fn floors() -> Vec<String> {
    let path = root().join("server/core/src/lib.rs");
    let map = fs::read_to_string(path).expect("the map of the floors");
    let lines = map.lines().filter(|line| line.starts_with("//! "));
    lines.filter_map(|line| Some(line.split_once("[`")?.1.split_once("`]")?.0.to_owned())).collect()
}

#[test]
fn the_map_names_every_floor() {
    let mut rooms: Vec<String> =
        sources("core").iter().map(|source| source.room().to_owned()).collect();
    rooms.retain(|room| room != "lib");
    rooms.sort();
    rooms.dedup();
    let mut floors = floors();
    floors.sort();
    assert_eq!(floors, rooms);
}

#[test]
fn a_floor_imports_none_above_it() {
    let floors = floors();
    let height = |name: &str| floors.iter().position(|floor| floor == name);
    for source in sources("core").iter().filter(|source| source.room() != "lib") {
        let own = height(source.room());
        for name in source.names_after("crate::") {
            let other = height(name);
            assert!(other.is_some() && other <= own, "{} reaches up to {name}", source.path);
        }
    }
}

#[test]
fn rules_do_not_know_each_other() {
    let mut rules = sources("core");
    rules.retain(|source| source.code.contains("static RULE: Rule"));
    assert!(!rules.is_empty());
    for rule in &rules {
        for other in rules.iter().filter(|other| other.path != rule.path) {
            let names_it = match other.group() == rule.group() {
                true => rule.names_after("super::").contains(&other.module()),
                false => rule.names_after("crate::rules::").contains(&other.group()),
            };
            assert!(!names_it, "{} knows {}", rule.path, other.path);
        }
    }
}

/// Rooms of `ide` that hold what several features share.
const SHARED: &[&str] = &[
    "anchors",
    "chart",
    "knowledge",
    "live",
    "moments",
    "open_actions",
    "phase",
    "prose",
    "refactoring",
    "restamp",
    "rows",
    "stamps",
    "tables",
];

#[test]
fn features_do_not_know_each_other() {
    let mut features = sources("core");
    features.retain(|source| source.path.starts_with("ide/"));
    assert!(!features.is_empty());
    for feature in &features {
        let own = feature.path.split('/').nth(1).unwrap_or_default().trim_end_matches(".rs");
        for name in feature.names_after("crate::ide::") {
            let is_type = name.starts_with(|c: char| c.is_ascii_uppercase());
            let is_known = is_type || name == own || SHARED.contains(&name);
            assert!(is_known, "{} knows {name}", feature.path);
        }
    }
}

#[test]
fn the_command_line_and_the_server_stand_side_by_side() {
    for source in sources("warroom") {
        let names = source.names_after("crate::");
        assert!(source.room() != "cli" || !names.contains(&"lsp"), "{} knows lsp", source.path);
        assert!(source.room() != "lsp" || !names.contains(&"cli"), "{} knows cli", source.path);
    }
}

#[test]
fn the_engine_has_two_doors() {
    for source in sources("warroom") {
        if !matches!(source.room(), "cli" | "lsp") {
            continue;
        }
        for name in source.names_after("warroom_core::") {
            let is_door = ["ide", "rules"].contains(&name);
            assert!(is_door, "{} reaches past the doors to {name}", source.path);
        }
    }
}

#[test]
fn names_are_read_out_of_imports() {
    let source = Source {
        path: "a.rs".into(),
        code:
            "use crate::{text::{Span, Edit}, time};\nlet x = crate::rules::all();\nuse mycrate::z;"
                .into(),
    };
    assert_eq!(source.names_after("crate::"), ["text", "time", "rules"]);
}
