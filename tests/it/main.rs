//! Black-box tests: the binary as a user runs it, one idea a test.

mod across;
mod alerts;
mod book;
mod catalogue;
mod changes;
mod check;
mod commands;
mod communication;
mod config;
mod fixes;
mod fixtures;
mod formats;
mod generated;
mod harness;
mod known;
mod links;
mod lsp;
mod making;
mod online;
mod queries;
mod secrets;
mod timeline;
mod walking;
mod walls;
mod watching;
