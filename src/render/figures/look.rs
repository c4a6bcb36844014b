//! How shapes look, in one table: the class that a web page styles, light or dark, and the same in light colours for
//! pictures that stand alone. Every look can be told from the others without its colour: by form, line or dash.

/// A colour by its part in a page. The page's style sheet says what it is, in light and in dark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Ink,
    Soft,
    Paper,
    Line,
    Band,
    Link,
    Green,
    OnGreen,
    Amber,
    OnAmber,
    Red,
    OnRed,
    Blue,
    OnBlue,
    Grey,
    OnGrey,
}

impl Role {
    #[cfg(test)]
    const ALL: [Role; 16] = [
        Role::Ink,
        Role::Soft,
        Role::Paper,
        Role::Line,
        Role::Band,
        Role::Link,
        Role::Green,
        Role::OnGreen,
        Role::Amber,
        Role::OnAmber,
        Role::Red,
        Role::OnRed,
        Role::Blue,
        Role::OnBlue,
        Role::Grey,
        Role::OnGrey,
    ];

    /// Returns the name of its variable in a style sheet, and its light colour.
    pub(super) fn is(self) -> (&'static str, u32) {
        match self {
            Role::Ink => ("ink", 0x17_2b4d),
            Role::Soft => ("soft", 0x44_546f),
            Role::Paper => ("paper", 0xff_ffff),
            Role::Line => ("line", 0xc1_c7d0),
            Role::Band => ("band", 0xf4_f5f7),
            Role::Link => ("link", 0x00_52cc),
            Role::Green => ("green", 0xe3_fcef),
            Role::OnGreen => ("on-green", 0x16_4b35),
            Role::Amber => ("amber", 0xff_f0b3),
            Role::OnAmber => ("on-amber", 0x53_3f04),
            Role::Red => ("red", 0xff_e2dd),
            Role::OnRed => ("on-red", 0x5d_1f1a),
            Role::Blue => ("blue", 0xde_ebff),
            Role::OnBlue => ("on-blue", 0x09_326c),
            Role::Grey => ("grey", 0xeb_ecf0),
            Role::OnGrey => ("on-grey", 0x2c_3e5d),
        }
    }
}

/// What a look is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Paint {
    /// The class.
    pub(super) class: &'static str,
    /// What fills it.
    pub(super) fill: Option<Role>,
    /// Its line: colour and width.
    pub(super) stroke: Option<(Role, f64)>,
    /// The line's dashes: on, off.
    pub(super) dash: Option<(f64, f64)>,
}

/// Looks and what they are made of, in one table.
macro_rules! looks {
    ($($name:ident $class:literal fill $fill:expr, stroke $stroke:expr, dash $dash:expr;)*) => {
        /// How a shape looks.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Look { $($name),* }

        impl Look {
            const ALL: &'static [Look] = &[$(Look::$name),*];

            /// Returns what it is made of.
            pub(super) fn paint(self) -> Paint {
                match self {
                    $(Look::$name => Paint { class: $class, fill: $fill, stroke: $stroke, dash: $dash },)*
                }
            }
        }
    };
}

