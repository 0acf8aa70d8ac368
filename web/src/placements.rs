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
        Placement::Bounded(_) => say.placement_bounded(),
        Placement::Multiprobe(_) => say.placement_multiprobe(),
        Placement::Rendezvous => say.placement_rendezvous(),
        Placement::Maglev(_) => say.placement_maglev(),
        Placement::Jump => say.placement_jump(),
        Placement::Memento => say.placement_memento(),
        Placement::Anchor => say.placement_anchor(),
        Placement::Dx => say.placement_dx(),
    }
}

/// How it finds a key's owner, in one sentence.
pub const fn about(say: Language, placement: Placement) -> &'static str {
    match placement {
        Placement::Fixed => say.placement_fixed_about(),
        Placement::Modulo => say.placement_modulo_about(),
        Placement::Tokens => say.placement_tokens_about(),
        Placement::Ring(_) => say.placement_ring_about(),
        Placement::Bounded(_) => say.placement_bounded_about(),
        Placement::Multiprobe(_) => say.placement_multiprobe_about(),
        Placement::Rendezvous => say.placement_rendezvous_about(),
        Placement::Maglev(_) => say.placement_maglev_about(),
        Placement::Jump => say.placement_jump_about(),
        Placement::Memento => say.placement_memento_about(),
        Placement::Anchor => say.placement_anchor_about(),
        Placement::Dx => say.placement_dx_about(),
    }
}

/// Why the last change moved the keys it moved, where that has nothing to do with their number.
pub const fn why(say: Language, placement: Placement) -> &'static str {
    match placement {
        Placement::Fixed => say.moves_fixed(),
        Placement::Tokens => say.moves_tokens(),
        Placement::Ring(_) => say.moves_ring(),
        Placement::Bounded(_) => say.moves_bounded(),
        Placement::Maglev(_) => say.moves_maglev(),
        Placement::Modulo | Placement::Jump => say.moves_jump(),
        Placement::Multiprobe(_)
        | Placement::Rendezvous
        | Placement::Memento
        | Placement::Anchor
        | Placement::Dx => say.moves_least(),
    }
}

/// What its setting is called, and what it can be.
pub const fn setting(say: Language, placement: Placement) -> (&'static str, &'static str) {
    match placement {
        Placement::Ring(_) => (say.placement_points(), say.placement_points_range()),
        Placement::Maglev(_) => (say.placement_rows(), say.placement_rows_range()),
        Placement::Multiprobe(_) => (say.placement_probes(), say.placement_probes_range()),
        Placement::Bounded(_) => (say.placement_capacity(), say.placement_capacity_range()),
        _ => ("", ""),
    }
}
