//! What the second cluster has more or less than the first: bars from a middle line, in the table
//! of their numbers.

use yew::prelude::*;

use crate::{
    components::{
        bar::Word,
        geometry::{per_cent, round_above},
        palette::Look,
        parts::moved,
    },
    language::Language,
    picture::Picture,
};

/// A figure that is compared: its name among programs, its word, its look, where it is read.
type Compared = (&'static str, Word, Option<Look>, fn(&Picture) -> Option<u64>);

/// All of them; of keys that moved, the number is not always known.
const COMPARED: [Compared; 5] = [
    ("found", Language::figure_found, Some(Look::Reachable), |one| Some(one.figures.found)),
    ("unreachable", Language::figure_unreachable, Some(Look::Stranded), |one| {
        Some(one.figures.unreachable)
    }),
    ("lost", Language::figure_lost, Some(Look::Lost), |one| Some(one.figures.lost)),
    ("stored", Language::figure_stored, None, |one| Some(one.figures.stored)),
    ("moved", |say, _| say.side_moved().to_owned(), None, moved),
];

/// The second's less the first's.
fn less(first: Option<u64>, second: Option<u64>) -> Option<i64> {
    first.zip(second).map(|(first, second)| second as i64 - first as i64)
}

/// The table with its bars, and what it comes to.
pub(super) fn difference(
    say: Language,
    both: [&Picture; 2],
    placements: &[String; 2],
    names: &[String; 2],
) -> Html {
    let [first, second] = both;
    let mut most = 10;
    for (.., read) in COMPARED {
        most = less(read(first), read(second)).map_or(most, |n| most.max(n.unsigned_abs()));
    }
    let top = round_above(most);
    html! {
        <div class="side-difference">
            <h3 id="side-difference">{ say.side_difference() }</h3>
            <p class="in-words" data-difference-told="">
                { told(say, first.figures.found, second.figures.found, placements) }
            </p>
            <table aria-labelledby="side-difference">
                <thead>
                    <tr>
                        <th scope="col"><span class="unseen">{ say.side_figure() }</span></th>
                        { for names.iter().map(|name| html! { <th scope="col" class="number">{ name.clone() }</th> }) }
                        <th scope="col" class="number">{ say.side_difference() }</th>
                        <td class="side-scale" aria-hidden="true">
                            <svg width="100%">
                                <text x="0" y="1em">{ signed(say, -(top as i64)) }</text>
                                <text class="in-middle" x="50%" y="1em">{ say.count(0) }</text>
                                <text class="at-end" x="100%" y="1em">{ signed(say, top as i64) }</text>
                            </svg>
                        </td>
                    </tr>
                </thead>
                <tbody>{ for COMPARED.iter().map(|one| row(say, one, first, second, top)) }</tbody>
            </table>
        </div>
    }
}

fn told(say: Language, first: u64, second: u64, placements: &[String; 2]) -> String {
    if first == second {
        return say.side_told_same(first);
    }
    let way = if second > first { "more" } else { "fewer" };
    say.side_told(&placements[1], way, &placements[0], second, first)
}

/// A number with its sign.
pub(in crate::components) fn signed(say: Language, n: i64) -> String {
    let sign = match n {
        1.. => "+",
        0 => "",
        _ => "−",
    };
    format!("{sign}{}", say.count(n.unsigned_abs()))
}

fn row(
    say: Language,
    (name, word, look, read): &Compared,
    first: &Picture,
    second: &Picture,
    top: u64,
) -> Html {
    let (first, second) = (read(first), read(second));
    let difference = less(first, second);
    let number = |which: &'static str, n: Option<u64>| {
        html! {
            <td class={classes!("number", (n.unwrap_or(0) == 0).then_some("none"))} data-side={which}
                data-value={n.map(|n| n.to_string())}>
                { n.map_or_else(|| "–".to_owned(), |n| say.count(n)) }
            </td>
        }
    };
    html! {
        <tr data-compared={*name} class={look.map(Look::class)}>
            // The word heads two numbers.
            <th scope="row">{ word(say, 2) }</th>
            { number("first", first) }
            { number("second", second) }
            <td class="number" data-side="difference" data-value={difference.map(|n| n.to_string())}>
                <b>{ difference.map_or_else(|| "–".to_owned(), |n| signed(say, n)) }</b>
            </td>
            <td class="side-scale" aria-hidden="true">{ bar(*look, difference.unwrap_or(0), top) }</td>
        </tr>
    }
}

/// A bar from the middle: more to the right, less to the left.
pub(in crate::components) fn bar(look: Option<Look>, difference: i64, top: u64) -> Html {
    let width = 50.0 * difference.unsigned_abs() as f64 / top as f64;
    let x = if difference < 0 { 50.0 - width } else { 50.0 };
    html! {
        <svg width="100%">
            <rect class={classes!("area", look.map_or("is-plain", Look::class))} x={per_cent(x)} y="15%"
                width={per_cent(width)} height="70%" fill={look.map(Look::fill)} />
            <line class="side-middle" x1="50%" x2="50%" y1="0" y2="100%" />
        </svg>
    }
}
