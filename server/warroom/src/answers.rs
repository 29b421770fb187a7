//! Answers of core as JSON, where the command line and the editor give the
//! same. It decides nothing and prints nothing.

pub(crate) mod actions;
pub(crate) mod standing;
