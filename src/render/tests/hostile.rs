//! Hostile text in every position of the demo page: it must read as it was written, and change no structure.

use std::time::Duration;
use std::time::Instant;

use crate::render::TARGETS;
use crate::render::tests::demo;
use crate::render::tests::properties::differs;
use crate::render::tests::properties::markdown;

/// Texts that mean something to Markdown, HTML, Confluence, a chat, a template engine or a spreadsheet.
pub(in crate::render) const HOSTILE: &[&str] = &[
    "{{ 7*7 }}{% for i in range(99999) %}x{% endfor %}",
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "\" onmouseover=\"x",
    "[x](javascript:alert(1)) ![](http://evil.example/?leak) <iframe>",
    "a | b\n# Fake heading",
    "a \\| b \\",
    "]]><ac:structured-macro ac:name=\"html\"><ac:plain-text-body><![CDATA[x]]>",
    "{html} {include:x} {toc} ${v} {#id}",
    "<!channel> <@U123> [~admin] @org/team @{maria} fixes #1 GH-2 /close",
    "\"]; click A \"javascript:alert(1)\"",
    "%%{init: {\"securityLevel\":\"loose\"}}%%",
    "\"; node [URL=\"x\"]",
    "style a:b #c; section x",
    "\u{1b}]0;pwned\u{7} \u{9b}2J \u{202e}reversed\u{2066}",
    "\u{100000}\u{100010}\u{f0041}\u{100002} forged",
    "# heading",
    "#1 issue",
    "- item",
    "+ item",
    "* item",
    "> quote",
    "1. one",
    "2025. was",
    "1) one",
    "[ ] task",
    "[x] task",
    "---",
    "===",
    "***",
    "```",
    "~~~",
    "    code",
    ": definition",
    "!!! note",
    "| a | b |",
    "[^1]: foot",
    "[ref]: https://example.com",
    "!",
    "x!",
    "*",
    "_a_ __b__ foo_bar_baz snake_ _x",
    "**bold** *em* ~~old~~ ==x== ^x^ ~x~ $x$ $$y$$",
    "`code` `` x ` y ``",
    ":100: a:100:b x:tada: :) 10:30",
    "R&D AT&T; &amp; &#42; &lt;b&gt; &",
    "a<b and x > y <placeholder>",
    "https://example.com/a_b_c?x=1&y=2 www.example.com maria@example.com",
    "https://github.com/o/r/issues/1",
    "C:\\temp\\new \\* \\_ \\(x\\)",
    "trailing \\",
    "trailing #",
    "foo (bar) \"baz\" 'qux'",
    "(c) (tm) -- --- ... 1/2",
    "e\u{301}\u{a0}x\u{200b}\u{200d} שלום 漢字 👩\u{200d}💻 →",
    "wzxhzdk:1 klzzwxh:0042",
    "<br> <br/> </p> <p> <!-- x --> -->",
    "end",
    "%{filepath} %0A::error::x ##[error]x",
    "=HYPERLINK(\"x\")",
];

#[test]
fn hostile_text_reads_as_written_and_changes_no_structure() {
    for text in HOSTILE {
        for target in markdown() {
            if let Some(difference) = differs(text, target.name) {
                panic!("{} with {text:?}: {difference}", target.name);
            }
        }
    }
}

#[test]
fn nothing_in_a_persons_markdown_gets_out_of_its_place() {
    let prose = "\
<script>alert(1)</script>

# Top

[x](javascript:alert(1)) [y](JaVaScRiPt:alert(1)) [z](data:text/html,x) [f](file:///etc/passwd)
<javascript:alert(1)> ![leak](http://evil.example/?leak) [up](../../../etc/passwd) [no](//evil.example)

<iframe src=x></iframe> text <b>bold</b>

\u{100000}\u{100010}\u{f0041}\u{100002}

```
]]><ac:structured-macro ac:name=\"html\">
```

## Below

|a|b|
|-|-|
|`x|y`|
";
    for target in markdown() {
        let page = demo::render("T", &demo::view("x", prose), target.name).unwrap();
        for gone in [
            "<script",
            "<iframe",
            "](javascript",
            "href=\"javascript",
            "](data",
            "](file",
            "![leak",
            "etc/passwd)",
        ] {
            assert!(!page.contains(gone), "{}: {gone} in\n{page}", target.name);
        }
        assert!(!page.contains("alert(1)</script>"), "{page}");
        assert!(page.contains("[leak](http://evil.example/?leak)"), "{page}");
        assert!(page.contains("#### Top") && page.contains("##### Below"), "{page}");
        assert_eq!(page.matches("\n# ").count(), 1);
    }
}

#[test]
fn deep_nesting_neither_hangs_nor_overflows() {
    let deep = [
        "> ".repeat(50_000) + "x",
        ">".repeat(50_000),
        "- ".repeat(50_000) + "x",
        "*a ".repeat(20_000) + &"a* ".repeat(20_000),
        "**a _b ".repeat(10_000) + &"b_ a** ".repeat(10_000),
        "[".repeat(50_000),
        "[a](".repeat(20_000),
        "`".repeat(50_000),
        (0..400).map(|i| " ".repeat(i * 2) + "- a\n").collect(),
    ];
    for prose in deep {
        for target in TARGETS {
            let start = Instant::now();
            demo::render("T", &demo::view("x", &prose), target.name).unwrap();
            let took = start.elapsed();
            assert!(took < Duration::from_secs(20), "{took:?} for {:?}", &prose[..20]);
        }
    }
}

#[test]
fn platforms_are_not_called_upon() {
    let text = "<!channel> @org/team fixes #1, GH-2, :tada: https://github.com/o/r/issues/1";
    let page = demo::render("T", &demo::view(text, text), "gfm").unwrap();
    // code is left alone by platforms
    let prose: String = page.split("```").step_by(2).collect();
    for call in ["@org", "#1", "GH-2", ":tada:", "<!channel", "https://github.com/o/r/issues/1 "] {
        let outside =
            prose.lines().filter(|l| l.contains(call) && !l.contains('`') && !l.contains("](https://"));
        let outside: Vec<&str> = outside.collect();
        assert!(outside.is_empty(), "{call}: {outside:#?}");
    }
}