looks! {
    Ground "ground" fill Some(Role::Paper), stroke None, dash None;
    Band "band" fill Some(Role::Band), stroke None, dash None;
    Grid "grid" fill None, stroke Some((Role::Line, 1.0)), dash None;
    Axis "axis" fill None, stroke Some((Role::Soft, 1.2)), dash None;
    Today "today" fill None, stroke Some((Role::Link, 1.5)), dash Some((5.0, 3.0));
    Planned "planned" fill Some(Role::Paper), stroke Some((Role::Ink, 1.2)), dash None;
    Active "active" fill Some(Role::Blue), stroke Some((Role::Ink, 1.2)), dash None;
    Done "done" fill Some(Role::Grey), stroke Some((Role::Soft, 1.2)), dash None;
    Critical "critical" fill Some(Role::Ink), stroke Some((Role::Ink, 1.2)), dash None;
    Ghost "ghost" fill None, stroke Some((Role::Soft, 1.2)), dash Some((3.0, 2.5));
    Range "range" fill Some(Role::Blue), stroke Some((Role::OnBlue, 1.0)), dash None;
    Level "level" fill Some(Role::Blue), stroke None, dash None;
    Series "series" fill None, stroke Some((Role::Ink, 1.6)), dash None;
    Commitment "commitment" fill None, stroke Some((Role::Ink, 2.4)), dash None;
    Column "column" fill Some(Role::Grey), stroke Some((Role::Soft, 0.8)), dash None;
    Node "node" fill Some(Role::Paper), stroke Some((Role::Soft, 1.2)), dash None;
    Green "on-green" fill Some(Role::Green), stroke Some((Role::OnGreen, 1.2)), dash None;
    Amber "on-amber" fill Some(Role::Amber), stroke Some((Role::OnAmber, 1.2)), dash None;
    Red "on-red" fill Some(Role::Red), stroke Some((Role::OnRed, 2.0)), dash None;
    Blue "on-blue" fill Some(Role::Blue), stroke Some((Role::OnBlue, 1.2)), dash None;
    Grey "on-grey" fill Some(Role::Grey), stroke Some((Role::OnGrey, 1.2)), dash None;
    Edge "edge" fill None, stroke Some((Role::Soft, 1.3)), dash None;
    Dotted "dotted" fill None, stroke Some((Role::Soft, 1.3)), dash Some((3.0, 4.0));
    Thick "thick" fill None, stroke Some((Role::Ink, 2.4)), dash None;
    Dashed "dashed" fill None, stroke Some((Role::Ink, 1.8)), dash Some((7.0, 4.0));
    Tip "tip" fill Some(Role::Ink), stroke None, dash None;
}

/// How text looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tone {
    Ink,
    Soft,
    /// On a critical bar.
    Paper,
    OnGreen,
    OnAmber,
    OnRed,
    OnBlue,
    OnGrey,
}

impl Tone {
    const ALL: [Tone; 8] = [
        Tone::Ink,
        Tone::Soft,
        Tone::Paper,
        Tone::OnGreen,
        Tone::OnAmber,
        Tone::OnRed,
        Tone::OnBlue,
        Tone::OnGrey,
    ];

    /// Returns the class and the colour.
    pub(super) fn paint(self) -> (&'static str, Role) {
        match self {
            Tone::Ink => ("t", Role::Ink),
            Tone::Soft => ("t-soft", Role::Soft),
            Tone::Paper => ("t-paper", Role::Paper),
            Tone::OnGreen => ("t-green", Role::OnGreen),
            Tone::OnAmber => ("t-amber", Role::OnAmber),
            Tone::OnRed => ("t-red", Role::OnRed),
            Tone::OnBlue => ("t-blue", Role::OnBlue),
            Tone::OnGrey => ("t-grey", Role::OnGrey),
        }
    }
}

/// Returns the rules of a style sheet for pictures in a page: it must define the colours as variables.
pub(crate) fn css() -> String {
    let mut out = String::new();
    for look in Look::ALL {
        let Paint { class, fill, stroke, dash } = look.paint();
        let fill = fill.map_or_else(|| "none".to_owned(), |role| format!("var(--{})", role.is().0));
        out.push_str(&format!("svg.figure .{class} {{ fill: {fill};"));
        if let Some((role, width)) = stroke {
            out.push_str(&format!(" stroke: var(--{}); stroke-width: {width};", role.is().0));
        }
        if let Some((on, off)) = dash {
            out.push_str(&format!(" stroke-dasharray: {on} {off};"));
        }
        out.push_str(" }\n");
    }
    for tone in Tone::ALL {
        let (class, role) = tone.paint();
        out.push_str(&format!("svg.figure .{class} {{ fill: var(--{}); }}\n", role.is().0));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn light_colours_are_those_of_the_page_in_every_picture() {
        let page = include_str!("../../../templates/html/page.css");
        let (light, dark) = page.split_once("@media").unwrap();
        for role in Role::ALL {
            let (name, colour) = role.is();
            assert!(
                light.contains(&format!("--{name}: #{colour:06x};")),
                "{name} differs in the style sheet"
            );
            assert!(dark.contains(&format!("--{name}: #")), "{name} is not there in the dark");
        }
    }
}
