//! What placements are called, and what is said of them.

use node_core::Placement;

use crate::language::Language;

/// Its name for a person.
pub const fn label(say: Language, placement: Placement) -> &'static str {
    match placement {
        Placement::Fixed => say.placement_fixed(),
        Placement::Modulo => say.placement_modulo(),
        Placement::Tokens => say.placement_tokens(),
        Placement::Ring(_) => say.placement_ring(),
    }
}

/// How it finds a key's owner, in one sentence.
pub const fn about(say: Language, placement: Placement) -> &'static str {
    match placement {
        Placement::Fixed => say.placement_fixed_about(),
        Placement::Modulo => say.placement_modulo_about(),
        Placement::Tokens => say.placement_tokens_about(),
        Placement::Ring(_) => say.placement_ring_about(),
    }
}

/// What its setting is called, and what it can be.
pub const fn setting(say: Language, placement: Placement) -> (&'static str, &'static str) {
    match placement {
        Placement::Ring(_) => (say.placement_points(), say.placement_points_range()),
        Placement::Fixed | Placement::Modulo | Placement::Tokens => ("", ""),
    }
}
