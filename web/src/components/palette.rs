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
pub(super) fn patterns() -> Html {
    Html::from_html_unchecked(AttrValue::Static(PATTERNS))
}

const PATTERNS: &str = concat!(
    r#"<svg class="definitions" width="0" height="0" aria-hidden="true" focusable="false"><defs>"#,
    r#"<pattern id="look-reachable" width="8" height="8" patternUnits="userSpaceOnUse">"#,
    r#"<rect class="ground-reachable" width="8" height="8" /></pattern>"#,
    r#"<pattern id="look-stranded" width="7" height="7" patternUnits="userSpaceOnUse" "#,
    r#"patternTransform="rotate(45)"><rect class="ground-stranded" width="7" height="7" />"#,
    r#"<rect class="mark-stranded" width="2.5" height="7" /></pattern>"#,
    r#"<pattern id="look-lost" width="6" height="6" patternUnits="userSpaceOnUse" "#,
    r#"patternTransform="rotate(-45)"><rect class="ground-lost" width="6" height="6" />"#,
    r#"<rect class="mark-lost" width="1.4" height="6" /></pattern>"#,
    r#"<pattern id="look-stale" width="6" height="6" patternUnits="userSpaceOnUse">"#,
    r#"<rect class="ground-stale" width="6" height="6" />"#,
    r#"<circle class="mark-stale" cx="3" cy="3" r="1.7" /></pattern></defs></svg>"#,
);

/// A small sample of a look, beside its word.
pub(super) fn swatch(look: Look) -> Html {
    html! {
        <svg class={classes!("swatch", look.class())} width="16" height="16"
            viewBox="0 0 16 16" aria-hidden="true" focusable="false">
            <rect class="area" x="1" y="1" width="14" height="14" rx="2" fill={look.fill()} />
        </svg>
    }
}
