//! Pure analysis of incident documents in Markdown.
//!
//! The floors, bottom to top; a floor imports only from those below it:
//!
//! 1. [`text`]: byte ranges, lines, edits.
//! 2. [`syntax`]: Markdown as blocks with byte ranges; never fails.
//! 3. [`shell`]: the commands in fences, as words with byte ranges.
//! 4. [`secrets`]: the formats of credentials, and masking them.
//! 5. [`vocabulary`]: the closed sets of words of the field.
//! 6. [`time`]: stamps, zones and durations as people write them.
//! 7. [`settings`]: what a team has decided.
//! 8. [`templates`]: what documents are made from, and filling it in.
//! 9. [`document`]: kind, profile, sections, fields, people, action items.
//! 10. [`timeline`]: entries, milestones, phases, computed durations.
//! 11. [`updates`]: what has been said about an incident while it ran.
//! 12. [`suppress`]: ignore comments.
//! 13. [`workspace`]: what crosses files, a summary for each.
//! 14. [`rules`]: what is wrong, and how to mend it.
//! 15. [`ide`]: the door; plain answers for the command line and the editor.
//!
//! Nothing here touches a file, the environment, the clock, a terminal, a
//! thread pool, async code or a protocol type. Reading never fails: whatever
//! the bytes are, there is an answer.

pub mod document;
pub mod ide;
pub mod rules;
pub mod secrets;
pub mod settings;
// Without the grammar nothing asks for words.
#[cfg_attr(not(feature = "shell"), allow(dead_code))]
pub mod shell;
pub mod suppress;
pub mod syntax;
pub mod templates;
pub mod text;
pub mod time;
pub mod timeline;
pub mod updates;
pub mod vocabulary;
pub mod workspace;
