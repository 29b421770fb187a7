//! Picks a command and turns its outcome into an exit status.
//!
//! Nothing of the domain happens here, and nothing is printed but a fault
//! that no command has handled.

mod answers;
mod cli;
mod clock;
mod config;
mod guard;
mod lsp;
mod templates;
mod web;
mod workspace;

use std::io;
use std::process::ExitCode;

use clap::Parser;

use cli::Failure;

fn main() -> ExitCode {
    match cli::run(cli::Arguments::parse(), serve) {
        Ok(status) => status,
        Err(failure) if is_broken_pipe(&failure) => ExitCode::SUCCESS,
        Err(failure) => {
            anstream::eprintln!("{}error{}: {failure}", cli::RED.render(), cli::RED.render_reset());
            ExitCode::from(cli::MISUSE)
        }
    }
}

/// Starts the language server, which shares nothing with the command line but
/// this door.
fn serve(options: &cli::ServerOptions) -> Result<ExitCode, Failure> {
    let options = lsp::Options {
        port: options.socket,
        log_file: options.log_file.clone(),
        today: options.today,
    };
    Ok(lsp::run(&options)?)
}

/// Whoever read our output has seen enough.
fn is_broken_pipe(failure: &Failure) -> bool {
    matches!(failure, Failure::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
}
