//! One figure alone, in a frame of another page: with a scenario, a button that runs it, and a link to
//! the whole page.

use std::rc::Rc;

use yew::prelude::*;

use super::{
    account::ACCOUNT,
    beliefs::BeliefMatrix,
    cluster::Cluster,
    distribution::DISTRIBUTION,
    ledger::Ledger,
    loss::LossOnKill,
    moves::MOVES,
    palette::patterns,
    panel::{Drawn, Panel},
    placing::Placing,
    scenarios::{Phase, Playhouse, button, obstacle, progress, title},
    side_by_side::SIDE_BY_SIDE,
    table::KEYS_TABLE,
    timeline::OVER_TIME,
};
use crate::{
    address,
    export::Figure,
    language::Language,
    picture::{Intent, Picture},
};

/// The most that is repeated of a figure's name, in characters.
const MAX_NAMED: usize = 40;

/// The figure of this name and its bar; none when there is no such figure.
pub fn embed(
    picture: &Rc<Picture>,
    on: &Callback<Intent>,
    figure: Option<Figure>,
    name: &str,
    playhouse: &Playhouse,
) -> Html {
    let say = picture.language;
    let Some(figure) = figure else { return unknown(say, name) };
    html! {
        <>
            { patterns() }
            { bar(say, picture, playhouse) }
            <main class="embedded" data-figure={figure.name()}
                data-settled={picture.settled.to_string()}
                data-ready={picture.ready.to_string()}
                data-filling={picture.fill.is_some().to_string()}
            >
                { drawn(figure, picture, on) }
            </main>
        </>
    }
}

/// The scenario's title, what one can do with it, and how far it is.
fn bar(say: Language, picture: &Picture, playhouse: &Playhouse) -> Html {
    let obstacle = obstacle(say, playhouse.phase());
    let open = match playhouse.phase() {
        Phase::Open(open) => Some(open),
        _ => None,
    };
    let title = open.map_or_else(|| "Apothik".to_owned(), |open| title(say, open));
    let fragment = open.and_then(|open| open.source.fragment());
    html! {
        <header class="embed-bar">
            <h1>{ title }</h1>
            if let Some(why) = &obstacle {
                <p class="embed-trouble" role="alert">{ why }</p>
            }
            <div class="embed-deeds">
                if let Some(open) = open {
                    { button(say, open, picture, playhouse) }
                    <p role="status">{ progress(say, open, picture) }</p>
                }
                <a href={address::bare(fragment.as_deref())} target="_blank" rel="noopener">
                    { say.embed_open() }
                </a>
            </div>
        </header>
    }
}

fn drawn(figure: Figure, picture: &Rc<Picture>, on: &Callback<Intent>) -> Html {
    let drawn = |panel: Panel| html! { <Drawn {picture} {on} {panel} /> };
    match figure {
        Figure::Cluster => html! { <Cluster {picture} {on} /> },
        Figure::Loss => html! { <LossOnKill {picture} {on} /> },
        Figure::Account => drawn(ACCOUNT),
        Figure::Distribution => drawn(DISTRIBUTION),
        Figure::OverTime => drawn(OVER_TIME),
        Figure::Beliefs => html! { <BeliefMatrix {picture} {on} /> },
        Figure::Machines => html! { <div class="panel machines">{ drawn(KEYS_TABLE) }</div> },
        Figure::Ledger => html! { <Ledger {picture} {on} /> },
        Figure::Moves => drawn(MOVES),
        Figure::Placing => html! { <Placing {picture} {on} /> },
        Figure::SideBySide => drawn(SIDE_BY_SIDE),
    }
}

/// There is no such figure.
fn unknown(say: Language, name: &str) -> Html {
    let named: String = name.chars().take(MAX_NAMED).collect();
    let all = Figure::ALL.map(Figure::name).join(", ");
    html! {
        <main class="embedded" role="alert" data-no-figure="">
            <h1>{ say.embed_unknown(&named) }</h1>
            <p>{ say.embed_known(&all) }</p>
            <p><a href={address::bare(None)} target="_blank" rel="noopener">{ say.embed_open() }</a></p>
        </main>
    }
}
