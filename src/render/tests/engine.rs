//! The template engine: what a template may do, and what its author is told when it goes wrong.

use std::collections::BTreeMap;
use std::time::Duration;
use std::time::Instant;

use serde_json::Value as Json;
use serde_json::json;

use crate::render::Page;
use crate::render::RenderError;
use crate::render::Templates;
use crate::render::render_page;
use crate::render::target;

fn own(templates: &[(&str, &str)]) -> Templates {
    let own: BTreeMap<String, String> =
        templates.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    Templates::new(own)
}

fn gfm(template: &str, view: &Json) -> Result<String, RenderError> {
    let templates = own(&[("t.md.j2", template)]);
    let files = render_page("t.md.j2", view, &Page::default(), target("gfm").unwrap(), &templates)?;
    Ok(files.iter().map(|file| file.text().to_owned()).collect())
}

fn error(template: &str, view: &Json) -> String {
    let error = gfm(template, view).unwrap_err();
    format!("{error} ({})", error.help())
}

#[test]
fn values_are_never_templates() {
    let view = json!({"title": "{{ 7*7 }}{% for i in range(99999) %}x{% endfor %}{# c #}"});
    let page = gfm("## {{ title }}\n", &view).unwrap();
    assert_eq!(page, "## {{ 7\\*7 }}{% for i in range(99999) %}x{% endfor %}&#123;# c #}\n");
}

#[test]
fn an_undefined_name_is_told_with_the_names_there_are() {
    let view =
        json!({"program": {"title": "x", "owner": "y"}, "risks": [{"id": "R-1"}], "as_of": "2026-11-27"});
    assert_eq!(
        error("line\n\n{{ program.titel }}", &view),
        "template `t.md.j2`, line 3: no `program.titel` here (did you mean `title`? `program` has `owner`, `title`)"
    );
    assert_eq!(
        error("{{ env }}", &view),
        "template `t.md.j2`, line 1: no `env` here (the view has `as_of`, `page`, `program`, `risks`)"
    );
    assert_eq!(
        error("{% for r in risks %}\n- {{ r.idd | upper }}\n{% endfor %}", &view),
        "template `t.md.j2`, line 2: no `r.idd` here (did you mean `id`? `r` has `id`)"
    );
    assert!(error("{% if program.nope.deep %}x{% endif %}", &view).contains("no `program.nope` here"));
    assert!(error("{% for x in nope %}x{% endfor %}", &view).contains("no `nope` here"));
}

#[test]
fn templates_come_from_the_map_alone() {
    let view = json!({});
    for name in ["../../../etc/passwd", "/etc/passwd", "reports/../../x", "C:\\x"] {
        let said = error(&format!("{{% include {name:?} %}}"), &view);
        assert!(said.contains("non-existing") && said.contains("`partials/footer.md.j2`"), "{said}");
    }
    let missing = render_page("nope", &view, &Page::default(), target("gfm").unwrap(), &own(&[]));
    assert_eq!(missing.unwrap_err().help(), "there are `partials/footer.md.j2`");
}

#[test]
fn the_workspaces_template_wins() {
    let shipped: &[(&str, &str)] =
        &[("reports/a.md.j2", "shipped"), ("reports/b.md.j2", "{% include 'p.md.j2' %}")];
    let templates = own(&[("reports/a.md.j2", "own"), ("p.md.j2", "part")]).with(shipped);
    let render = |name: &str| {
        render_page(name, &json!({}), &Page::default(), target("gfm").unwrap(), &templates).unwrap()
    };
    assert_eq!(render("reports/a.md.j2")[0].text(), "own\n");
    assert_eq!(render("reports/b.md.j2")[0].text(), "part\n");
    assert!(templates.is_own("p.md.j2") && !templates.is_own("reports/b.md.j2"));
}

#[test]
fn runaway_templates_are_stopped() {
    let start = Instant::now();
    let bombs = [
        "{% for a in range(9999) %}{% for b in range(9999) %}x{% endfor %}{% endfor %}",
        "{% set ns = namespace(x='aaaaaaaa') %}{% for i in range(90) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}",
        "{{ 'x' * 9999999999 }}",
        "{% macro m(n) %}{{ m(n + 1) }}{% endmacro %}{{ m(0) }}",
        "{% include 't.md.j2' %}",
        "{% for a in range(99999) %}{{ 'x' * 9999 }}{% endfor %}",
    ];
    for bomb in bombs {
        let said = error(bomb, &json!({}));
        assert!(said.contains("fuel") || said.contains("recursion"), "{bomb}: {said}");
    }
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
}

