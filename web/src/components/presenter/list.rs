//! The list of all keys.

use yew::prelude::*;

use crate::language::Language;

/// What the dialog has in it.
pub(super) fn list(say: Language, obeyed: bool, obey: &Callback<Event>) -> Html {
    let everywhere = [
        ("Tab", say.keys_tab()),
        ("Enter, Space", say.keys_enter()),
        ("↑ ↓", say.keys_arrows()),
        ("Esc", say.keys_escape()),
    ];
    let presenting = [
        ("1 – 9", say.keys_digits()),
        ("f", say.keys_fill()),
        ("p", say.keys_placement()),
        ("r", say.keys_reset()),
        ("t", say.keys_time()),
        ("s", say.keys_step()),
        ("v", say.keys_speed()),
        ("?", say.keys_list()),
        ("Esc", say.keys_leave()),
    ];
    html! {
        <form method="dialog">
            <h2 id="keys-title">{ say.keys_title() }</h2>
            { keys(&everywhere) }
            <h3>{ say.keys_presenting() }</h3>
            { keys(&presenting) }
            <label class="obey">
                <input type="checkbox" checked={obeyed} onchange={obey.clone()} />
                { say.keys_obey() }
            </label>
            <p class="note">{ say.keys_never_typing() }</p>
            <button type="submit">{ say.keys_close() }</button>
        </form>
    }
}

fn keys(all: &[(&'static str, &'static str)]) -> Html {
    html! {
        <dl>
            { for all.iter().map(|(key, meaning)| html! {
                <div><dt><kbd>{ *key }</kbd></dt><dd>{ *meaning }</dd></div>
            }) }
        </dl>
    }
}
