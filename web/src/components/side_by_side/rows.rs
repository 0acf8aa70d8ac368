//! Keys and entries of both clusters: a bar each, all on one scale.

use lab::ledger::Figures;
use yew::prelude::*;

use crate::{
    components::{geometry::per_cent, palette::Look},
    language::Language,
    picture::Picture,
};

/// A cluster's keys or entries: the parts of their bar, and the same in words.
struct Row {
    parts: [(Look, u64); 3],
    told: String,
}

/// Four bars and their axis.
pub(super) fn rows(say: Language, both: [&Picture; 2], names: &[String; 2]) -> Html {
    let figures = both.map(|one| one.figures);
    let top = figures.iter().map(|one| one.acknowledged.max(one.stored)).max().unwrap_or(0).max(1);
    let bars = |row: fn(Language, &Figures) -> Row| {
        figures
            .iter()
            .zip(names)
            .map(|(figures, name)| bar(name, &row(say, figures), top))
            .collect::<Html>()
    };
    html! {
        <div class="side-rows">
            <h4>{ say.account_keys() }</h4>
            { bars(keys) }
            <h4>{ say.account_entries() }</h4>
            { bars(entries) }
            <svg class="side-axis" width="100%" aria-hidden="true">
                <text x="0" y="1em">{ say.count(0) }</text>
                <text class="at-end" x="100%" y="1em">{ say.count(top) }</text>
            </svg>
        </div>
    }
}

fn keys(say: Language, figures: &Figures) -> Row {
    let Figures { acknowledged, found, unreachable, lost, .. } = *figures;
    Row {
        parts: [(Look::Reachable, found), (Look::Stranded, unreachable), (Look::Lost, lost)],
        told: say.ledger_told(acknowledged, found, unreachable, lost),
    }
}

fn entries(say: Language, figures: &Figures) -> Row {
    let Figures { reachable, stranded, .. } = *figures;
    Row {
        parts: [(Look::Reachable, reachable), (Look::Stranded, stranded), (Look::Lost, 0)],
        told: say.disc_entries(reachable, stranded),
    }
}

fn bar(name: &str, row: &Row, top: u64) -> Html {
    let per_cent_of = |n: u64| per_cent(100.0 * n as f64 / top as f64);
    let mut from = 0;
    let areas = row.parts.map(|(look, n)| {
        let x = per_cent_of(from);
        from += n;
        html! {
            <rect class={classes!("area", look.class())} {x} width={per_cent_of(n)} y="0" height="100%"
                fill={look.fill()} />
        }
    });
    html! {
        <>
            <span class="side-name">{ name }</span>
            <svg class="side-bar" width="100%" role="img" aria-label={format!("{name}: {}", row.told)}>
                <rect class="track" width="100%" height="100%" />
                { for areas }
            </svg>
        </>
    }
}
