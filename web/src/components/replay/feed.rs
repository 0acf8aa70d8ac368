//! What happened around the moment, row by row, with the diagram of it.

use std::rc::Rc;

use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::{
    ask::{ask, of_key},
    diagram::{Pointed, diagram, names},
    filters::Filters,
    lanes::Lanes,
    words::told,
};
use crate::{
    language::Language,
    past::{Ask, Feed, Past, Row},
    picture::Intent,
};

/// Props of [`FeedPanel`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct FeedPanelProps {
    /// The replay.
    pub past: Rc<Past>,
    /// The language of the page.
    pub language: Language,
    /// The key that was picked elsewhere on the page.
    #[prop_or_default]
    pub picked: Option<String>,
    /// What the person asks for.
    pub on: Callback<Intent>,
}

/// A list one walks through with the keyboard, beside the diagram; each shows what the other points
/// at.
#[component]
pub(super) fn FeedPanel(props: &FeedPanelProps) -> Html {
    let FeedPanelProps { past, language, picked, on } = props;
    let say = *language;
    let feed = &past.feed;
    let hot = use_state_eq(|| None::<u64>);
    let of_feed = use_memo(feed.clone(), |feed| Lanes::of(&feed.rows));
    let lanes = &*of_feed;
    let chosen = past.moment.row;
    let (scroll, list) = (use_node_ref(), use_node_ref());
    use_effect_with((chosen, feed.rows.first().map(|row| row.number)), {
        let (scroll, list) = (scroll.clone(), list.clone());
        move |(chosen, _)| bring_into_view(&scroll, &list, *chosen)
    });
    let onkeydown = {
        let on = on.clone();
        Callback::from(move |event: KeyboardEvent| {
            if let Some(asked) = of_key(&event) {
                event.prevent_default();
                on.emit(Intent::InPast(asked));
            }
        })
    };
    let choose = on.reform(|number: u64| Intent::InPast(Ask::Choose(number)));
    let point = {
        let hot = hot.setter();
        Callback::from(move |row: Option<u64>| hot.set(row))
    };
    let pointed = Pointed { chosen, hot: *hot };
    html! {
        <section class="panel feed" aria-labelledby="feed-title">
            <h2 id="feed-title">{ say.feed_title() }</h2>
            <p class="in-words">{ say.feed_about() }</p>
            <Filters filter={past.moment.filter.clone()} picked={picked.clone()} language={say} on={on} />
            { turn(say, on, -1, feed.earlier) }
            if feed.rows.is_empty() {
                <p class="nothing" data-feed-empty="">{ say.feed_empty() }</p>
            } else {
                <div ref={scroll} class="feed-scroll">
                    <div class="feed-names">{ names(lanes, say.feed_master()) }</div>
                    <div class="feed-body">
                        { diagram(&feed.rows, lanes, pointed, &choose, &point) }
                        <ol ref={list} class="feed-rows" role="listbox" tabindex="0" aria-label={say.feed_title()}
                            aria-activedescendant={active(feed, chosen)} data-feed="" {onkeydown}>
                            { for feed.rows.iter().map(|row| one(say, row, pointed, &choose, &point)) }
                        </ol>
                    </div>
                </div>
                if lanes.without > 0 {
                    <p class="in-words">{ say.feed_without_lane(lanes.without as u64) }</p>
                }
            }
            { turn(say, on, 1, feed.later) }
        </section>
    }
}

fn one(
    say: Language,
    row: &Row,
    pointed: Pointed,
    choose: &Callback<u64>,
    point: &Callback<Option<u64>>,
) -> Html {
    let number = row.number;
    let is_chosen = pointed.chosen == Some(number);
    let is_later = pointed.chosen.is_none_or(|chosen| number > chosen);
    let is_hot = pointed.hot == Some(number);
    html! {
        <li key={number} id={id(number)} role="option" aria-selected={is_chosen.to_string()}
            data-row={number.to_string()} data-kind={kind(row)}
            class={classes!("feed-row", is_later.then_some("is-later"), is_chosen.then_some("is-chosen"),
                is_hot.then_some("is-hot"))}
            onclick={choose.reform(move |_| number)}
            onmouseenter={point.reform(move |_| Some(number))}
            onmouseleave={point.reform(|_| None)}>
            <span class="row-time">{ say.instant(row.at_ms) }</span>
            <span class="row-told">{ told(say, &row.told) }</span>
        </li>
    }
}

fn id(number: u64) -> String {
    format!("feed-{number}")
}

fn active(feed: &Feed, chosen: Option<u64>) -> Option<String> {
    chosen.filter(|chosen| feed.rows.iter().any(|row| row.number == *chosen)).map(id)
}

/// What kind of thing a row tells, for programs.
const fn kind(row: &Row) -> &'static str {
    use crate::past::Told;
    match &row.told {
        Told::Line(_) => "line",
        Told::Result(..) => "result",
        Told::Click(_) => "click",
        Told::Started(..) => "started",
        Told::Died(_) => "died",
        Told::Frozen(_) => "frozen",
        Told::Thawed(_) => "thawed",
        Told::Up(..) => "up",
        Told::Down(..) => "down",
        Told::LinkClosed(..) => "link-closed",
        Told::Said(said) => said.label_name(),
    }
}

/// A button that shows the rows before these, or after them.
fn turn(say: Language, on: &Callback<Intent>, by: i32, rows: u64) -> Html {
    if rows == 0 {
        return Html::default();
    }
    let (name, words) =
        if by < 0 { ("earlier", say.feed_earlier(rows)) } else { ("later", say.feed_later(rows)) };
    html! {
        <button type="button" class="quiet" data-turn={name} onclick={ask(on, Ask::Turn(by))}>{ words }</button>
    }
}

/// Scrolls the list, and nothing else of the page, to where the chosen row can be seen.
fn bring_into_view(scroll: &NodeRef, list: &NodeRef, chosen: Option<u64>) {
    let found = chosen.and_then(|number| {
        list.cast::<Element>()?.query_selector(&format!("[data-row=\"{number}\"]")).ok()?
    });
    let (Some(scroll), Some(row)) = (scroll.cast::<HtmlElement>(), found) else { return };
    let (outer, inner) = (scroll.get_bounding_client_rect(), row.get_bounding_client_rect());
    let margin = 2.5 * inner.height();
    if inner.top() < outer.top() + margin || inner.bottom() > outer.bottom() - margin {
        let middle = (outer.top() + outer.bottom() - inner.top() - inner.bottom()) / 2.0;
        scroll.set_scroll_top(scroll.scroll_top() - middle as i32);
    }
}
