//! A guess before a kill, and beside it what came true.

mod ask;
mod compare;

pub(super) use ask::Ask;
pub(super) use compare::{Row, compared};

use std::rc::Rc;

use crate::picture::{Loss, Picture};

/// How many keys will no longer be found after the next death.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Guess {
    /// As many.
    pub missing: u64,
    /// Deaths there had been when it was made.
    pub deaths: usize,
}

impl Guess {
    /// The death it was about, once that has come.
    pub(super) fn death(self, picture: &Picture) -> Option<&Rc<Loss>> {
        picture.losses.get(self.deaths)
    }

    /// Whether it is about a cluster that is no more.
    pub(super) fn is_over(self, picture: &Picture) -> bool {
        self.deaths > picture.losses.len()
    }
}

/// Keys that were not found after a death.
pub(super) const fn missing(loss: &Loss) -> u64 {
    loss.toll.after.acknowledged.saturating_sub(loss.toll.after.found)
}

/// Guesses to choose from by a click: none, one machine's share, half, all but one machine's share,
/// all; each once, the smallest first.
pub(super) fn choices(keys: u64, machines: u64) -> Vec<u64> {
    let share = keys / machines.max(1);
    let mut choices = vec![0, share, keys / 2, keys - share, keys];
    choices.sort_unstable();
    choices.dedup();
    choices
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_choices_are_the_guesses_a_class_makes() {
        assert_eq!(choices(5_000, 5), [0, 1_000, 2_500, 4_000, 5_000]);
        assert_eq!(choices(5_000, 2), [0, 2_500, 5_000]);
        assert_eq!(choices(1, 5), [0, 1]);
    }
}
