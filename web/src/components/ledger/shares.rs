//! Too many keys for a cell each: their shares, all together and by machine.

use yew::prelude::*;

use super::{are_many, glyph::Kind, keys};
use crate::{
    components::{
        geometry::per_cent,
        palette::Look,
        parts::{dot, is_dead},
    },
    format::{machine, share},
    language::Language,
    picture::{MAX_CELLS, Machine, Picture},
};

/// Machines up to which each has a bar.
const MOST_BARS: usize = 60;

/// A part of a bar.
type Part = (Look, u64);

/// A bar of all keys, and one of each machine's entries.
pub(super) fn shares(picture: &Picture) -> Html {
    let say = picture.language;
    let all = [
        (Look::Reachable, keys(&picture.figures, Kind::Found)),
        (Look::Stale, keys(&picture.figures, Kind::Stale)),
        (Look::Stranded, keys(&picture.figures, Kind::Unreachable)),
        (Look::Lost, keys(&picture.figures, Kind::Lost)),
    ];
    let acknowledged = picture.figures.acknowledged;
    let most = picture.machines.iter().map(|one| sum(&of(one))).max().unwrap_or(0);
    html! {
        <div class="shares">
            if are_many(picture) {
                <p>{ say.ledger_too_many(MAX_CELLS as u64) }</p>
            }
            { row(say, html! { <b>{ say.ledger_all_keys() }</b> }, "all", &all, acknowledged, acknowledged) }
            if picture.machines.len() <= MOST_BARS {
                <h3>{ say.ledger_on_each() }</h3>
                { for picture.machines.iter().map(|one| {
                    let name = html! {
                        <span class={classes!(is_dead(&one.condition).then_some("dead"))}>
                            { dot(one.number) }{ machine(one.number) }
                        </span>
                    };
                    row(say, name, &one.number.to_string(), &of(one), sum(&of(one)), most)
                }) }
                <p class="in-words">{ say.ledger_on_each_about() }</p>
            }
        </div>
    }
}

/// Entries on a machine, and keys lost with it.
fn of(one: &Machine) -> [Part; 3] {
    let figures = &one.figures;
    [
        (Look::Reachable, figures.reachable),
        (Look::Stranded, figures.stranded),
        (Look::Lost, figures.lost),
    ]
}

fn sum(parts: &[Part]) -> u64 {
    parts.iter().map(|part| part.1).sum()
}

/// A name, a bar as long as its sum, and the sum's numbers.
fn row(say: Language, name: Html, key: &str, parts: &[Part], sum: u64, most: u64) -> Html {
    let mut from = 0.0;
    let areas = parts.iter().filter(|part| part.1 > 0).map(|&(look, n)| {
        let (x, width) = (from, 100.0 * share(n, most));
        from += width;
        html! {
            <rect class={classes!("area", look.class())} x={per_cent(x)} width={per_cent(width)} height="100%"
                fill={look.fill()} />
        }
    });
    let numbers = parts.iter().filter(|part| part.1 > 0).map(|&(look, n)| {
        html! { <span class={look.class()} data-share={say_look(look)} data-keys={n.to_string()}>{ say.count(n) }</span> }
    });
    html! {
        <div key={key.to_owned()} class="share" data-shares={key.to_owned()}>
            <p class="share-name">{ name }</p>
            <svg width="100%" height="100%" aria-hidden="true">
                <rect class="track" width="100%" height="100%" />
                { for areas }
            </svg>
            <p class="share-numbers">
                { for numbers }
                if sum == 0 { <span class="none">{ say.count(0) }</span> }
            </p>
        </div>
    }
}

const fn say_look(look: Look) -> &'static str {
    match look {
        Look::Reachable => "reachable",
        Look::Stranded => "stranded",
        Look::Lost => "lost",
        Look::Stale => "stale",
    }
}
