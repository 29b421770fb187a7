//! The options of `warroom lsp`. What the server does is not known here.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;

#[derive(Debug, Args)]
pub(crate) struct ServerOptions {
    /// Talk over standard input and output; this is the default
    #[arg(long, conflicts_with = "socket")]
    stdio: bool,
    /// Connect to the editor at this port of this machine
    #[arg(long, value_name = "PORT")]
    pub(crate) socket: Option<u16>,
    /// Note here what the server does
    #[arg(long, value_name = "FILE")]
    pub(crate) log_file: Option<PathBuf>,
    /// Take this day as today [default: the clock's]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) today: Option<NaiveDate>,
}
