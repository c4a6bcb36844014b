//! A text that says what its readers must not know.

use std::collections::BTreeMap;

use crate::check::Facts;
use crate::check::texts;
use crate::check::texts::TextAt;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::Item;
use crate::model::Program;
use crate::model::Visibility;

rule! {
    /// Finds a text that names a restricted item where more people may read it.
    ///
    /// ## What it does
    /// Looks in the texts of items that are not restricted for ids of restricted items as whole words, and for their titles
    /// word by word. A title counts from two words and ten letters on. The finding repeats no title.
    ///
    /// ## Why it matters
    /// Reports leave restricted items out and blank their ids, but a sentence that tells what the item is about goes out with
    /// the page.
    ///
    /// ## Example
    /// ```yaml
    /// - id: RSK-6t1k
    ///   title: Lockwell may go out of business
    ///   visibility: restricted
    /// - id: RSK-1v9c
    ///   title: The certificate comes late
    ///   description: See RSK-6t1k.
    /// ```
    ///
    /// ## Fix it
    /// Say it without the item, or restrict this one too: `visibility: restricted`.
    pub(crate) static META = 902, "restricted-mention", Warning, since "0.1.0";
}

/// What must not be mentioned.
#[derive(Default)]
struct Restricted {
    /// Ids in lower case, with the program.
    ids: BTreeMap<String, Vec<u32>>,
    /// The words of titles, in lower case, by the first one.
    titles: BTreeMap<String, Vec<Vec<String>>>,
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let restricted = Restricted::new(facts);
    if restricted.ids.is_empty() && restricted.titles.is_empty() {
        return;
    }
    for program in facts.workspace.programs.iter().filter(|program| !is_restricted(program)) {
        for (subject, item) in program.items() {
            if item.visibility() < Visibility::Restricted {
                texts::of_item(subject, item, |text| {
                    if text.part_visibility(program) != Some(Visibility::Restricted) {
                        restricted.look(facts, &text, out);
                    }
                });
            }
        }
    }
}

fn is_restricted(program: &Program) -> bool {
    program.charter.as_ref().is_some_and(|charter| charter.visibility() == Visibility::Restricted)
}

impl Restricted {
    fn new(facts: &Facts<'_>) -> Restricted {
        let mut restricted = Restricted::default();
        for program in &facts.workspace.programs {
            let is_all = is_restricted(program);
            for (_, item) in program.items() {
                if is_all || item.visibility() == Visibility::Restricted {
                    let ids = item.id().into_iter().chain(item.aliases());
                    ids.for_each(|id| restricted.add_id(program, id.as_str()));
                    restricted.add_title(item.title());
                }
            }
            let items = program.readiness.iter().flat_map(|gate| &gate.items);
            for item in items.filter(|item| item.visibility == Some(Visibility::Restricted)) {
                restricted.add_id(program, item.id.as_str());
                restricted.add_title(&item.title);
            }
        }
        restricted
    }

    fn add_id(&mut self, program: &Program, id: &str) {
        // A word of everyday language names nothing by itself.
        if id.bytes().any(|b| b.is_ascii_digit() || b"-_.".contains(&b)) {
            self.ids.entry(id.to_ascii_lowercase()).or_default().push(program.index);
        }
    }

    fn add_title(&mut self, title: &str) {
        let words: Vec<String> = texts::words(title).map(|(_, word)| word.to_lowercase()).collect();
        if let (Some(first), true) = (words.first(), words.len() > 1 && title.chars().count() >= 10) {
            self.titles.entry(first.clone()).or_default().push(words);
        }
    }

    fn look(&self, facts: &Facts<'_>, text: &TextAt<'_>, out: &mut Sink) {
        let words: Vec<(usize, &str)> = texts::words(text.text).collect();
        let mut lower = String::new();
        for (n, (at, word)) in words.iter().enumerate() {
            lower.clear();
            if word.is_ascii() {
                lower.push_str(word);
                lower.make_ascii_lowercase();
            } else {
                lower.push_str(&word.to_lowercase());
            }
            let programs = self.ids.get(&lower);
            // An id counts in its own program, or with the program's id before it.
            let is_named = |program: &u32| {
                let id = facts.workspace.programs.get(*program as usize).map(|p| p.id.as_str());
                let before = n.checked_sub(1).map(|n| words[n].1);
                *program == text.subject.program || (id.is_some() && id == before)
            };
            if programs.is_some_and(|all| all.iter().any(is_named)) {
                let message = format!("`{word}` is restricted, and this text is not");
                let finding = text.finding(facts, &META, (word, *at), message);
                out.push(finding.help("say it without the id, or write `visibility: restricted` here too"));
            }
            let is_same = |(word, (_, here)): (&String, &(usize, &str))| {
                here.eq_ignore_ascii_case(word) || (!here.is_ascii() && here.to_lowercase() == *word)
            };
            let is_title = |title: &Vec<String>| {
                words.len() - n >= title.len() && title.iter().zip(&words[n..]).all(is_same)
            };
            if self.titles.get(&lower).is_some_and(|titles| titles.iter().any(is_title)) {
                let message = "the title of a restricted item stands here, and this text is not restricted";
                let finding = text.finding(facts, &META, (word, *at), message.to_owned());
                out.push(
                    finding.help("say it without the title, or write `visibility: restricted` here too"),
                );
            }
        }
    }
}
