//! The language server as an editor sees it: the real binary at the other end
//! of a pipe.

mod across;
mod actions;
mod announced;
mod client;
mod configuration;
mod diagnostics;
mod faults;
mod features;
mod hours;
mod life;
mod parity;
mod settings;
mod storm;
mod templates;
mod text;
mod workspace;
