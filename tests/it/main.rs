//! Black-box tests: the binary as a user runs it, one idea a test.

mod check;
mod commands;
mod config;
mod fixtures;
mod harness;
mod timeline;
mod walls;
