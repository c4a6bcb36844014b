//! Answers of a survey with the name of who gave them.

use crate::check::Facts;
use crate::diag::Finding;
use crate::diag::Place;
use crate::diag::Sink;
use crate::diag::rule;
use crate::model::Kind;

rule! {
    /// Finds answers of surveys that tell who gave them.
    ///
    /// ## What it does
    /// Reports a survey with a respondent that is a mail address, or the id, name or address of a person in `org.yaml`.
    ///
    /// ## Why it matters
    /// People answer truthfully when nobody can tell who they are, and what is in Git stays there.
    ///
    /// ## Example
    /// ```csv
    /// survey,respondent,role,question,score
    /// 2026-Q2,maria@example.com,stakeholder,clarity,4
    /// ```
    ///
    /// ## Fix it
    /// Write a salted hash instead of the name, keep the salt outside of the repository, and take the names out of history.
    pub(crate) static META = 824, "named-respondent", Error, since "0.1.0";
}

pub(crate) fn check(facts: &Facts<'_>, out: &mut Sink) {
    let people = facts.workspace.org.iter().flat_map(|org| &org.people);
    let known: Vec<String> = people
        .flat_map(|person| {
            let name = person.name.iter().map(|name| name.to_lowercase());
            let mails = person.emails.iter().map(|mail| mail.to_lowercase());
            std::iter::once(person.id.as_str().to_lowercase()).chain(name).chain(mails).collect::<Vec<_>>()
        })
        .collect();
    for program in &facts.workspace.programs {
        for (n, survey) in program.surveys.iter().enumerate() {
            let subject = program.subject(Kind::Survey, n);
            let is_named = |text: &str| text.contains('@') || known.contains(&text.to_lowercase());
            let named =
                survey.responses.iter().filter(|r| r.respondent.as_deref().is_some_and(is_named)).count();
            if named == 0 {
                continue;
            }
            let answers = crate::diag::wording::count(i64::try_from(named).unwrap_or(i64::MAX), "answer");
            let message = format!("{answers} of survey `{}` tell who gave them", survey.id);
            out.push(
                Finding::new(&META, Place::item(subject), message)
                    .help("write a salted hash instead, and keep the salt outside of the repository"),
            );
        }
    }
}
