//! What all pages share: head and policy, the way around, the foot.

use crate::render::site::File;
use crate::render::site::Showing;
use crate::render::site::html::Html;
use crate::render::site::html::when;
use crate::render::site::kit::day_text;
use crate::report::ProgramHead;
use crate::report::site::SiteHead;

/// What a page may do: load style and script that lie beside it, and nothing else.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
                      base-uri 'none'; form-action 'none'";

/// The pages of a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tab {
    Overview,
    Plan,
    Raid,
    Decisions,
    Readiness,
    Kpis,
    History,
}

impl Tab {
    const ALL: [Tab; 7] =
        [Tab::Overview, Tab::Plan, Tab::Raid, Tab::Decisions, Tab::Readiness, Tab::Kpis, Tab::History];

    /// Returns the file's name without extension.
    pub(crate) fn file(self) -> &'static str {
        match self {
            Tab::Overview => "index",
            Tab::Plan => "plan",
            Tab::Raid => "raid",
            Tab::Decisions => "decisions",
            Tab::Readiness => "readiness",
            Tab::Kpis => "kpis",
            Tab::History => "history",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Tab::Overview => "Overview",
            Tab::Plan => "Plan",
            Tab::Raid => "RAID",
            Tab::Decisions => "Decisions",
            Tab::Readiness => "Readiness",
            Tab::Kpis => "KPIs",
            Tab::History => "History",
        }
    }
}

/// Pages that belong to no program: file without extension, and title.
const SHARED: [(&str, &str); 4] =
    [("index", "Portfolio"), ("decisions", "Open decisions"), ("findings", "Findings"), ("search", "Search")];

/// A page's place on the site.
pub(crate) struct Frame<'a> {
    /// The site.
    pub(crate) head: &'a SiteHead,
    /// The path of the page below the site's folder, without extension.
    pub(crate) path: String,
    program: Option<(&'a ProgramHead, Tab)>,
    showing: Showing,
}

impl<'a> Frame<'a> {
    /// Returns the place of a page that belongs to no program.
    pub(crate) fn of_site(head: &'a SiteHead, path: String, showing: Showing) -> Frame<'a> {
        Frame { head, path, program: None, showing }
    }

    /// Returns the place of a page of a program.
    pub(crate) fn of_program(
        head: &'a SiteHead,
        program: &'a ProgramHead,
        tab: Tab,
        showing: Showing,
    ) -> Frame<'a> {
        let folder = head.lookup.folder(&program.id).unwrap_or("program");
        Frame { head, path: format!("p/{folder}/{}", tab.file()), program: Some((program, tab)), showing }
    }

    /// Returns the way from this page to a file of the site.
    pub(crate) fn to(&self, path: &str) -> String {
        let depth = self.path.matches('/').count();
        match self.program {
            Some(_) if path.starts_with(self.folder()) => path[self.folder().len()..].to_owned(),
            _ => format!("{}{path}", "../".repeat(depth)),
        }
    }

    /// Returns the way to the place of an item: a reference as it is written in a program.
    pub(crate) fn item(&self, program: &str, reference: &str) -> Option<String> {
        let entry = self.head.lookup.find(program, reference)?;
        let folder = &self.head.lookup.programs[entry.program].folder;
        Some(format!("{}#{}", self.to(&format!("p/{folder}/{}.html", entry.page)), anchor(&entry.id)))
    }

    /// Returns the way to a program's own page.
    pub(crate) fn program(&self, id: &str) -> Option<String> {
        self.head.lookup.folder(id).map(|folder| self.to(&format!("p/{folder}/index.html")))
    }

    /// Returns a program's name.
    pub(crate) fn title_of(&self, id: &str) -> Option<&str> {
        self.head.lookup.title(id)
    }

    /// Returns the folder of this page, with a final `/`.
    fn folder(&self) -> &str {
        self.path.rfind('/').map_or("", |at| &self.path[..=at])
    }

