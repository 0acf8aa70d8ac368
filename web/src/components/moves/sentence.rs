//! The matrix in words: how many keys kept their owner, and why the others did not.

use lab::ledger::{Moved, Moves};
use node_core::Placement;

use crate::{
    components::parts::is_dead,
    language::Language,
    picture::{MAX_CELLS, Picture},
    placements,
};

/// Machines up to which the matrix is told.
const MOST: usize = lab::limits::MAX_MOVES_MACHINES;

/// What the matrix comes to.
pub(super) fn told(say: Language, moves: &Moves) -> String {
    let (all, kept) = (moves.all(), moves.kept());
    let Moved { found, unreachable, lost } = all;
    let others = Moved {
        found: found.saturating_sub(kept.found),
        unreachable: unreachable.saturating_sub(kept.unreachable),
        lost: lost.saturating_sub(kept.lost),
    };
    if others.keys() == 0 {
        return say.moves_all_kept(all.keys());
    }
    let mut told = say.moves_told(all.keys(), kept.keys());
    told.push(' ');
    told.push_str(&say.moves_others(others.found, others.unreachable, others.lost));
    told
}

/// Why keys changed their owner, and which of them no longer tell of the change.
pub(super) fn why(picture: &Picture, moves: &Moves) -> String {
    let say = picture.language;
    let owners = |names: &[Option<_>]| names.iter().flatten().count();
    let (before, after) = (owners(&moves.before), owners(&moves.after));
    let mut why = match picture.placement {
        Placement::Modulo if before == after => say.moves_same_number(after as u64),
        Placement::Modulo => say.moves_modulo(&before.to_string(), &after.to_string()),
        placement => placements::why(say, placement).to_owned(),
    };
    if moves.since > 0 {
        why.push(' ');
        why.push_str(&say.moves_since(moves.since));
    }
    why
}

/// Why there is no matrix.
pub(super) fn nothing(picture: &Picture) -> String {
    let say = picture.language;
    let living = picture.machines.iter().filter(|one| !is_dead(&one.condition)).count();
    if living > MOST {
        say.moves_too_many(MOST as u64)
    } else if !picture.sides.is_empty() {
        say.moves_cut().to_owned()
    } else if !picture.settled && picture.figures.acknowledged > MAX_CELLS as u64 {
        say.moves_later().to_owned()
    } else {
        say.moves_empty().to_owned()
    }
}
