//! The page's words, explained.

use yew::prelude::*;

use super::panel::{DrawnProps, Panel};

const MEANINGS: [(&str, &str); 16] = [
    ("entry", "A key and its value, stored on one machine."),
    ("reachable", "An entry on the machine that owns its key now."),
    ("stranded", "An entry on a machine that does not own its key now."),
    ("acknowledged", "A key whose last put was answered :ok."),
    ("found", "An acknowledged key that a get finds now."),
    ("unreachable", "An acknowledged key that is stored, but not on its owner."),
    ("lost", "An acknowledged key that is stored nowhere."),
    ("stale", "A found key with an old value: an old copy came back."),
    ("resurrected", "A deleted key that is found again."),
    ("refused", "A put that never reached an owner."),
    ("unknown", "A put that was sent and never answered: perhaps stored."),
    ("dropped", "A message that a machine did not understand."),
    ("ignored", "A message that was understood and not acted on: repeated, or of a dead life."),
    ("frozen", "A machine that is silent and not dead: thawed, it goes on with its old entries."),
    ("side", "The machines that hear each other while the network is cut."),
    ("wrong", "A machine that believes another up or down when it is not so."),
];

/// A short glossary.
pub const WORDS: Panel = Panel { draw: words, same: |_, _| true };

fn words(_: &DrawnProps) -> Html {
    html! {
        <details class="panel words-panel">
            <summary>{ "The words" }</summary>
            <dl>
                { for MEANINGS.iter().map(|&(word, meaning)| html! {
                    <div><dt>{ word }</dt><dd>{ meaning }</dd></div>
                }) }
            </dl>
        </details>
    }
}
