//! A replay: a band that says that this is not the live cluster, what happened, and what-ifs.

mod ask;
mod diagram;
mod ending;
mod feed;
mod filters;
mod icon;
mod lanes;
mod open;
mod scrubber;
mod transport;
mod what_if;
mod words;

use yew::prelude::*;

use super::{
    find,
    panel::{DrawnProps, Panel, same},
    why::as_typed,
};
use crate::{
    language::Language,
    past::{Moment, Past, Source, Trouble},
    picture::Intent,
};
use feed::FeedPanel;
pub(super) use open::{RECORD_FILES, is_record, look_back};
use scrubber::Scrubber;
use transport::transport;
use what_if::WhatIf;

/// The band across the top; nothing while the live cluster is shown.
pub const BAND: Panel = Panel { draw: band, same: same!(past, recorded) };

/// What happened around the moment, and what-ifs; nothing while the live cluster is shown.
pub const STORY: Panel = Panel { draw: story, same: same!(past, machines, explanation) };

/// Leads the focus into a replay once there is something to see, and out of it again.
#[hook]
pub(super) fn use_focus(past: Option<&Past>) {
    let is_ready = past.is_some_and(|past| past.moment.reading.is_none());
    let was_ready = use_mut_ref(|| false);
    use_effect_with((past.is_some(), is_ready), move |&(is_past, is_ready)| {
        if is_ready && !was_ready.replace(is_ready) {
            find::focus("[data-back-to-live]");
            find::focus("[data-scrubber]");
        } else if !is_past && was_ready.replace(false) {
            find::focus("[data-look-back]");
        }
    });
}

fn band(props: &DrawnProps) -> Html {
    let Some(past) = &props.picture.past else { return Html::default() };
    let (say, on) = (props.picture.language, &props.on);
    let Past { source, moment, marks, wish, .. } = &**past;
    let is_ready = moment.reading.is_none() && moment.trouble.is_none();
    let told = words::at_moment(say, past);
    html! {
        <>
        <section class="replay-band" aria-labelledby="replay-label" data-replay=""
            data-reading={moment.reading.is_some().to_string()}>
            <div class="replay-head">
                <h2 id="replay-label" class="replay-label">{ say.replay_label() }</h2>
                <p class="replay-moment">
                    if is_ready {
                        <b data-moment={moment.at_ms.to_string()}>{ say.instant(moment.at_ms) }</b>
                        { " " }{ say.replay_of(&say.instant(moment.ends_ms)) }
                    }
                    if !told.is_empty() { <span class="replay-told">{ &told }</span> }
                </p>
                <button type="button" class="replay-back" data-back-to-live=""
                    onclick={on.reform(|_| Intent::BackToLive)}>{ say.replay_back() }</button>
            </div>
            if is_ready {
                <div class="replay-controls">
                    { transport(say, moment, on) }
                    <Scrubber moment={moment.clone()} marks={marks.clone()} language={say} on={on}
                        told={told.clone()} />
                </div>
            }
            <p class="replay-note" role="status" data-replay-note="">{ note(say, moment, wish.is_some()) }</p>
        </section>
        <p class="replay-source">
            { match source {
                Source::Live => say.replay_live_goes_on().to_owned(),
                Source::File(name) => say.replay_of_file(name),
            } }
        </p>
        </>
    }
}

/// What a person should know of the replay.
fn note(say: Language, moment: &Moment, has_wish: bool) -> String {
    if let Some(trouble) = &moment.trouble {
        return trouble_told(say, trouble);
    }
    if let Some(percent) = moment.reading {
        return say.replay_reading(&say.percent(percent.into(), 100));
    }
    if has_wish {
        return say.replay_is_past().to_owned();
    }
    if moment.is_whole { String::new() } else { say.replay_begins(&say.instant(moment.begins_ms)) }
}

fn trouble_told(say: Language, trouble: &Trouble) -> String {
    match trouble {
        Trouble::Foreign => say.replay_foreign().to_owned(),
        Trouble::Newer => say.replay_newer().to_owned(),
        Trouble::Damaged(why) => say.replay_damaged(why),
        Trouble::TooLarge(bytes, limit) => {
            say.replay_too_large(bytes.div_ceil(1 << 20), limit >> 20)
        }
        Trouble::Failed(why) => say.replay_failed(why),
    }
}

fn story(props: &DrawnProps) -> Html {
    let DrawnProps { picture, on, .. } = props;
    let past = picture.past.as_ref();
    let Some(past) = past.filter(|past| past.moment.reading.is_none()) else {
        return Html::default();
    };
    let picked = picture.explanation.as_ref().map(|one| as_typed(&one.key).to_owned());
    html! {
        <div class="replay-story">
            <FeedPanel language={picture.language} {past} {picked} {on} />
            <WhatIf language={picture.language} {past} machines={machines(props)} {on} />
        </div>
    }
}

fn machines(props: &DrawnProps) -> Vec<u32> {
    props.picture.machines.iter().map(|machine| machine.number).collect()
}
