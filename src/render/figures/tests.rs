//! What holds for every picture: no text meets another or leaves the picture, whatever it says and however many there
//! are; it is well-formed; and it has words for those who cannot see it.
#![allow(clippy::cast_precision_loss, reason = "small numbers of a test")]

use crate::render::figures;
use crate::render::figures::Drawing;
use crate::render::tests::hostile::HOSTILE;
use crate::report::picture::BurnUp;
use crate::report::picture::Distribution;
use crate::report::picture::HeatField;
use crate::report::picture::HeatMap;
use crate::report::picture::HeatRow;
use crate::report::picture::HeatState;
use crate::report::picture::Picture;
use crate::report::picture::RiskMatrix;
use crate::report::picture::RiskSpot;
use crate::report::picture::SlipChart;
use crate::report::picture::SlipLine;
use crate::report::picture::Spark;
use crate::report::picture::Sparklines;
use crate::report::picture::Timeline;
use crate::report::picture::TimelineRow;

/// How pictures are filled: how many items, what they are called, and whether all fall on one day.
#[derive(Clone, Copy, Debug)]
struct Filled<'a> {
    items: usize,
    words: &'a str,
    is_same: bool,
}

impl Filled<'_> {
    fn day(&self, n: usize) -> String {
        let n = if self.is_same { 0 } else { n };
        format!("20{:02}-{:02}-{:02}", 26 + n / 120 % 60, n / 10 % 12 + 1, n * 3 % 28 + 1)
    }

    fn pictures(&self) -> Vec<Picture> {
        vec![
            self.timeline(),
            self.matrix(),
            self.distribution(),
            self.slip_chart(),
            self.burn_up(),
            self.sparklines(),
            self.heat_map(),
        ]
    }

    fn timeline(&self) -> Picture {
        let row = |n: usize| TimelineRow {
            id: format!("item-{n}-{}", "x".repeat(n % 60)),
            title: format!("{} {n}", self.words),
            group: if n.is_multiple_of(7) { self.words.to_owned() } else { String::new() },
            start: (!n.is_multiple_of(3)).then(|| self.day(n)),
            finish: self.day(n + 20),
            committed: (!n.is_multiple_of(2)).then(|| self.day(n + 23)),
            baseline: (!n.is_multiple_of(5)).then(|| self.day(n + 2)),
            p50: (!n.is_multiple_of(4)).then(|| self.day(n + 22)),
            p80: (!n.is_multiple_of(4)).then(|| self.day(n + 30)),
            done: n.is_multiple_of(6),
            critical: n.is_multiple_of(3),
            note: format!("4 Mar 2027, +{n}d, {}", self.words),
            ..TimelineRow::default()
        };
        Picture::Timeline(Timeline { as_of: self.day(11), rows: (0..self.items).map(row).collect() })
    }

    fn matrix(&self) -> Picture {
        let band = |n: usize| u8::try_from(if self.is_same { 3 } else { n % 5 + 1 }).unwrap();
        let risk = |n: usize| RiskSpot {
            id: format!("{} {n}", self.words),
            probability: band(n),
            impact: band(n / 5),
            before: (!n.is_multiple_of(2)).then(|| (band(n + 1), band(n + 3))),
            is_new: n.is_multiple_of(7),
        };
        let risks = (0..self.items).map(risk).collect();
        Picture::RiskMatrix(RiskMatrix { risks, unscored: 2, since: Some(self.day(0)) })
    }

    fn distribution(&self) -> Picture {
        Picture::Distribution(Distribution {
            title: self.words.to_owned(),
            days: (0..self.items.max(2)).map(|n| self.day(n)).collect(),
            planned: Some(self.day(1)),
            committed: Some(self.day(self.items / 2)),
            chance: Some(0.123),
        })
    }

    fn slip_chart(&self) -> Picture {
        let line = |n: usize| SlipLine {
            id: format!("item-{n}"),
            title: self.words.to_owned(),
            committed: (!n.is_multiple_of(2)).then(|| self.day(30)),
            points: (0..1 + n % 30).map(|k| (self.day(k), self.day(k * 3 + n))).collect(),
        };
        Picture::SlipChart(SlipChart { lines: (0..self.items).map(line).collect() })
    }

    fn burn_up(&self) -> Picture {
        let line =
            |step: usize| (0..self.items.max(1)).map(|n| (self.day(n * step), (n * step) as f64)).collect();
        let (agreed, expected, done) = (line(1), line(2), line(3));
        let (as_of, unit) = (self.day(4), self.words.to_owned());
        Picture::BurnUp(BurnUp { as_of, unit, total: self.items as f64, agreed, expected, done })
    }

    fn sparklines(&self) -> Picture {
        let row = |n: usize| Spark {
            id: format!("m-{n}"),
            title: self.words.to_owned(),
            values: (0..n).map(|k| if k == 7 { f64::NAN } else { (k * 7 % 13) as f64 * 1e9 }).collect(),
            target: (!n.is_multiple_of(2)).then_some(5.0),
            value: format!("{n} {}", self.words),
            note: self.words.to_owned(),
        };
        Picture::Sparklines(Sparklines { rows: (0..self.items).map(row).collect() })
    }

    fn heat_map(&self) -> Picture {
        let states =
            [HeatState::Unknown, HeatState::Off, HeatState::Idle, HeatState::Within, HeatState::Over];
        let field = |n: usize| HeatField {
            state: states[n % 5],
            share: n as f64 / 7.0,
            text: format!("{} {n}%", self.words),
        };
        let row = |n: usize| HeatRow {
            id: format!("team-{n}"),
            name: self.words.to_owned(),
            fields: (0..self.items).map(|k| field(n + k)).collect(),
        };
        let columns = (0..self.items).map(|n| self.day(n)).collect();
        let rows = (0..self.items.min(40)).map(row).collect();
        Picture::HeatMap(HeatMap { columns, rows })
    }
}

