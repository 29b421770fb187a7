//! The floor against which `warroom check` is measured: the same walk on the
//! same number of threads, each file read and parsed by pulldown-cmark, and
//! nothing else done.
//!
//! `cargo run --release --example parse_only -- PATH` prints how much it read.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use ignore::{DirEntry, WalkBuilder, WalkState};
use pulldown_cmark::{Options, Parser};

const ENDINGS: &[&str] = &[".md", ".markdown", ".qmd", ".md.erb"];

/// The extensions of Markdown that warroom reads.
const EXTENSIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS);

fn main() {
    let root = std::env::args().nth(1).unwrap_or_else(|| ".".to_owned());
    let (files, bytes, events) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
    WalkBuilder::new(root).require_git(false).build_parallel().run(|| {
        Box::new(|entry| {
            if let Some(text) = entry.ok().filter(is_markdown).and_then(read) {
                files.fetch_add(1, Ordering::Relaxed);
                bytes.fetch_add(text.len(), Ordering::Relaxed);
                let parsed = Parser::new_ext(&text, EXTENSIONS).into_offset_iter().count();
                events.fetch_add(parsed, Ordering::Relaxed);
            }
            WalkState::Continue
        })
    });
    println!("{files:?} files, {bytes:?} bytes, {events:?} events");
}

fn is_markdown(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    ENDINGS.iter().any(|ending| name.ends_with(ending)) && entry.path().is_file()
}

#[expect(clippy::needless_pass_by_value, reason = "the shape that `and_then` asks for")]
fn read(entry: DirEntry) -> Option<String> {
    std::fs::read_to_string::<&Path>(entry.path()).ok()
}
