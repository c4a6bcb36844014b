//! Who a page is for: the name, what they may see, and which of the status packs fits them.

use crate::model::Settings;
use crate::model::Visibility;
use crate::report::phrase;

/// The status pack that an audience reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pack {
    /// One screen: colour, reason, next milestones, top risks, asks.
    Executive,
    /// Every date with its float, blocked work, dependencies, decisions.
    Engineering,
    /// Scope, launch dates, outcomes, what customers were promised.
    Product,
    /// What changes for customers and when, known issues, whom to call.
    Support,
}

impl Pack {
    /// Every pack, in the order of publishing.
    pub const ALL: [Pack; 4] = [Pack::Executive, Pack::Engineering, Pack::Product, Pack::Support];

    /// Returns the word: `executive`.
    pub fn as_str(self) -> &'static str {
        match self {
            Pack::Executive => "executive",
            Pack::Engineering => "engineering",
            Pack::Product => "product",
            Pack::Support => "support",
        }
    }

    fn from_word(word: &str) -> Option<Pack> {
        let word = word.to_ascii_lowercase();
        Pack::ALL.into_iter().find(|pack| singular(&word) == pack.as_str())
    }
}

/// An audience: one that epm knows, or one of `epm.yaml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audience {
    /// The name in file names: `executive`.
    pub name: String,
    /// The name to show: `Executive staff`.
    pub title: String,
    /// The highest visibility that its pages show.
    pub clearance: Visibility,
    /// The status pack that it reads.
    pub pack: Pack,
}

impl Audience {
    /// Returns the audience of pages that are not written for a certain one: everybody in the company.
    pub fn everybody() -> Audience {
        Audience {
            name: "everybody".to_owned(),
            title: "Everybody".to_owned(),
            clearance: Visibility::Internal,
            pack: Pack::Executive,
        }
    }

    /// Finds an audience by name; singular and plural are one. `None` when neither epm nor `epm.yaml` knows it.
    pub fn find(settings: &Settings, name: &str) -> Option<Audience> {
        let known = Pack::from_word(name);
        let is_named = |key: &str| singular(key).eq_ignore_ascii_case(singular(name));
        let own = settings.audiences.iter().find(|(key, _)| is_named(key));
        let clearance = own.and_then(|(_, own)| own.clearance).unwrap_or(Visibility::Internal);
        let pack = known.or_else(|| own.map(|_| Audience::pack_for(clearance)))?;
        let name = match (known, own) {
            (Some(pack), _) => pack.as_str(),
            (None, Some((key, _))) => key,
            (None, None) => name,
        };
        let title = own.and_then(|(_, own)| own.title.as_deref());
        let title = title.map_or_else(|| phrase::capital(name), str::to_owned);
        Some(Audience { name: name.to_ascii_lowercase(), title, clearance, pack })
    }

    /// Returns the names that [`Audience::find`] knows, for a hint.
    pub fn names(settings: &Settings) -> Vec<String> {
        let shipped = Pack::ALL.into_iter().map(|pack| pack.as_str().to_owned());
        let own = settings.audiences.keys().filter(|key| Pack::from_word(key).is_none()).cloned();
        shipped.chain(own).collect()
    }

    /// An audience of one's own reads the pack that its clearance suggests.
    fn pack_for(clearance: Visibility) -> Pack {
        match clearance {
            Visibility::Public => Pack::Support,
            Visibility::Internal => Pack::Executive,
            Visibility::Restricted => Pack::Engineering,
        }
    }

    /// Returns what sets apart the files of pages that are shown to more or fewer people than usual.
    pub(crate) fn suffix(&self) -> &'static str {
        match self.clearance {
            Visibility::Internal => "",
            Visibility::Public => "-public",
            Visibility::Restricted => "-restricted",
        }
    }
}

fn singular(word: &str) -> &str {
    word.strip_suffix(['s', 'S']).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::AudienceSettings;

    fn settings() -> Settings {
        let own = |title: &str, clearance| AudienceSettings {
            title: Some(title.into()),
            clearance: Some(clearance),
            extra: crate::model::Extra::new(),
        };
        Settings {
            audiences: [
                ("executives".to_owned(), own("Executive staff", Visibility::Restricted)),
                ("customers".to_owned(), own("Customers", Visibility::Public)),
            ]
            .into(),
            ..Settings::default()
        }
    }

    #[test]
    fn singular_and_plural_are_one_audience() {
        for name in ["executive", "executives", "Executives"] {
            let found = Audience::find(&settings(), name).unwrap();
            assert_eq!((found.name.as_str(), found.title.as_str()), ("executive", "Executive staff"));
            assert_eq!((found.clearance, found.pack), (Visibility::Restricted, Pack::Executive));
        }
    }

    #[test]
    fn an_unknown_audience_is_none_and_a_known_one_needs_no_settings() {
        assert_eq!(Audience::find(&settings(), "press"), None);
        assert_eq!(Audience::find(&Settings::default(), "support").unwrap().clearance, Visibility::Internal);
        assert_eq!(Audience::find(&settings(), "customer").unwrap().pack, Pack::Support);
        assert_eq!(
            Audience::names(&settings()),
            ["executive", "engineering", "product", "support", "customers"]
        );
    }
}
