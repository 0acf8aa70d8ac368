//! Placements as the console writes them.

use node_core::Placement;

/// `:ring`, and with a setting that is not the usual one `:ring, points: 64`.
#[must_use]
pub fn source(placement: Placement) -> String {
    let name = placement.name();
    match unusual(placement) {
        Some((setting, value)) => format!(":{name}, {setting}: {value}"),
        None => format!(":{name}"),
    }
}

/// The setting of a placement, if it is not the usual one.
#[must_use]
pub fn unusual(placement: Placement) -> Option<(&'static str, u32)> {
    placement.setting().filter(|_| !Placement::ALL.contains(&placement))
}
