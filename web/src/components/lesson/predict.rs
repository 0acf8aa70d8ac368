//! Guesses that a lesson asks for, and beside them what came true.

use std::{collections::BTreeMap, rc::Rc};

use lab::{
    command::{Command, Line},
    limits::MAX_MACHINES,
    script,
};
use lesson::{Count, Predict};
use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

use super::text::{Sight, spans};
use crate::{
    components::{
        fill_form::whole,
        guess::{Row, compared},
        palette::Look,
    },
    language::Language,
    lessons::course::Guessed,
    picture::Picture,
};

/// Props of [`Predictions`].
#[derive(Clone, PartialEq, Properties)]
pub struct PredictionsProps {
    /// What is asked.
    pub predict: Predict,
    /// Which block of the step this is.
    pub place: usize,
    /// What was guessed, once it was.
    pub guessed: Option<Guessed>,
    /// What there is to see.
    pub picture: Rc<Picture>,
    /// The lesson's lines before it.
    pub earlier: Vec<String>,
    /// The lines that will show what is so.
    pub lines: Vec<String>,
    /// The guesses, and the most that each could be.
    pub on_guess: Callback<(Vec<u64>, Vec<u64>)>,
}

/// A field for each guess and a button that commits them; then guess and outcome in one figure.
#[component]
pub fn Predictions(props: &PredictionsProps) -> Html {
    let PredictionsProps { predict, place, guessed, picture, earlier, lines, on_guess } = props;
    let say = picture.language;
    let typed = use_state(|| vec![String::new(); predict.guesses.len()]);
    let submitted = use_state(|| false);
    let made = use_node_ref();
    let was_asked = use_mut_ref(|| false);
    use_effect_with(guessed.is_some(), {
        let made = made.clone();
        move |is_made| {
            // Who committed by keyboard goes on from the guess: the button is gone.
            if let (true, Some(made)) = (was_asked.replace(!is_made), made.cast::<HtmlElement>()) {
                let _ = made.focus();
            }
        }
    });
    if let Some(guessed) = guessed {
        return outcome(say, predict, guessed, picture, &made);
    }
    let most: Vec<u64> =
        predict.guesses.iter().map(|guess| most(guess.figure, picture, earlier, lines)).collect();
    let read: Vec<Option<u64>> = typed
        .iter()
        .zip(&most)
        .map(|(text, &most)| whole(text).filter(|&guess| guess <= most))
        .collect();
    let onsubmit = {
        let (submitted, on_guess) = (submitted.clone(), on_guess.clone());
        let (read, most) = (read.clone(), most.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            match read.iter().copied().collect::<Option<Vec<u64>>>() {
                Some(guesses) => on_guess.emit((guesses, most.clone())),
                None => submitted.set(true),
            }
        })
    };
    html! {
        <form class="guess lesson-predict" novalidate=true data-predict={place.to_string()} {onsubmit}>
            { for predict.guesses.iter().enumerate().map(|(i, guess)| {
                let id = format!("predict-{place}-{i}");
                let wrong = *submitted && read[i].is_none();
                let oninput = {
                    let typed = typed.clone();
                    Callback::from(move |event: InputEvent| {
                        if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                            let mut texts = (*typed).clone();
                            texts[i] = input.value();
                            typed.set(texts);
                        }
                    })
                };
                let slid = read[i].unwrap_or_default().to_string();
                html! {
                    <div class="predict-one">
                        <label for={id.clone()}>{ spans(&guess.question, Sight { picture, is_known: true }) }</label>
                        <div class="predict-fields">
                            <input type="range" min="0" max={most[i].to_string()} step={step(most[i])}
                                value={slid} oninput={oninput.clone()}
                                aria-label={say.predict_slide(guess.figure.word())} />
                            <input id={id.clone()} class="wide" type="number" min="0" max={most[i].to_string()}
                                step="1" inputmode="numeric" autocomplete="off" value={typed[i].clone()} {oninput}
                                aria-invalid={wrong.to_string()} aria-describedby={format!("{id}-wrong")} />
                        </div>
                        <p id={format!("{id}-wrong")} class="wrong" aria-live="polite">
                            { wrong.then(|| say.guess_wrong_number(most[i])) }
                        </p>
                    </div>
                }
            }) }
            <button type="submit" class="inviting" data-commit="">{ say.predict_commit() }</button>
        </form>
    }
}

