//! The four looks of entries and keys, a colour and a pattern each: the same in every figure.

use yew::prelude::*;

/// What a mark on the page stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Reachable entries, found keys: solid.
    Reachable,
    /// Stranded entries, unreachable keys: diagonals.
    Stranded,
    /// Lost keys: a hatched outline.
    Lost,
    /// Stale keys: dots.
    Stale,
}

impl Look {
    /// The class that colours text and lines.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Reachable => "is-reachable",
            Self::Stranded => "is-stranded",
            Self::Lost => "is-lost",
            Self::Stale => "is-stale",
        }
    }

    /// The paint of an area.
    #[must_use]
    pub const fn fill(self) -> &'static str {
        match self {
            Self::Reachable => "url(#look-reachable)",
            Self::Stranded => "url(#look-stranded)",
            Self::Lost => "url(#look-lost)",
            Self::Stale => "url(#look-stale)",
        }
    }
}

/// The patterns every figure refers to; once on the page.
#[component]
pub fn Patterns() -> Html {
    html! {
        <svg class="definitions" width="0" height="0" aria-hidden="true" focusable="false">
            <defs>
                <pattern id="look-reachable" width="8" height="8" patternUnits="userSpaceOnUse">
                    <rect class="ground-reachable" width="8" height="8" />
                </pattern>
                <pattern id="look-stranded" width="7" height="7" patternUnits="userSpaceOnUse"
                    patternTransform="rotate(45)">
                    <rect class="ground-stranded" width="7" height="7" />
                    <rect class="mark-stranded" width="2.5" height="7" />
                </pattern>
                <pattern id="look-lost" width="6" height="6" patternUnits="userSpaceOnUse"
                    patternTransform="rotate(-45)">
                    <rect class="ground-lost" width="6" height="6" />
                    <rect class="mark-lost" width="1.4" height="6" />
                </pattern>
                <pattern id="look-stale" width="6" height="6" patternUnits="userSpaceOnUse">
                    <rect class="ground-stale" width="6" height="6" />
                    <circle class="mark-stale" cx="3" cy="3" r="1.7" />
                </pattern>
            </defs>
        </svg>
    }
}

/// Props of [`Swatch`].
#[derive(Clone, PartialEq, Properties)]
pub struct SwatchProps {
    /// What it stands for.
    pub look: Look,
}

/// A small sample of a look, beside its word.
#[component]
pub fn Swatch(props: &SwatchProps) -> Html {
    html! {
        <svg class={classes!("swatch", props.look.class())} width="16" height="16"
            viewBox="0 0 16 16" aria-hidden="true" focusable="false">
            <rect class="area" x="1" y="1" width="14" height="14" rx="2" fill={props.look.fill()} />
        </svg>
    }
}
