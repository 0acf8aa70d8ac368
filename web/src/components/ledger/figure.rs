//! The cells as something to look at, to point at, and to walk through with the keyboard.

use std::rc::Rc;

use lab::ledger::{Cells, Explanation};
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use super::{
    drawing::{Drawing, block_key, brick},
    glyph::{Kind, sample},
    layout::{Block, Common, Grouping, Step},
};
use crate::{
    components::parts::dot,
    format::{machine, shortened},
    language::Language,
    picture::Intent,
};

/// Characters of a key that are shown.
const MOST_SHOWN: usize = 60;

/// Props of [`EveryKey`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct EveryKeyProps {
    /// The cells.
    pub cells: Rc<Cells>,
    /// The key that was asked about.
    pub explanation: Option<Rc<Explanation<String>>>,
    /// The language of the page.
    pub language: Language,
    /// What the person asks for.
    pub on: Callback<Intent>,
}

/// The cell the cursor is on, and whether the keyboard brought it there.
#[derive(Clone, Copy, Default, PartialEq)]
struct Cursor {
    cell: usize,
    by_key: bool,
}

/// The cells in their blocks. They are one stop of the Tab key.
#[component]
pub(super) fn EveryKey(props: &EveryKeyProps) -> Html {
    let EveryKeyProps { cells, explanation, language, on } = props;
    let say = *language;
    let grouping = use_state_eq(Grouping::default);
    let cursor = use_state_eq(|| None::<Cursor>);
    let pointed = use_state_eq(|| None::<usize>);
    let drawing =
        use_memo((cells.clone(), *grouping), |(cells, grouping)| Drawing::new(cells, *grouping));
    let layout = &drawing.layout;
    let picked = explanation.as_ref().and_then(|explanation| asked(cells, &explanation.key));
    let cursor_cell = cursor.map(|cursor| cursor.cell).filter(|&cell| cell < cells.len());
    let pick = {
        let (cells, cursor, on) = (cells.clone(), cursor.setter(), on.clone());
        move |cell: usize, by_key: bool| {
            cursor.set(Some(Cursor { cell, by_key }));
            on.emit(Intent::Explain(cells.key(cell)));
        }
    };
    let onclick = {
        let (drawing, pick) = (drawing.clone(), pick.clone());
        Callback::from(move |event: MouseEvent| {
            if let Some(cell) = under(&drawing, &event) {
                pick(cell, false);
            }
        })
    };
    let onmousemove = {
        let (drawing, pointed) = (drawing.clone(), pointed.setter());
        Callback::from(move |event: MouseEvent| pointed.set(under(&drawing, &event)))
    };
    let onmouseleave = {
        let pointed = pointed.setter();
        Callback::from(move |_: MouseEvent| pointed.set(None))
    };
    let from = cursor_cell.or(picked).and_then(|cell| layout.place_of(cell));
    let onkeydown = {
        let (drawing, cursor) = (drawing.clone(), cursor.setter());
        Callback::from(move |event: KeyboardEvent| {
            if event.ctrl_key() || event.alt_key() || event.meta_key() {
                return;
            }
            let layout = &drawing.layout;
            let key = event.key();
            let (place, picks) = match (Step::of_key(&key), from) {
                // The first key of all only brings the cursor in.
                (Some(_), None) => (0, false),
                (Some(step), Some(from)) => (layout.step(from, step), false),
                (None, from) if key == "Enter" || key == " " => (from.unwrap_or(0), true),
                (None, _) => return,
            };
            event.prevent_default();
            let Some(cell) = layout.cell_at(place) else { return };
            if picks {
                pick(cell, true);
            } else {
                cursor.set(Some(Cursor { cell, by_key: true }));
            }
        })
    };
    let told = |cell: usize| told(say, cells, cell);
    let shown = pointed.filter(|&cell| cell < cells.len()).or(cursor_cell).or(picked);
    let announced = cursor_cell.filter(|_| cursor.is_some_and(|cursor| cursor.by_key));
    let place = |cell: Option<usize>| cell.and_then(|cell| layout.place_of(cell));
    html! {
        <>
            { toggle(say, &grouping) }
            <div class={classes!("cells", size(cells.len()), announced.map(|_| "is-walked"))} tabindex="0" role="group"
                aria-label={say.ledger_cells()} aria-describedby="ledger-keys" data-grouped={grouped(*grouping)}
                {onclick} {onmousemove} {onmouseleave} {onkeydown}>
                { for layout.blocks.iter().map(|one| html! {
                    <div key={block_key(one.common)} class="block" data-block={block_key(one.common)}>
                        { head(say, one) }
                        <div class="bricks">
                            { for drawing.of_block(one).map(|(i, one)| {
                                brick(i, one, place(picked), place(cursor_cell))
                            }) }
                        </div>
                    </div>
                }) }
            </div>
            <p class="cell-told" aria-hidden="true" data-cell-told="">
                { shown.map_or_else(|| say.ledger_hint().to_owned(), told) }
            </p>
            <p id="ledger-keys" class="unseen">{ say.ledger_keyboard() }</p>
            <p class="unseen" aria-live="polite" data-cell-announced="">
                { announced.map(told).unwrap_or_default() }
            </p>
        </>
    }
}

