//! The network's cut: who is on which side, and what each side still finds.

use std::rc::Rc;

use yew::prelude::*;

use crate::{
    components::{
        palette::{Look, swatch},
        parts::{listed, short, side_class, side_name, side_of},
    },
    language::Language,
    picture::{Intent, Picture, Side},
};

/// A column is about many keys.
const MANY: u64 = 2;

/// Props of [`Cut`].
#[derive(Clone, PartialEq, Properties)]
pub struct CutProps {
    /// What there is to see.
    pub picture: Rc<Picture>,
    /// What the person asks for.
    pub on: Callback<Intent>,
}

/// A toggle a machine, the cut, and each side's figures.
#[component]
pub fn Cut(props: &CutProps) -> Html {
    let CutProps { picture, on } = props;
    let say = picture.language;
    // Where the person put a machine; the others are where they are, or where they fall.
    let put = use_state(Vec::<(u32, bool)>::new);
    let numbers: Vec<u32> = picture.machines.iter().map(|one| one.number).collect();
    let half = numbers.len() / 2;
    let places: Vec<(u32, bool)> = numbers
        .iter()
        .enumerate()
        .map(|(i, &number)| {
            let is_b = match put.iter().find(|&&(one, _)| one == number) {
                Some(&(_, is_b)) => is_b,
                None => side_of(&picture.sides, number).map_or(i >= half, |side| side > 0),
            };
            (number, is_b)
        })
        .collect();
    let side_a: Vec<u32> =
        places.iter().filter(|(_, is_b)| !is_b).map(|&(number, _)| number).collect();
    let one_sided = side_a.is_empty() || side_a.len() == places.len();
    let is_cut = !picture.sides.is_empty();
    let cut = {
        let on = on.clone();
        Callback::from(move |_: MouseEvent| {
            if !one_sided {
                on.emit(Intent::Partition(vec![side_a.clone()]));
            }
        })
    };
    let heal = on.reform(|_: MouseEvent| Intent::Heal);
    let flip = |number: u32, is_b: bool| {
        let put = put.clone();
        Callback::from(move |_: MouseEvent| {
            let mut places = (*put).clone();
            places.retain(|&(one, _)| one != number);
            places.push((number, !is_b));
            put.set(places);
        })
    };
    html! {
        <section class="fault-part" aria-labelledby="cut-title">
            <h3 id="cut-title">{ say.cut_title() }</h3>
            <p class="fault-about">{ say.cut_about() }</p>
            <ul class="toggles" aria-label={say.cut_sides()}>
                { for places.iter().map(|&(number, is_b)| {
                    let side = usize::from(is_b);
                    html! {
                        <li key={number}>
                            <button type="button" class={classes!("toggle", side_class(side))}
                                data-toggle={number.to_string()} data-side={side_name(side)}
                                onclick={flip(number, is_b)}>
                                { short(number) }<span class="unseen">{ say.cut_on_side() }{ " " }</span><b>{ side_name(side) }</b>
                            </button>
                        </li>
                    }
                }) }
            </ul>
            <div class="deed-row">
                <button type="button" data-fault="cut" onclick={cut}
                    aria-disabled={one_sided.then_some("true")}>{ say.cut_cut() }</button>
                <button type="button" data-fault="heal" onclick={heal}>{ say.cut_heal() }</button>
                <span class="fault-state" role="status">
                    { if one_sided {
                        say.cut_one_sided()
                    } else if is_cut {
                        say.cut_is_cut()
                    } else {
                        say.cut_is_whole()
                    } }
                </span>
            </div>
            <div class="sides-box">
                if is_cut {
                    { figures(say, &picture.sides) }
                } else {
                    <p class="fault-about">{ say.cut_once_cut() }</p>
                }
            </div>
        </section>
    }
}

/// What each side finds of all acknowledged keys.
fn figures(say: Language, sides: &[Side]) -> Html {
    let head = |look: Look, word: String| {
        html! { <th scope="col" class="number">{ swatch(look) }{ word }</th> }
    };
    html! {
        <div class="table-box" tabindex="0" role="group" aria-label={say.cut_keys_by_side()}>
            <table class="sides">
                <thead>
                    <tr>
                        <th scope="col">{ say.cut_side_through() }</th>
                        { head(Look::Reachable, say.figure_found(MANY)) }
                        { head(Look::Stranded, say.figure_unreachable(MANY)) }
                        { head(Look::Lost, say.figure_lost(MANY)) }
                    </tr>
                </thead>
                <tbody>
                    { for sides.iter().enumerate().map(|(i, side)| row(say, i, side)) }
                </tbody>
            </table>
        </div>
    }
}

fn row(say: Language, i: usize, side: &Side) -> Html {
    let cell = |name: &'static str, n: u64| {
        html! {
            <td class={classes!("number", (n == 0).then_some("none"))} data-side-figure={name}
                data-value={n.to_string()}>{ say.count(n) }</td>
        }
    };
    let Side { machines, figures } = side;
    html! {
        <tr key={i} data-side-row={side_name(i)}>
            <th scope="row">
                <span class="side-head">
                    <b class={classes!("side-letter", side_class(i))}>{ side_name(i) }</b>
                    <span>{ say.cut_through(&listed(say, machines)) }</span>
                </span>
            </th>
            { cell("found", figures.found) }
            { cell("unreachable", figures.unreachable) }
            { cell("lost", figures.lost) }
        </tr>
    }
}