#[test]
fn mistakes_of_a_template_are_located_and_helped() {
    let view = json!({"m": {"a": 1}, "s": "x"});
    let said = |template: &str| error(template, &view);
    assert_eq!(
        said("# Title"),
        "template `t.md.j2`: `# Title` is a first-level heading (begin at `##`: the page's title is written for you)"
    );
    assert!(said("a <b>c</b>").contains("`<b>` is raw HTML"));
    assert!(said("<div>\n\nx").contains("`<div>` is raw HTML"));
    assert!(said("\n{{ m }}").starts_with("template `t.md.j2`, line 2: a map cannot be printed"));
    assert!(said("{{ status('pink') }}").contains("no colour `pink`; there are `green`, `amber`"));
    assert!(said("{{ date('soon') }}").contains("`soon` is no date like `2026-11-22`"));
    assert!(said("{{ s | nope }}").contains("filters of epm: `prose`, `inline`"));
    assert!(said("{{ nope(s) }}").contains("functions of epm: `status`"));
    assert!(said("{{ s | safe }}").contains("unknown"));
    assert!(said("{{ fold('x') }}").contains("{% call fold(…) %}…{% endcall %}"));
    assert!(said("{% call callout('shout') %}x{% endcall %}").contains("there are `note`, `tip`"));
    assert!(said("## {{ mermaid('x') }}").contains("`mermaid` stands in a heading"));
    assert!(said("```\n{% call fold('x') %}y{% endcall %}\n```").contains("inside code"));
    assert!(said("{{ figure('../x.svg', 'x') }}").contains("no name of a file beside the page"));
    assert!(said("{% if %}").starts_with("template `t.md.j2`, line 1: "));
}

#[test]
fn markdown_of_the_template_survives_macros_and_sets_and_text_does_not_become_it() {
    let view = json!({"s": "*x*", "list": ["a|b", "*c*"], "none": null, "yes": true, "n": 3.0});
    let template = "\
{% macro strong(x) %}**{{ x }}**{% endmacro %}
{% set line %}_{{ s }}_ {{ status('red', s) }}{% endset %}
{{ strong(s) }} {{ line }} {{ strong('a') ~ ' and ' ~ s }} {{ list | join(', ') }} {{ s ~ '**' }}

| {{ none }} | {{ yes }} | {{ n }} |
|---|---|---|
| {{ list | join(br()) }} | {{ [date('2026-01-02'), s] | join(', ') }} | {{ 'literal *text*' }} |
";
    assert_eq!(
        gfm(template, &view).unwrap(),
        "<strong>\\*x\\*</strong> <em>\\*x\\*</em> 🔴 \\*x\\* **a** and \\*x\\* a&#124;b, \\*c\\* \\*x\\*\\*\\*\n\n\
         | – | yes | 3 |\n| --- | --- | --- |\n\
         | a&#124;b<br/>\\*c\\* | 2026-01-02, \\*x\\* | literal \\*text\\* |\n"
    );
}

#[test]
fn prose_goes_below_the_current_heading_and_stays_in_its_item() {
    let view = json!({"p": "# A\n\n### B\n\ntext\n\n## C", "list": "- one\n- two", "none": null});
    let template = "## Here\n\n{{ p | prose }}\n\n- item\n\n  {{ list | prose }}\n\n### Then\n\n{{ p | prose }}{{ none | prose }}\n";
    assert_eq!(
        gfm(template, &view).unwrap(),
        "## Here\n\n### A\n\n#### B\n\ntext\n\n#### C\n\n- item\n  - one\n  - two\n\n\
         ### Then\n\n#### A\n\n##### B\n\ntext\n\n##### C\n"
    );
}

#[test]
fn references_need_an_anchor() {
    let view = json!({"id": "R-1", "p": "[see](#R-1) and [not](#R-2)"});
    assert_eq!(
        gfm("{{ anchor(id) }}{{ id }} {{ ref(id, 'up') }} {{ ref('R-9', 'gone') }} {{ p | inline }} {{ anchor(id) }}", &view)
            .unwrap(),
        "<a id=\"R-1\"></a>R-1 [up](#R-1) gone [see](#R-1) and not\n"
    );
}

#[test]
fn a_pack_of_five_thousand_rows_is_far_from_the_limit() {
    let row = json!({"id": "M-1", "title": "Token service live in staging", "due": "2026-12-01", "colour": "green", "v": 2});
    let view = json!({"rows": vec![row; 5_000]});
    let template = "| a | b | c | d | e |\n|---|---|---|---|---|\n{% for r in rows %}\n\
        | {{ anchor(r.id) }}{{ r.id }} | **{{ r.title }}** | {{ date(r.due) }} | {{ status(r.colour) }} | {{ r.v | days }} |\n\
        {% endfor %}\n";
    assert_eq!(gfm(template, &view).unwrap().lines().count(), 5_002);
}
