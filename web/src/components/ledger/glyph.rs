//! A key as a small cell: what became of it is told by a shape and a colour, which stay apart at
//! seven pixels, and without any colour too.

use lab::ledger::Fate;
use yew::prelude::*;

use crate::{components::bar::Word, language::Language};

/// What became of a key that has a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// A `get` finds its last value: a full square.
    Found,
    /// A `get` finds an old value: a square with a hole.
    Stale,
    /// It has copies, none on its owner: a square cut in two.
    Unreachable,
    /// It is stored nowhere: an outline.
    Lost,
    /// It was deleted, and an old copy came back: a diamond.
    Resurrected,
}

/// A part of a glyph: its class, and how it is drawn from the upper left corner of its cell.
type Part = (&'static str, &'static str);

/// Side of a glyph in its cell, which is 1: the rest is the gap to the next one.
const SQUARE: &str = "h.86v.86h-.86z";

impl Kind {
    /// All of them, in the order in which they are drawn.
    pub const ALL: [Self; 5] =
        [Self::Found, Self::Stale, Self::Unreachable, Self::Lost, Self::Resurrected];

    /// What a cell of this fate is; one that has no cell counts as lost.
    pub const fn of(fate: Fate) -> Self {
        match fate {
            Fate::Found => Self::Found,
            Fate::Stale => Self::Stale,
            Fate::Unreachable => Self::Unreachable,
            Fate::Lost | Fate::Deleted | Fate::Never => Self::Lost,
            Fate::Resurrected => Self::Resurrected,
        }
    }

    /// Its word, as it stands beside a number.
    pub const fn word(self) -> Word {
        match self {
            Self::Found => Language::figure_found,
            Self::Stale => Language::figure_stale,
            Self::Unreachable => Language::figure_unreachable,
            Self::Lost => Language::figure_lost,
            Self::Resurrected => Language::figure_resurrected,
        }
    }

    /// Its name for programs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Found => "found",
            Self::Stale => "stale",
            Self::Unreachable => "unreachable",
            Self::Lost => "lost",
            Self::Resurrected => "resurrected",
        }
    }

    /// The class that colours its number.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Found => "is-reachable",
            Self::Stale | Self::Resurrected => "is-stale",
            Self::Unreachable => "is-stranded",
            Self::Lost => "is-lost",
        }
    }

    const fn parts(self) -> &'static [Part] {
        match self {
            Self::Found => &[("ground-reachable", SQUARE)],
            Self::Stale => &[("mark-stale", "h.86v.86h-.86zm.27 .27v.32h.32v-.32z")],
            Self::Unreachable => &[("ground-stranded", SQUARE), ("mark-stranded", "v.86h.86z")],
            // The hole goes round the other way, so it is one.
            Self::Lost => &[("mark-lost", "h.86v.86h-.86zm.16 .16v.54h.54v-.54z")],
            Self::Resurrected => &[("mark-stale", "m.43 0l.43 .43l-.43 .43l-.43 -.43z")],
        }
    }

    /// The paths of all cells of this kind, each with its class.
    pub fn paths(
        self,
        cells: impl Iterator<Item = (usize, usize)> + Clone,
    ) -> impl Iterator<Item = (&'static str, String)> {
        self.parts().iter().map(move |&(class, part)| {
            let mut path = String::new();
            for (x, y) in cells.clone() {
                // A brick has ten columns and ten rows, so each is one digit: a number's formatting
                // would take most of the time of a drawing.
                path.extend(['M', digit(x), ' ', digit(y)]);
                path.push_str(part);
            }
            (class, path)
        })
    }
}

fn digit(n: usize) -> char {
    char::from(b'0' + (n % 10) as u8)
}

/// A cell of this kind, beside its word.
pub(super) fn sample(kind: Kind) -> Html {
    html! {
        <svg class="swatch glyph" viewBox="0 0 .86 .86" width="16" height="16" aria-hidden="true"
            focusable="false">
            { for kind.paths([(0, 0)].into_iter()).map(|(class, d)| html! { <path {class} {d} /> }) }
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_kinds_have_the_same_shape_whatever_their_colours() {
        let shapes =
            Kind::ALL.map(|kind| kind.parts().iter().map(|part| part.1).collect::<Vec<_>>());
        for (i, one) in shapes.iter().enumerate() {
            assert!(!shapes[..i].contains(one));
        }
    }

    #[test]
    fn all_cells_of_a_kind_are_one_path_a_part() {
        let paths: Vec<_> = Kind::Found.paths([(0, 0), (3, 1)].into_iter()).collect();
        assert_eq!(paths, [("ground-reachable", format!("M0 0{SQUARE}M3 1{SQUARE}"))]);
        assert_eq!(Kind::Unreachable.paths([(0, 0)].into_iter()).count(), 2);
    }
}