    /// Writes the page: `title` is its first heading, `scripts` the files that it needs besides.
    pub(crate) fn page(&self, title: &str, scripts: &[&str], body: impl FnOnce(&mut Html)) -> File {
        let mut h = Html::default();
        h.open("html", &[("lang", "en")]);
        self.write_head(&mut h, title, scripts);
        h.open("body", &[("data-root", &self.to(""))]);
        h.el("a", &[("class", "skip"), ("href", "#main")], "Skip to content");
        self.write_top(&mut h);
        h.wrap("main", &[("id", "main"), ("tabindex", "-1")], body);
        self.write_foot(&mut h);
        h.close("body");
        h.close("html");
        File { path: format!("{}.html", self.path), text: format!("<!DOCTYPE html>\n{}", h.finish()) }
    }

    fn write_head(&self, h: &mut Html, title: &str, scripts: &[&str]) {
        let connect = if self.showing.live { "; connect-src 'self'" } else { "" };
        h.wrap("head", &[], |h| {
            h.void("meta", &[("charset", "utf-8")]);
            let policy = format!("{POLICY}{connect}");
            h.void("meta", &[("http-equiv", "Content-Security-Policy"), ("content", &policy)]);
            h.void("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]);
            h.void("meta", &[("name", "referrer"), ("content", "no-referrer")]);
            h.void("meta", &[("name", "color-scheme"), ("content", "light dark")]);
            h.el("title", &[], &self.window_title(title));
            h.void("link", &[("rel", "icon"), ("href", "data:,")]);
            h.void("link", &[("rel", "stylesheet"), ("href", &self.to("assets/site.css"))]);
            h.el("script", &[("src", &self.to("assets/theme.js"))], "");
            let live = self.showing.live.then_some("assets/live.js");
            for script in std::iter::once("assets/site.js").chain(scripts.iter().copied()).chain(live) {
                h.el("script", &[("src", &self.to(script)), ("defer", "defer")], "");
            }
        });
    }

    fn window_title(&self, title: &str) -> String {
        match self.program {
            Some((program, Tab::Overview)) => format!("{} · {}", program.title, self.head.title),
            Some((program, tab)) => format!("{} · {}", tab.title(), program.title),
            None if title == self.head.title => title.to_owned(),
            None => format!("{title} · {}", self.head.title),
        }
    }

    fn write_top(&self, h: &mut Html) {
        h.wrap("header", &[("class", "top")], |h| {
            h.wrap("div", &[("class", "bar")], |h| {
                h.el("a", &[("class", "brand"), ("href", &self.to("index.html"))], &self.head.title);
                h.wrap("nav", &[("aria-label", "Site")], |h| {
                    for (file, title) in SHARED {
                        let is_here = self.program.is_none() && self.path == file;
                        let here = when(is_here, "aria-current", "page");
                        h.el("a", &[("href", &self.to(&format!("{file}.html"))), here], title);
                    }
                });
            });
            let Some((program, here)) = self.program else { return };
            h.wrap("div", &[("class", "bar under")], |h| {
                h.wrap("nav", &[("aria-label", &format!("Pages of {}", program.title))], |h| {
                    for tab in Tab::ALL {
                        let to = format!("{}.html", tab.file());
                        let here = when(tab == here, "aria-current", "page");
                        h.el("a", &[("href", &to), here], tab.title());
                    }
                });
            });
        });
    }

    fn write_foot(&self, h: &mut Html) {
        h.wrap("footer", &[], |h| {
            let from = self.program.map_or("all programs", |(program, _)| program.id.as_str());
            let audience = self.head.audience.as_ref().map(|a| format!(" · for {a}")).unwrap_or_default();
            h.open("p", &[]);
            h.text(&format!("As of {}{audience} · ", day_text(&self.head.as_of.to_string())));
            h.text(&format!("generated by epm from {from}: edit the source, not these pages"));
            h.close("p");
        });
    }

    /// Writes where a page is: the program above its name.
    pub(crate) fn crumbs(&self, h: &mut Html) {
        let Some((program, _)) = self.program else { return };
        h.wrap("p", &[("class", "crumb")], |h| h.el("a", &[("href", "index.html")], &program.title));
    }
}

/// Returns the id of an item's place on its page.
pub(crate) fn anchor(id: &str) -> String {
    let keep = |c: char| if c.is_alphanumeric() || matches!(c, '.' | '_' | '-') { c } else { '-' };
    format!("i-{}", id.chars().map(keep).collect::<String>())
}
