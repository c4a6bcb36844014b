//! Facts in prose: writes the value in the place of every reference, once an audience, before any view is built.
//!
//! The facts are those that the audience may see. A value is text: in Markdown it is escaped, and a reference inside a
//! value is not followed. What leads to no fact stays visible, and a hidden item says no more than that it is withheld.

use std::collections::BTreeMap;

use crate::diag::wording;
use crate::model::ItemRef;
use crate::model::Redactor;
use crate::model::Trail;
use crate::model::Visitor;
use crate::model::Workspace;
use crate::plan::Plan;
use crate::report::phrase;
use crate::trend::fact;
use crate::trend::fact::Book;
use crate::trend::fact::Fact;
use crate::trend::fact::Reference;
use crate::trend::fact::WITHHELD;

/// The values of one program's references, by name.
type Values = BTreeMap<String, String>;

/// Writes values in the place of the references in the texts of a workspace; workspace and plan are those of an audience.
pub fn fill(workspace: &mut Workspace, plan: &Plan) {
    let values: Vec<Values> = {
        let book = Book::new(workspace, plan);
        let of = |program: &crate::model::Program| {
            let mut names = Names::default();
            program.items().into_iter().for_each(|(_, item)| item.visit_all(&mut names));
            let value = |name: String| (name.clone(), value(&book, program.index, &name));
            names.found.into_iter().map(value).collect()
        };
        workspace.programs.iter().map(of).collect()
    };
    for (program, values) in
        workspace.programs.iter_mut().zip(values).filter(|(_, values)| !values.is_empty())
    {
        program.rewrite(&Filler { values });
    }
}

/// Returns what a reader sees in the place of a reference.
fn value(book: &Book<'_>, program: u32, name: &str) -> String {
    if name.contains(WITHHELD) {
        return WITHHELD.to_owned();
    }
    match book.read(program, name) {
        Ok(fact) => one_line(&in_words(book.workspace(), &fact)),
        Err(_) => format!("[unknown fact: {name}]"),
    }
}

/// Says a fact as packs say it.
pub fn in_words(workspace: &Workspace, fact: &Fact) -> String {
    match fact {
        Fact::Day(day) => phrase::date(*day),
        Fact::Range(from, to) => phrase::range(*from, *to),
        Fact::Count(n) => n.to_string(),
        Fact::Variance(days) => phrase::variance(*days),
        Fact::Float(days) => phrase::float(*days),
        Fact::Chance(share) => wording::chance(*share),
        Fact::Colour(colour) => colour.as_str().to_owned(),
        Fact::Person(person) => workspace.person_name(person).to_owned(),
        Fact::Words(words) => words.clone(),
        Fact::Missing(words) => (*words).to_owned(),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The names in the texts of a program.
#[derive(Default)]
struct Names {
    found: std::collections::BTreeSet<String>,
}

impl Visitor for Names {
    fn text(&mut self, _at: &Trail, text: &str) {
        self.found.extend(fact::find(text).into_iter().map(|reference| reference.name.to_owned()));
    }
}

/// Writes values into texts.
struct Filler {
    values: Values,
}

impl Filler {
    /// Replaces what `found` lists in a text.
    fn replace(&self, text: &mut String, found: &[(std::ops::Range<usize>, String)]) {
        for (range, value) in found.iter().rev() {
            text.replace_range(range.clone(), value);
        }
    }

    fn value(&self, reference: &Reference<'_>) -> Option<&String> {
        self.values.get(reference.name)
    }
}

impl Redactor for Filler {
    fn hides_item(&self, _reference: &ItemRef) -> bool {
        false
    }

    fn hides_visibility(&self, _word: &str) -> bool {
        false
    }

    fn mend(&self, text: &mut String) {
        let shown = |reference: Reference<'_>| {
            let value = match reference.is_escaped {
                true => text[reference.range.clone()].trim_start_matches('\\').to_owned(),
                false => self.value(&reference)?.clone(),
            };
            Some((reference.range, value))
        };
        let found: Vec<_> = fact::find(text).into_iter().filter_map(shown).collect();
        self.replace(text, &found);
    }

    fn mend_prose(&self, text: &mut String) {
        let shown =
            |reference: Reference<'_>| Some((reference.range.clone(), escaped(self.value(&reference)?)));
        let found: Vec<_> = fact::find_in_prose(text).into_iter().filter_map(shown).collect();
        self.replace(text, &found);
    }
}

/// Returns a value as Markdown shows it as it stands.
fn escaped(value: &str) -> String {
    const PLAIN: &[char] = &[',', '\'', '%', '/', ':'];
    let mut out = String::with_capacity(value.len());
    for c in value.chars() {
        if c.is_ascii_punctuation() && !PLAIN.contains(&c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filler() -> Filler {
        let value = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        Filler { values: [value("a.x", "*<b>* [[a.y]]"), value("a.y", "2 Mar 2027")].into() }
    }

    fn mended(text: &str) -> (String, String) {
        let (mut line, mut prose) = (text.to_owned(), text.to_owned());
        filler().mend(&mut line);
        filler().mend_prose(&mut prose);
        (line, prose)
    }

    #[test]
    fn a_value_is_text_and_is_not_followed() {
        let (line, prose) = mended("on [[a.y]]: [[a.x]]");
        assert_eq!(line, "on 2 Mar 2027: *<b>* [[a.y]]");
        assert_eq!(prose, r"on 2 Mar 2027: \*\<b\>\* \[\[a\.y\]\]");
    }

    #[test]
    fn a_backslash_shows_the_reference_itself() {
        assert_eq!(mended(r"write \[[a.y]]"), ("write [[a.y]]".to_owned(), r"write \[[a.y]]".to_owned()));
        assert_eq!(mended("`[[a.y]]`").1, "`[[a.y]]`");
    }
}
