//! The dashboard: its files are sound, lead somewhere, tell nothing hidden, and are written and removed with care.

mod folder; // what the command writes, leaves and removes
mod hostile; // titles that want to break out
mod pages; // every page of every example
mod secrets; // what an audience may not see is in no file

use std::collections::BTreeMap;

use epm::pipeline::Session;
use epm::pipeline::site;
use epm::render::site::Showing;

/// Returns the files of a site by path.
fn files(session: &Session) -> BTreeMap<String, String> {
    let files = site::build(session, None, &[], Showing::default());
    files.into_iter().map(|file| (file.path, file.text)).collect()
}

/// Returns the pages of a site by path.
fn pages(session: &Session) -> BTreeMap<String, String> {
    files(session).into_iter().filter(|(path, _)| path.ends_with(".html")).collect()
}

/// Parses a page, which is well-formed XML behind its first line.
fn parsed<'a>(path: &str, text: &'a str) -> roxmltree::Document<'a> {
    let (first, rest) = text.split_once('\n').unwrap();
    assert_eq!(first, "<!DOCTYPE html>", "{path}");
    roxmltree::Document::parse(rest).unwrap_or_else(|error| panic!("{path}: {error}"))
}
