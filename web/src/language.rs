//! The page's languages, and what it says in them.
//!
//! The sentences are Fluent files, `web/locales/<language>/*.ftl`. The build makes a method of each
//! message: one that a language lacks, or that has other variables there, stops it; one that is
//! used nowhere is dead code. So `language.fill_done(5_000)` is "5,000 keys acknowledged".

mod numbers;
mod pattern;

use serde::{Deserialize, Serialize};
use yew::Html;

use pattern::{Argument, Key, Part};

/// A language of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// French.
    French,
}

impl Language {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::English, Self::French];

    /// Its tag, as in `lang="en"`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        self.pick(["en", "fr"])
    }

    /// Its name in itself.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.pick(["English", "Français"])
    }

    /// The language of a tag such as `fr-CA`, if the page has it.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| primary.eq_ignore_ascii_case(language.tag()))
    }

    const fn pick<T: Copy>(self, each: [T; 2]) -> T {
        each[self as usize]
    }
}

include!(concat!(env!("OUT_DIR"), "/messages.rs"));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_known_by_its_tag_whatever_the_region() {
        assert_eq!(Language::of_tag("fr-CA"), Some(Language::French));
        assert_eq!(Language::of_tag("EN"), Some(Language::English));
        assert_eq!(Language::of_tag("de"), None);
        assert_eq!(Language::of_tag(""), None);
    }
}
