//! How many keys will go missing? A click answers, or a number.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::choices;
use crate::{components::fill_form::whole, language::Language};

/// Props of [`Ask`].
#[derive(Clone, PartialEq, Properties)]
pub struct AskProps {
    /// The language of the page.
    pub language: Language,
    /// Keys that are found now.
    pub keys: u64,
    /// Machines that run now.
    pub machines: u64,
    /// What was guessed, if anything.
    pub guessed: Option<u64>,
    /// The guess; none takes it back.
    pub on_guess: Callback<Option<u64>>,
}

/// The question, the guesses most people make, and a field for any other.
#[component]
pub fn Ask(props: &AskProps) -> Html {
    let AskProps { language: say, keys, machines, guessed, on_guess } = props;
    let (say, keys) = (*say, *keys);
    let input = use_node_ref();
    let wrong = use_state(|| false);
    let onsubmit = {
        let (input, wrong, on_guess) = (input.clone(), wrong.clone(), on_guess.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let typed =
                input.cast::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default();
            let guess = whole(&typed).filter(|&guess| guess <= keys);
            wrong.set(guess.is_none());
            if guess.is_some() {
                on_guess.emit(guess);
            }
        })
    };
    let choose = |next: Option<u64>| {
        let (wrong, on_guess) = (wrong.clone(), on_guess.clone());
        Callback::from(move |_: MouseEvent| {
            wrong.set(false);
            on_guess.emit(next);
        })
    };
    html! {
        <form class="guess" novalidate=true {onsubmit}>
            <p class="guess-question" id="guess-question">{ say.guess_ask(*machines, keys) }</p>
            <div class="guess-choices" role="group" aria-labelledby="guess-question">
                { for choices(keys, *machines).into_iter().map(|n| {
                    let chosen = *guessed == Some(n);
                    let next = if chosen { None } else { Some(n) };
                    html! {
                        <button type="button" data-guess={n.to_string()} aria-pressed={chosen.to_string()}
                            onclick={choose(next)}>
                            { label(say, n, keys) }
                        </button>
                    }
                }) }
            </div>
            <div class="guess-own">
                <div class="field">
                    <label for="guess-own">{ say.guess_own() }</label>
                    <input ref={input} id="guess-own" class="wide" type="number" min="0" max={keys.to_string()}
                        step="1" inputmode="numeric" autocomplete="off" aria-invalid={wrong.to_string()}
                        aria-describedby="guess-wrong" />
                </div>
                <button type="submit">{ say.guess_commit() }</button>
            </div>
            <p id="guess-wrong" class="wrong" aria-live="polite">
                { wrong.then(|| say.guess_wrong_number(keys)) }
            </p>
        </form>
    }
}

fn label(say: Language, n: u64, keys: u64) -> String {
    match n {
        0 => say.guess_none().to_owned(),
        n if n == keys => say.guess_all(n),
        n => say.guess_about(n),
    }
}
