//! References in prose, from files to pages: every name, what is unknown, withheld or hostile.

use epm::model::Kind;
use epm::model::Visibility;
use epm::pipeline::Session;
use epm::pipeline::publish;
use epm::trend::fact;
use epm::trend::fact::Book;
use epm::trend::fact::Fact;

use crate::support;

const MILESTONES: &str = "milestones:
  - {id: contract-tests, title: Contract tests green, duration: 10d, owner: maria, committed: 2026-12-01}
  - {id: idp-ga, title: Generally available, depends_on: [contract-tests], committed: 2026-12-10}
";

fn world(extra: &[(&str, &str)]) -> Session {
    let charter = "---\nid: identity\ntitle: Central identity\nowner: maria\nfinish_milestone: idp-ga\n---\n";
    let mut files = vec![("charter.md", charter), ("milestones.yaml", MILESTONES)];
    files.extend(extra);
    support::open_files(&files)
}

/// Returns the narrative of the status note as an audience reads it.
fn narrative(text: &str, extra: &[(&str, &str)], clearance: Visibility) -> String {
    let note = format!("---\nas_of: 2026-11-20\n---\n{text}\n");
    let mut files = vec![("status/2026-W47.md", note.as_str())];
    files.extend(extra);
    let (workspace, _) = publish::seen_by(&world(&files), clearance);
    workspace.programs[0].statuses[0].narrative.as_ref().unwrap().to_string()
}

fn internal(text: &str) -> String {
    narrative(text, &[], Visibility::Internal)
}

#[test]
fn references_read_as_the_facts_that_packs_show() {
    // Ten working days from Friday 2026-11-20 end on Thursday 2026-12-03.
    for (reference, value) in [
        ("contract-tests.finish", "3 Dec 2026"),
        ("CONTRACT-TESTS.start", "20 Nov 2026"),
        ("contract-tests.committed", "1 Dec 2026"),
        ("contract-tests.variance", "2 working days late"),
        ("contract-tests.colour", "amber"),
        ("contract-tests.owner", "maria"),
        ("contract-tests.status", "planned"),
        ("contract-tests.p80", "not forecast"),
        ("contract-tests.started", "no date"),
        ("idp-ga.float", "none"),
        ("idp-ga.variance", "5 working days early"),
        ("identity/idp-ga.finish", "3 Dec 2026"),
        ("program.finish", "3 Dec 2026"),
        ("identity.committed", "10 Dec 2026"),
        ("identity/program.status", "active"),
        ("milestones.late", "1"),
        ("milestones.open.committed", "2"),
        ("identity/milestones.done", "0"),
        ("risks.open.high", "0"),
    ] {
        assert_eq!(internal(&format!("It is [[{reference}]].")), format!("It is {value}."), "{reference}");
    }
}

#[test]
fn every_name_is_a_fact_of_the_items_of_its_kinds() {
    let session = support::open_folder(&support::root("examples/identity-migration"));
    let (workspace, plan) = publish::seen_by(&session, Visibility::Restricted);
    let book = Book::new(&workspace, &plan);
    let mut read = 0;
    for program in &workspace.programs {
        for (_, item) in program.items() {
            let kind = item.kind();
            let Some(id) = item.id() else { continue };
            let id = if kind == Kind::Charter { "program" } else { id.as_str() };
            let words =
                fact::FIELDS.iter().filter(|field| field.kinds.contains(&kind)).map(|field| field.word);
            for word in words.chain(fact::dates_of(kind)) {
                let name = format!("{id}.{word}");
                assert!(
                    book.read(program.index, &name).is_ok(),
                    "{name}: {:?}",
                    book.read(program.index, &name)
                );
                read += 1;
            }
        }
        for count in fact::COUNTS {
            for filter in count.filters() {
                let name = format!("{}.{filter}", count.word);
                assert!(matches!(book.read(program.index, &name), Ok(Fact::Count(_))), "{name}");
                read += 1;
            }
        }
    }
    assert!(read > 300, "only {read} names were read");
}

#[test]
fn what_leads_nowhere_is_told_in_place_and_stays_visible() {
    let note =
        "---\nas_of: 2026-11-20\nheadline: GA on [[idp-gaa.finish]]\n---\nLate by [[idp-ga.varience]].\n";
    let session = world(&[("status/2026-W47.md", note)]);
    let told = |found: &&epm::diag::Resolved| found.finding.rule.code.to_string() == "EPM906";
    let found: Vec<_> = session.findings.iter().filter(told).cloned().collect();
    assert_eq!(
        support::lines(&found),
        [
            "status/2026-W47.md:3:17 EPM906 no item `idp-gaa` in program `identity`",
            "status/2026-W47.md:5:9 EPM906 no fact `varience` of milestone `idp-ga`",
        ]
    );
    let helps: Vec<_> = found.iter().filter_map(|found| found.finding.help.as_deref()).collect();
    assert_eq!(helps, ["did you mean `[[idp-ga.finish]]`?", "did you mean `[[idp-ga.variance]]`?"]);
    assert_eq!(internal("Late by [[idp-ga.varience]]."), r"Late by \[unknown fact: idp\-ga\.varience\].");
}

#[test]
fn a_hidden_item_is_withheld_in_every_spelling_and_told() {
    let secret = "risks:\n  - {id: takeover, title: Zqx is taken over, owner: maria, raised: 2026-11-18, visibility: restricted}\n";
    let text = "On [[takeover.raised]], [[ Identity/TAKEOVER.title ]] and [[risks.all]].";
    let extra = [("raid.yaml", secret)];
    assert_eq!(narrative(text, &extra, Visibility::Internal), r"On \[withheld\], \[withheld\] and 0.");
    assert_eq!(narrative(text, &extra, Visibility::Restricted), "On 18 Nov 2026, Zqx is taken over and 1.");
    let note = format!("---\nas_of: 2026-11-20\n---\n{text}\n");
    let session = world(&[("raid.yaml", secret), ("status/2026-W47.md", &note)]);
    let told = support::lines(&session.findings).into_iter().filter(|line| line.contains("EPM90"));
    assert_eq!(
        told.collect::<Vec<_>>(),
        [
            "status/2026-W47.md:4:4 EPM907 `takeover` is restricted, and this text is internal",
            "status/2026-W47.md:4:25 EPM907 `takeover` is restricted, and this text is internal",
        ]
    );
}

#[test]
fn a_value_is_text_whatever_somebody_wrote_into_a_title() {
    let hostile = "risks:\n  - {id: r1, title: '<script>alert(1)</script> **bold** [x](javascript:alert(1)) [[idp-ga.finish]] | `a`', owner: maria}\n";
    let text = narrative("We fear [[r1.title]].", &[("raid.yaml", hostile)], Visibility::Internal);
    assert!(text.contains(r"\<script\>") && text.contains(r"\*\*bold\*\*"), "{text}");
    assert!(text.contains(r"\[\[idp\-ga\.finish\]\]"), "a reference in a value is not followed: {text}");
    for odd in
        ["[[", "[[]]", "[[.]]", "[[a.b", "[[../../etc/passwd.txt]]", "[[\u{202e}a.b]]", "[[a.b]]]]]]", "]][["]
    {
        let long = odd.repeat(2000);
        let _ = internal(&long);
    }
}
