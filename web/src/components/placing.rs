//! How keys are placed: who owns what of all there is to own, before the last change and now.

mod drawing;
mod parts;

use yew::prelude::*;

use super::{
    moves::change_head,
    parts::{dot, drawn_from},
    save::save,
};
use crate::{export::Figure, format::machine, language::Language, picture::Picture};
use drawing::drawing;
pub(crate) use parts::Parts;
use parts::{Kind, Share};

drawn_from! {
    /// Props of [`Placing`].
    PlacingProps: grounds, explanation
}

/// A ring, or a field of tokens, rows, remainders or hashes, and the same as a table.
#[component]
pub fn Placing(props: &PlacingProps) -> Html {
    let PlacingProps { picture, on } = props;
    let say = picture.language;
    let parts = use_memo(picture.grounds.clone(), |grounds| Parts::of(grounds));
    html! {
        <section class="panel placing" aria-labelledby="placing-title">
            <h2 id="placing-title">{ say.placing_title() }</h2>
            { save(say, on, Figure::Placing, say.placing_title()) }
            if let Some(parts) = &*parts {
                { shown(picture, parts) }
            } else {
                <p class="nothing">{ say.placing_nobody() }</p>
            }
        </section>
    }
}

fn shown(picture: &Picture, parts: &Parts) -> Html {
    let say = picture.language;
    let told = told(say, parts);
    let explanation = picture.explanation.as_deref();
    let now = explanation.and_then(|one| one.now.as_ref());
    let key = now.and_then(|now| parts.place(&now.steps));
    html! {
        <>
            <p class="in-words" data-placing-told="">{ kind(say, parts.kind) }{ " " }{ &told }</p>
            <div class={classes!("placing-figure", (parts.kind == Kind::Arcs).then_some("is-ring"))}>
                { drawing(parts, &told, key) }
                if parts.has_before {
                    <p class="placing-legend">
                        { if parts.kind == Kind::Arcs { say.placing_legend_ring() } else { say.placing_legend() } }
                    </p>
                }
            </div>
            if let (Some(one), Some(_)) = (explanation, key) {
                <p class="placing-key">{ say.placing_key_parts(html! { <code>{ &one.key }</code> }) }</p>
            }
            <details class="twin" open={parts.kind == Kind::Arcs}>
                <summary>{ say.figure_as_table() }</summary>
                { table(say, parts) }
            </details>
        </>
    }
}

/// What the parts are.
fn kind(say: Language, kind: Kind) -> String {
    match kind {
        Kind::Arcs => say.placing_arcs().to_owned(),
        Kind::Tokens => say.placing_token_field().to_owned(),
        Kind::Rows(rows) => say.placing_row_field(rows.into()),
        Kind::Remainders => say.placing_remainder_field().to_owned(),
        Kind::Hashes => say.placing_hash_field().to_owned(),
    }
}

/// How much moved.
fn told(say: Language, parts: &Parts) -> String {
    if !parts.has_before {
        return String::new();
    }
    let (moved, whole) = (parts.moved(), parts.whole());
    match moved {
        0 => say.placing_none_moved().to_owned(),
        _ => say.placing_moved(&say.percent(moved, whole)),
    }
}

fn table(say: Language, parts: &Parts) -> Html {
    let whole = parts.whole();
    html! {
        <div class="table-box" tabindex="0" role="group" aria-label={say.placing_title()}>
            <table>
                { change_head(say) }
                <tbody>
                    { for parts.shares().into_iter().map(|(number, share)| {
                        let Share { before, kept, now } = share;
                        html! {
                            <tr data-placing={number.to_string()}>
                                <th scope="row">{ dot(number) }{ machine(number) }</th>
                                { for [before, kept, now].map(|n| html! {
                                    <td class="number" data-value={n.to_string()}>{ say.percent(n, whole) }</td>
                                }) }
                            </tr>
                        }
                    }) }
                </tbody>
            </table>
        </div>
    }
}
