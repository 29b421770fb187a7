//! What all documents come to, as one page of HTML that needs nothing else.

mod charts;
mod page;
mod tables;

pub(crate) use self::page::render;

/// The address of a document in the page, from its path in the report.
pub(crate) type Link<'a> = &'a dyn Fn(&str) -> String;
