//! `warroom man`: the manual page, in roff.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::CommandFactory;

use super::{Arguments, Failure};

/// Writes the page, with a section for each command, to standard output.
pub(crate) fn run() -> Result<ExitCode, Failure> {
    let mut command = Arguments::command();
    command.build();
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    for command in command.get_subcommands().filter(|command| command.get_name() != "help") {
        section(command, &mut page)?;
    }
    io::stdout().lock().write_all(&page)?;
    Ok(ExitCode::SUCCESS)
}

fn section(command: &clap::Command, page: &mut Vec<u8>) -> io::Result<()> {
    writeln!(page, ".SH \"WARROOM {}\"", command.get_name().to_uppercase())?;
    let man = clap_mangen::Man::new(command.clone());
    man.render_description_section(page)?;
    man.render_options_section(page)
}
