//! What the second cluster has more or less than the first: bars from a middle line, in the table
//! of their numbers.

use std::rc::Rc;

use yew::prelude::*;

use crate::{
    components::{
        geometry::{per_cent, round_above},
        palette::Look,
        parts::moved,
    },
    language::Language,
    picture::Picture,
};

/// A figure of both clusters; none while it is not known.
struct Compared {
    name: &'static str,
    word: String,
    look: Option<Look>,
    values: [Option<u64>; 2],
}

impl Compared {
    /// The second less the first.
    fn difference(&self) -> Option<i64> {
        let [first, second] = self.values;
        first.zip(second).map(|(first, second)| second as i64 - first as i64)
    }
}

/// The table with its bars, and what it comes to.
pub(super) fn difference(
    say: Language,
    both: [&Rc<Picture>; 2],
    placements: &[String; 2],
    names: &[String; 2],
) -> Html {
    let all = compared(say, both);
    let most = all.iter().filter_map(Compared::difference).map(i64::unsigned_abs).max();
    let top = round_above(most.unwrap_or(0).max(10));
    html! {
        <div class="side-difference">
            <h3 id="side-difference">{ say.side_difference() }</h3>
            <p class="in-words" data-difference-told="">
                { told(say, both.map(|one| one.figures.found), placements) }
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
                <tbody>{ for all.iter().map(|one| row(say, one, top)) }</tbody>
            </table>
        </div>
    }
}

fn told(say: Language, [first, second]: [u64; 2], placements: &[String; 2]) -> String {
    if first == second {
        return say.side_told_same(first);
    }
    let way = if second > first { "more" } else { "fewer" };
    say.side_told(&placements[1], way, &placements[0], second, first)
}

fn compared(say: Language, both: [&Rc<Picture>; 2]) -> [Compared; 5] {
    let figures = both.map(|one| one.figures);
    let [found, unreachable, lost, stored] = [
        figures.map(|one| one.found),
        figures.map(|one| one.unreachable),
        figures.map(|one| one.lost),
        figures.map(|one| one.stored),
    ];
    let one = |name, word: fn(Language, u64) -> String, look, values: [u64; 2]| Compared {
        name,
        // The word heads two numbers.
        word: word(say, 2),
        look,
        values: values.map(Some),
    };
    [
        one("found", Language::figure_found, Some(Look::Reachable), found),
        one("unreachable", Language::figure_unreachable, Some(Look::Stranded), unreachable),
        one("lost", Language::figure_lost, Some(Look::Lost), lost),
        one("stored", Language::figure_stored, None, stored),
        Compared {
            name: "moved",
            word: say.side_moved().to_owned(),
            look: None,
            values: both.map(|one| moved(one)),
        },
    ]
}

fn signed(say: Language, n: i64) -> String {
    let sign = match n {
        1.. => "+",
        0 => "",
        _ => "−",
    };
    format!("{sign}{}", say.count(n.unsigned_abs()))
}

fn row(say: Language, one: &Compared, top: u64) -> Html {
    let difference = one.difference();
    let number = |which: &'static str, n: Option<u64>| {
        html! {
            <td class={classes!("number", (n.unwrap_or(0) == 0).then_some("none"))} data-side={which}
                data-value={n.map(|n| n.to_string())}>
                { n.map_or_else(|| "–".to_owned(), |n| say.count(n)) }
            </td>
        }
    };
    html! {
        <tr data-compared={one.name} class={one.look.map(Look::class)}>
            <th scope="row">{ one.word.clone() }</th>
            { number("first", one.values[0]) }
            { number("second", one.values[1]) }
            <td class="number" data-side="difference" data-value={difference.map(|n| n.to_string())}>
                <b>{ difference.map_or_else(|| "–".to_owned(), |n| signed(say, n)) }</b>
            </td>
            <td class="side-scale" aria-hidden="true">{ bar(one.look, difference.unwrap_or(0), top) }</td>
        </tr>
    }
}

/// A bar from the middle: more to the right, less to the left.
fn bar(look: Option<Look>, difference: i64, top: u64) -> Html {
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
