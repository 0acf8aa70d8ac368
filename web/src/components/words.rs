//! The page's words, explained.

use yew::prelude::*;

use super::panel::{DrawnProps, Panel};
use crate::language::Language;

/// A short glossary.
pub const WORDS: Panel = Panel { draw: words, same: |_, _| true };

fn words(props: &DrawnProps) -> Html {
    let say = props.picture.language;
    html! {
        <details class="panel words-panel">
            <summary>{ say.glossary_title() }</summary>
            <dl>
                { for meanings(say).map(|(word, meaning)| html! {
                    <div><dt>{ word }</dt><dd>{ meaning }</dd></div>
                }) }
            </dl>
        </details>
    }
}

fn meanings(say: Language) -> [(&'static str, &'static str); 16] {
    [
        (say.word_entry(), say.word_entry_means()),
        (say.word_reachable(), say.word_reachable_means()),
        (say.word_stranded(), say.word_stranded_means()),
        (say.word_acknowledged(), say.word_acknowledged_means()),
        (say.word_found(), say.word_found_means()),
        (say.word_unreachable(), say.word_unreachable_means()),
        (say.word_lost(), say.word_lost_means()),
        (say.word_stale(), say.word_stale_means()),
        (say.word_resurrected(), say.word_resurrected_means()),
        (say.word_refused(), say.word_refused_means()),
        (say.word_unknown(), say.word_unknown_means()),
        (say.word_dropped(), say.word_dropped_means()),
        (say.word_ignored(), say.word_ignored_means()),
        (say.word_frozen(), say.word_frozen_means()),
        (say.word_side(), say.word_side_means()),
        (say.word_wrong(), say.word_wrong_means()),
    ]
}