/// A slider has about a hundred places, at round numbers.
fn step(most: u64) -> String {
    (most / 100).max(1).to_string()
}

/// The most that a guess can be: what there is, and what the lines will add. A fill puts the same
/// keys as an earlier one through the same machine.
fn most(figure: Count, picture: &Picture, earlier: &[String], lines: &[String]) -> u64 {
    if figure == Count::Machines {
        return MAX_MACHINES as u64;
    }
    let mut filled = BTreeMap::new();
    let (mut puts, mut added) = (0, 0);
    let all = earlier.iter().map(|line| (line, false)).chain(lines.iter().map(|line| (line, true)));
    for (line, is_new) in all {
        let Ok(Some(line)) = script::parse(line) else { continue };
        let (put, new) = match line {
            Line::One(Command::Fill { via, keys }) => {
                let before: &mut u64 = filled.entry(via).or_default();
                let new = keys.saturating_sub(*before);
                *before += new;
                (keys, new)
            }
            other => (written(&other), written(&other)),
        };
        if is_new {
            puts += put;
            added += new;
        }
    }
    let figures = &picture.figures;
    match figure {
        Count::Stored | Count::Reachable | Count::Stranded => figures.stored + puts,
        Count::Refused => figures.refused + puts,
        Count::Unknown => figures.unknown + puts,
        Count::Resurrected => figures.stored + puts,
        _ => figures.acknowledged + added,
    }
}

/// How many single puts a line makes.
fn written(line: &Line) -> u64 {
    let is_put = |command: &&Command| matches!(command, Command::Put { .. });
    match line {
        Line::One(command) => u64::from(is_put(&command)),
        Line::Each(commands) => commands.iter().filter(is_put).count() as u64,
        Line::Sum(summed) => written(summed),
        Line::Counts => 0,
    }
}

fn outcome(
    say: Language,
    predict: &Predict,
    guessed: &Guessed,
    picture: &Picture,
    made: &NodeRef,
) -> Html {
    let rows: Vec<Row> = predict
        .guesses
        .iter()
        .enumerate()
        .map(|(i, asked)| Row {
            label: say.predict_figure(asked.figure.word()),
            look: look(asked.figure),
            guess: guessed.guesses.get(i).copied().unwrap_or_default(),
            outcome: guessed.outcomes.as_ref().and_then(|all| all.get(i).copied()),
            most: guessed.most.get(i).copied().unwrap_or_default(),
        })
        .collect();
    html! {
        <div ref={made.clone()} tabindex="-1" class="lesson-outcome" role="status" data-outcome={guessed.outcomes.is_some().to_string()}>
            { compared(say, &rows) }
            if guessed.outcomes.is_some() {
                if let Some(why) = &predict.why {
                    <p class="predict-why">{ spans(why, Sight { picture, is_known: true }) }</p>
                }
            }
        </div>
    }
}

const fn look(figure: Count) -> Look {
    match figure {
        Count::Lost | Count::Refused | Count::Unknown => Look::Lost,
        Count::Stranded | Count::Unreachable | Count::Missing => Look::Stranded,
        Count::Stale | Count::Resurrected => Look::Stale,
        _ => Look::Reachable,
    }
}

#[cfg(test)]
mod tests {
    use lab::ledger::Figures;

    use super::*;

    #[test]
    fn whatever_can_come_true_can_be_guessed() {
        let figures = Figures { acknowledged: 5_000, stored: 4_000, ..Figures::default() };
        let picture = Picture { figures, ..Picture::default() };
        let lines = |all: &[&str]| all.iter().map(|&line| line.to_owned()).collect::<Vec<_>>();
        let earlier = lines(&["Master.boot(5)", "Master.fill(2, 5000)", "Master.kill(1)"]);
        let most = |figure, run: &[&str]| most(figure, &picture, &earlier, &lines(run));
        assert_eq!(most(Count::Lost, &["Master.kill(2)"]), 5_000);
        // The same keys, and others.
        assert_eq!(most(Count::Lost, &["Master.fill(2, 5000)"]), 5_000);
        assert_eq!(most(Count::Found, &["Master.fill(1, 100)"]), 5_100);
        assert_eq!(most(Count::Stored, &["Master.fill(2, 5000)"]), 9_000);
        assert_eq!(most(Count::Refused, &["Master.fill(2, 5000)"]), 5_000);
        assert_eq!(most(Count::Found, &["for i <- 1..40, do: Master.put(1, i, :a)"]), 5_040);
    }
}