fn check(drawing: &Drawing, what: &str) {
    let texts: Vec<_> = drawing.texts().collect();
    let rooms: Vec<_> = texts.iter().map(|text| text.room()).collect();
    for (at, room) in rooms.iter().enumerate() {
        let is_in = room.left >= -0.05
            && room.top >= -0.05
            && room.right <= drawing.width + 0.05
            && room.bottom <= drawing.height + 0.05;
        assert!(is_in, "{what}: `{}` leaves the picture: {room:?}", texts[at].words);
        for (other, text) in rooms[..at].iter().zip(&texts) {
            assert!(!room.meets(other), "{what}: `{}` meets `{}`", texts[at].words, text.words);
        }
    }
    assert!(!drawing.alt.is_empty(), "{what} has no words");
    for svg in [figures::inline(drawing), figures::standalone(drawing)] {
        let read = roxmltree::Document::parse(&svg).unwrap_or_else(|e| panic!("{what}: {e}\n{svg}"));
        let known = ["svg", "title", "path", "rect", "text"];
        for node in read.descendants().filter(roxmltree::Node::is_element) {
            assert!(known.contains(&node.tag_name().name()), "{what} holds {:?}", node.tag_name());
            assert!(node.attributes().all(|a| !a.name().starts_with("on") && a.name() != "href"));
        }
    }
}

/// Checks all pictures that are filled in this way.
fn check_all(filled: Filled<'_>) {
    for picture in filled.pictures() {
        let what = format!("{} of {} called `{:.20}`", picture.name(), filled.items, filled.words);
        let drawings = figures::draw(&picture);
        assert!(filled.items == 0 || !drawings.is_empty(), "{what} is not drawn");
        drawings.iter().for_each(|drawing| check(drawing, &what));
    }
}

#[test]
fn no_label_meets_another_or_leaves_the_picture() {
    for items in [0, 1, 2, 5, 50, 500] {
        for is_same in [false, true] {
            check_all(Filled { items, words: "Token service live in staging", is_same });
        }
    }
}

#[test]
fn whatever_it_says() {
    let long = "Everything that anybody ever wanted to say about this ".repeat(40);
    let marks = format!("a{}", "\u{301}".repeat(3000));
    let own = ["W".repeat(300), "i".repeat(900), long, marks, "👩\u{200d}💻 日本語 שלום العربية".to_owned()];
    for words in own.iter().map(String::as_str).chain(HOSTILE.iter().copied()) {
        check_all(Filled { items: 12, words, is_same: false });
    }
}

#[test]
fn pixels_are_the_same_every_time_and_of_the_right_size() {
    for picture in (Filled { items: 9, words: "Żółć → Ω 日", is_same: false }).pictures() {
        for drawing in figures::draw(&picture) {
            let bytes = figures::png(&drawing);
            assert_eq!(bytes, figures::png(&drawing));
            assert!(bytes.starts_with(b"\x89PNG\r\n"));
            let side = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
            assert_eq!((side(16), side(20)), ((drawing.width * 2.0) as u32, (drawing.height * 2.0) as u32));
        }
    }
}
