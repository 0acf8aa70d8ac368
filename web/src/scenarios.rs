//! Scenarios: the ones that come with the page, and how a file or a link becomes one; how one is
//! played, and how what was done becomes one.

pub mod done;
pub mod playing;
mod reader;
pub(crate) mod seam;

use std::rc::Rc;

use lab::scenario::{SHIPPED, Scenario, ScenarioError};
use web_sys::File;

use crate::address;
pub use reader::{read, unpacked};

/// The end of a scenario file's name.
const ENDING: &str = ".scenario";

/// The most that is repeated of a scenario's name in an address, in characters.
const MAX_NAMED: usize = 40;

/// The most a link may have, in characters: mail programs and chats cut longer ones.
pub const MAX_LINK: usize = 8_000;

/// Where a scenario comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// It is one of the page's own, counted from 0.
    Shipped(usize),
    /// It is a file of the person's.
    Own(File),
    /// It is in a link: the value of the address's parameter.
    Link(Rc<str>),
}

impl Source {
    /// The one that the page's address names; an error is a scenario that does not exist.
    #[must_use]
    pub fn of_address() -> Option<Result<Self, String>> {
        if let Some(run) = address::parameter("run") {
            return Some(Ok(Self::Link(run.into())));
        }
        let named = address::parameter("scenario")?;
        let found = SHIPPED.iter().position(|name| *name == named);
        Some(found.map(Self::Shipped).ok_or_else(|| named.chars().take(MAX_NAMED).collect()))
    }

    /// What an address says behind its `#` to open it; a person's file has no address.
    #[must_use]
    pub fn fragment(&self) -> Option<String> {
        match self {
            Self::Shipped(place) => Some(format!("scenario={}", SHIPPED.get(*place)?)),
            Self::Link(run) => Some(format!("run={run}")),
            Self::Own(_) => None,
        }
    }

    /// Puts it into the page's address; none takes it away. A lesson is taken away in any case.
    pub fn show(source: Option<&Self>) {
        let fragment = source.and_then(Self::fragment);
        let value = |name: &str| {
            let value = fragment.as_deref()?.strip_prefix(name)?.strip_prefix('=')?;
            Some(value.to_owned())
        };
        address::set(&[
            ("scenario", value("scenario")),
            ("run", value("run")),
            ("lesson", None),
            ("step", None),
        ]);
    }
}

/// What became of what was to be read.
#[derive(Clone, Debug, PartialEq)]
pub enum Read {
    /// They are scenarios.
    Scenarios(Rc<[Rc<Packed>]>),
    /// It has an error.
    Wrong(ScenarioError),
    /// It was a link, and leads to nothing.
    BadLink(Trouble),
    /// It could not be had; the text says why.
    Unavailable(String),
}

/// A scenario that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Packed {
    /// What it says.
    pub scenario: Scenario,
    /// The same, as its reader packed it.
    pub packed: Vec<u8>,
}

/// Why a link leads to nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// A newer page made it; with it, the version of its format.
    Newer(String),
    /// It is cut or changed, or never was one.
    Damaged,
    /// There is more in it than a scenario may have.
    TooLarge,
}

/// Whether a file's name is a scenario's.
#[must_use]
pub fn is_named(name: &str) -> bool {
    let end = name.len().checked_sub(ENDING.len()).and_then(|at| name.get(at..));
    end.is_some_and(|end| end.eq_ignore_ascii_case(ENDING))
}

/// The address of one of the page's scenarios.
fn file(place: usize) -> Option<String> {
    Some(format!("./scenarios/{}{ENDING}", SHIPPED.get(place)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scenario_file_is_known_by_the_end_of_its_name() {
        assert!(is_named("mine.scenario") && is_named("é.SCENARIO"));
        assert!(!is_named("scenario") && !is_named("mine.scenario.md") && !is_named("ééééé"));
    }

    #[test]
    fn an_address_leads_back_to_where_it_came_from() {
        assert_eq!(Source::Shipped(1).fragment().as_deref(), Some("scenario=a-fixed-list"));
        assert_eq!(Source::Link("1.abc".into()).fragment().as_deref(), Some("run=1.abc"));
        assert_eq!(Source::Shipped(99).fragment(), None);
    }
}
