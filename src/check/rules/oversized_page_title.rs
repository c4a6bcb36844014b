//! A title that no page can have.

use crate::check::Facts;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::Kind;

rule! {
    /// Finds a program's title that is too long to name a page.
    ///
    /// ## What it does
    /// Counts the characters of each program's title. Confluence takes page titles of up to 255; reports add up to 55
    /// characters of their own, such as the period.
    ///
    /// ## Why it matters
    /// A page that cannot be created is missed on the day it is needed, and a title of three lines is not read.
    ///
    /// ## Example
    /// ```yaml
    /// title: Central identity for every sign-in of customers, partners, employees and carriers on the web, … (260 characters)
    /// ```
    ///
    /// ## Fix it
    /// Shorten the title. The purpose in the charter's body has room for the rest.
    pub(crate) static META = 905, "oversized-page-title", Warning, since "0.1.0";
}

/// The most characters of a title.
const LONGEST: usize = 200;

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    for program in facts.workspace.programs.iter().filter(|p| p.charter.is_some()) {
        let length = program.title.chars().count();
        if length > LONGEST {
            let place = Place::field(program.subject(Kind::Charter, 0), "title");
            let message =
                format!("the title has {length} characters, and a page's name has room for {LONGEST}");
            out.push(
                Finding::new(&META, place, message).help("shorten it, and move the rest into the purpose"),
            );
        }
    }
}
