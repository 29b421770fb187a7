//! The picture of the terminal, `docs/pictures/terminal.svg`: what the program
//! really says about one of the example documents, in its colours.

use std::process::Command;

use anstyle_svg::Term;

use crate::generated::{holds, root};

/// What a reader types.
const COMMAND: &str = "warroom check fixtures/postmortem/traps.md";

/// A day by which all that can be overdue there is.
const TODAY: &str = "2027-01-01";

/// The findings that are shown; between them stands a sign that others are not.
const SHOWN: [&str; 3] =
    ["[severity/conflicting]", "[blame/blaming-question]", "[timeline/milestone-order]"];

/// The columns of the terminal.
const COLUMNS: usize = 100;

/// The colours of a light page, in place of those of a dark one.
const LIGHT: &str = "    @media (prefers-color-scheme: light) {
      .bg { fill: #f6f8fa }
      .fg { fill: #1f2328 }
      .fg-yellow { fill: #7d5600 }
      .fg-bright-red { fill: #c4201d }
      .fg-bright-blue { fill: #0550ae }
    }
";

/// The colours of a dark page, by the names of the library's own.
const DARK: [(&str, &str); 5] = [
    (".bg { fill: #000000 }", ".bg { fill: #161b22 }"),
    (".fg { fill: #AAAAAA }", ".fg { fill: #d1d7e0 }"),
    (".fg-yellow { fill: #AA5500 }", ".fg-yellow { fill: #e3b341 }"),
    (".fg-bright-red { fill: #FF5555 }", ".fg-bright-red { fill: #ff7b72 }"),
    (".fg-bright-blue { fill: #5555FF }", ".fg-bright-blue { fill: #79c0ff }"),
];

#[test]
fn the_picture_of_the_terminal_is_fresh() {
    let screen = format!("\u{1b}[2m$\u{1b}[0m {COMMAND}{}", shortened(&output()));
    let picture = coloured(&Term::new().render_svg(&wrapped(&screen)));
    assert!(
        holds(&root().join("docs/pictures/terminal.svg"), &picture),
        "the picture was out of date and is rewritten: commit it"
    );
}

fn output() -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_warroom"));
    command.args(COMMAND.split(' ').skip(1)).args(["--today", TODAY]).current_dir(root());
    command.env_remove("NO_COLOR").env("CLICOLOR_FORCE", "1").env("COLUMNS", COLUMNS.to_string());
    String::from_utf8(command.output().expect("a run").stdout).expect("UTF-8")
}

/// The findings that are shown, and the last lines; a sign where others were.
fn shortened(output: &str) -> String {
    let blocks: Vec<&str> = output.trim_end().split("\n\n").collect();
    let (summary, findings) = blocks.split_last().expect("a summary");
    let is_shown = |finding: &str| SHOWN.iter().any(|rule| finding.contains(rule));
    let (mut out, mut gap) = (String::new(), "");
    for finding in findings {
        if is_shown(finding) {
            out.push_str(gap);
            out.push_str(finding);
            gap = "\n\n";
        } else {
            gap = "\n\u{1b}[2m⋮\u{1b}[0m\n";
        }
    }
    out + gap + summary
}

/// Lines that are too long, broken at the last space that fits.
fn wrapped(screen: &str) -> String {
    let mut out = String::new();
    let (mut column, mut space, mut is_code) = (0, None, false);
    for character in screen.chars() {
        is_code |= character == '\u{1b}';
        match character {
            '\n' => (column, space) = (0, None),
            _ if is_code => {}
            _ => {
                space = if character == ' ' { Some((out.len(), column)) } else { space };
                column += 1;
            }
        }
        out.push(character);
        is_code &= character != 'm';
        if let Some((at, before)) = space.take_if(|_| column > COLUMNS) {
            out.replace_range(at..=at, "\n");
            column -= before + 1;
        }
    }
    out
}

/// The picture in the colours of the page that it stands on, and able to shrink.
fn coloured(picture: &str) -> String {
    let mut picture = picture.to_owned();
    for (plain, dark) in DARK {
        assert!(picture.contains(plain), "{plain}");
        picture = picture.replace(plain, dark);
    }
    let size = |name: &str| {
        let value =
            picture.split_once(&format!("{name}=\"")).and_then(|(_, rest)| rest.split_once("px"));
        value.expect("a size").0
    };
    let shape = format!("viewBox=\"0 0 {} {}\" xmlns", size("width"), size("height"));
    picture.replacen("xmlns", &shape, 1).replacen("  </style>", &format!("{LIGHT}  </style>"), 1)
}
