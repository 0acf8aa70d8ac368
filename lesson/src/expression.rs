//! Live figures: numbers in a lesson's text that are worked out while it is read.

mod read;

use node_core::{Term, phash2};
use serde::{Deserialize, Serialize};

use crate::figure::Figure;

/// What a live figure says; from `stored - stranded`, say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Expression {
    /// A number.
    Number(u32),
    /// A number of the cluster.
    Figure(Figure),
    /// `phash2("k_1_7", 5)`: Erlang's hash of a string, by which a key finds its machine.
    Phash2 {
        /// The string.
        key: String,
        /// How many results there can be: from 0 on, below this. At least 1.
        range: u32,
    },
    /// `percent(found, acknowledged)`: how many in a hundred, rounded.
    Percent(Box<Expression>, Box<Expression>),
    /// `a + b`
    Sum(Box<Expression>, Box<Expression>),
    /// `a - b`
    Difference(Box<Expression>, Box<Expression>),
    /// `a * b`
    Product(Box<Expression>, Box<Expression>),
}

/// Where a live figure can't be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unreadable {
    /// In characters from 1.
    pub(crate) column: u32,
}

impl Expression {
    /// Reads what stands behind the `=`.
    pub(crate) fn read(source: &str) -> Result<Self, Unreadable> {
        read::expression(source)
    }

    /// Its value, from those that `lookup` gives for figures of the cluster; none when one of them
    /// is not known, such as the last kill's before there was any, or when there is no such
    /// number: per cent of nothing, or beyond 64 bits.
    #[must_use]
    pub fn value(&self, lookup: impl Fn(&Figure) -> Option<u64>) -> Option<i64> {
        self.worked_out(&lookup)
    }

    fn worked_out(&self, lookup: &impl Fn(&Figure) -> Option<u64>) -> Option<i64> {
        let both = |a: &Self, b: &Self| Some((a.worked_out(lookup)?, b.worked_out(lookup)?));
        match self {
            Self::Number(number) => Some(i64::from(*number)),
            Self::Figure(figure) => i64::try_from(lookup(figure)?).ok(),
            Self::Phash2 { key, range } => {
                Some(i64::from(phash2::hash(&Term::string(key)).checked_rem(*range)?))
            }
            Self::Percent(part, whole) => {
                let (part, whole) = both(part, whole)?;
                // In halves of a per cent, so that a half is rounded up.
                let halves = part.checked_mul(200)?.checked_div(whole)?;
                Some(halves.checked_add(1)?.div_euclid(2))
            }
            Self::Sum(a, b) => both(a, b).and_then(|(a, b)| a.checked_add(b)),
            Self::Difference(a, b) => both(a, b).and_then(|(a, b)| a.checked_sub(b)),
            Self::Product(a, b) => both(a, b).and_then(|(a, b)| a.checked_mul(b)),
        }
    }

    /// The figures of the cluster it speaks of, in order.
    #[must_use]
    pub fn figures(&self) -> Vec<Figure> {
        match self {
            Self::Number(_) | Self::Phash2 { .. } => Vec::new(),
            Self::Figure(figure) => vec![*figure],
            Self::Percent(a, b)
            | Self::Sum(a, b)
            | Self::Difference(a, b)
            | Self::Product(a, b) => [a.figures(), b.figures()].concat(),
        }
    }
}
