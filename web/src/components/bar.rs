//! One bar as wide as its panel: acknowledged keys, as found, unreachable and lost.

use lab::ledger::Figures;
use yew::prelude::*;

use super::{
    geometry::per_cent,
    palette::{Look, swatch},
};
use crate::format::{count, share};

/// Acknowledged keys at one moment, each part as wide as its share, and named below.
pub(super) fn keys_bar(figures: &Figures) -> Html {
    let all = figures.acknowledged;
    let parts = [
        (Look::Reachable, "found", figures.found),
        (Look::Stranded, "unreachable", figures.unreachable),
        (Look::Lost, "lost", figures.lost),
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
                            { swatch(look) }<b>{ count(keys) }</b>{ " " }{ word }
                        </li>
                    }) }
                </ul>
        </div>
    }
}
