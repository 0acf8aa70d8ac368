//! One bar as wide as its panel: acknowledged keys, as found, unreachable and lost.

use lab::ledger::Figures;
use yew::prelude::*;

use super::{
    geometry::per_cent,
    palette::{Look, swatch},
};
use crate::{format::share, language::Language};

/// A figure's word, as it stands beside a number.
pub(super) type Word = fn(Language, u64) -> String;

/// Acknowledged keys at one moment, each part as wide as its share, and named below.
pub(super) fn keys_bar(say: Language, figures: &Figures) -> Html {
    let all = figures.acknowledged;
    let parts: [(Look, Word, u64); 3] = [
        (Look::Reachable, Language::figure_found, figures.found),
        (Look::Stranded, Language::figure_unreachable, figures.unreachable),
        (Look::Lost, Language::figure_lost, figures.lost),
    ];
    let mut from = 0.0;
    let areas = parts.map(|(look, _, keys)| {
        let (x, width) = (from, 100.0 * share(keys, all));
        from += width;
        html! {
            <rect class={classes!("area", look.class())} x={per_cent(x)} width={per_cent(width)}
                y="0" height="100%" fill={look.fill()} />
        }
    });
    html! {
        <div class="keys-bar">
            <svg width="100%" height="100%" aria-hidden="true">
                <rect class="track" width="100%" height="100%" />
                { for areas }
            </svg>
                <ul class="parts">
                    { for parts.map(|(look, word, keys)| html! {
                        <li class={classes!(look.class(), (keys == 0).then_some("none"))}>
                            { swatch(look) }<b>{ say.count(keys) }</b>{ " " }{ word(say, keys) }
                        </li>
                    }) }
                </ul>
        </div>
    }
}
