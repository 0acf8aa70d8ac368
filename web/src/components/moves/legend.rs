//! What the marks of the matrix mean.

use yew::prelude::*;

use crate::{
    components::palette::{Look, swatch},
    language::Language,
};

/// The outline, and, where cells have bars, the fates.
pub(super) fn legend(say: Language, fates: bool) -> Html {
    html! {
        <p class="legend moves-legend">
            <span>
                <svg class="swatch" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
                    <rect class="moves-outline" x="1.5" y="1.5" width="13" height="13" />
                </svg>
                { say.moves_legend_kept() }
            </span>
            if fates {
                <span>{ swatch(Look::Reachable) }{ say.figure_found(2) }</span>
                <span>{ swatch(Look::Stranded) }{ say.figure_unreachable(2) }</span>
                <span>{ swatch(Look::Lost) }{ say.figure_lost(2) }</span>
            } else {
                <span>{ say.moves_legend_darker() }</span>
            }
        </p>
    }
}