/// How large the cells are: larger when they are few.
const fn size(cells: usize) -> &'static str {
    match cells {
        0..=400 => "is-large",
        401..=1_600 => "is-medium",
        1_601..=6_500 => "is-small",
        _ => "is-tiny",
    }
}

/// The cell of a key that was asked about; a text is written with its quotes then.
fn asked(cells: &Cells, key: &str) -> Option<usize> {
    let text = key.strip_prefix('"').and_then(|key| key.strip_suffix('"'));
    text.and_then(|text| cells.index_of(text)).or_else(|| cells.index_of(key))
}

/// The cell that an event points at.
fn under(drawing: &Drawing, event: &MouseEvent) -> Option<usize> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let element = target.closest("[data-brick]").ok()??;
    let i: usize = element.get_attribute("data-brick")?.parse().ok()?;
    let (brick, _) = drawing.bricks.get(i)?;
    let bounds = element.get_bounding_client_rect();
    let part = |at: i32, from: f64, size: f64| (f64::from(at) - from) / size.max(1.0);
    let x = part(event.client_x(), bounds.left(), bounds.width());
    let y = part(event.client_y(), bounds.top(), bounds.height());
    drawing.layout.cell_at(brick.nearest(x, y))
}

/// A key and what became of it, on a line.
fn told(say: Language, cells: &Cells, cell: usize) -> String {
    let owner = |number: u16| match number {
        0 => "nobody".to_owned(),
        number => machine(number.into()),
    };
    let one = cells.cell(cell);
    let fate = (Kind::of(one.fate).word())(say, 1);
    let key = shortened(say, &cells.key(cell), MOST_SHOWN);
    say.ledger_cell(&key, &fate, &owner(one.was_on), &owner(one.owner))
}

const fn grouped(grouping: Grouping) -> &'static str {
    match grouping {
        Grouping::Machine => "machine",
        Grouping::Fate => "fate",
    }
}

fn toggle(say: Language, grouping: &UseStateHandle<Grouping>) -> Html {
    let button = |by: Grouping, words: &'static str| {
        let setter = grouping.setter();
        html! {
            <button type="button" aria-pressed={(**grouping == by).to_string()} data-group={grouped(by)}
                onclick={Callback::from(move |_: MouseEvent| setter.set(by))}>{ words }</button>
        }
    };
    html! {
        <div class="grouping" role="group" aria-labelledby="ledger-grouping">
            <span id="ledger-grouping">{ say.ledger_group() }</span>
            { button(Grouping::Machine, say.ledger_by_machine()) }
            { button(Grouping::Fate, say.ledger_by_fate()) }
        </div>
    }
}

fn head(say: Language, block: &Block) -> Html {
    let n = block.places.len() as u64;
    let count = html! { <b>{ say.count(n) }</b> };
    match block.common {
        Common::Machine(0) => {
            html! { <p class="block-head"><span>{ say.ledger_unremembered() }</span>{ " " }{ count }</p> }
        }
        Common::Machine(number) => html! {
            <p class="block-head">
                <span>{ dot(number.into()) }{ machine(number.into()) }</span>{ " " }{ count }
            </p>
        },
        Common::Fate(kind) => html! {
            <p class="block-head"><span>{ sample(kind) }{ (kind.word())(say, n) }</span>{ " " }{ count }</p>
        },
    }
}
