//! Guess and outcome in one figure: a bar for what was so, a mark where the guess was.

use yew::prelude::*;

use crate::{
    components::{geometry::per_cent, palette::Look},
    format::share,
    language::Language,
};

/// One thing that was guessed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Row {
    /// What it is, such as "keys lost".
    pub label: String,
    /// How it is drawn.
    pub look: Look,
    /// The guess.
    pub guess: u64,
    /// What came true, once that is known.
    pub outcome: Option<u64>,
    /// The most it could have been.
    pub most: u64,
}

/// A guess this near to the outcome, as a share of all that was possible, is close.
const CLOSE: f64 = 0.05;

/// How good a guess was: the word by which the sentence is chosen.
fn verdict(row: &Row, outcome: u64) -> &'static str {
    if row.guess == outcome {
        "exact"
    } else if share(row.guess.abs_diff(outcome), row.most) <= CLOSE {
        "close"
    } else if row.guess < outcome {
        "low"
    } else {
        "high"
    }
}

/// The figure, and the same in words.
pub(crate) fn compared(say: Language, rows: &[Row]) -> Html {
    html! {
        <ul class="compared">{ for rows.iter().map(|row| line(say, row)) }</ul>
    }
}

fn line(say: Language, row: &Row) -> Html {
    let Row { label, look, guess, outcome, most } = row;
    let most = (*most).max(*guess).max(outcome.unwrap_or_default()).max(1);
    let at = per_cent(100.0 * share(*guess, most));
    html! {
        <li data-guessed={guess.to_string()} data-outcome={outcome.map(|n| n.to_string())}
            data-verdict={outcome.map(|n| verdict(row, n))}>
            <p class="compared-label">{ label }</p>
            <svg class="compared-bar" width="100%" aria-hidden="true">
                <rect class="track" y="30%" width="100%" height="70%" />
                if let Some(outcome) = outcome {
                    <rect class={classes!("area", look.class())} y="30%" height="70%"
                        width={per_cent(100.0 * share(*outcome, most))} fill={look.fill()} />
                }
                <svg class="guess-mark" x={at} overflow="visible">
                    <path d="M-5 0H5L0 7Z" />
                    <line y1="4" y2="100%" />
                </svg>
            </svg>
            <p class="compared-words">
                if let Some(outcome) = outcome {
                    { say.guess_outcome(*guess, *outcome) }
                    { " " }<b>{ say.guess_verdict(verdict(row, *outcome)) }</b>
                } else {
                    { say.guess_made(*guess) }
                }
            </p>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guess_is_exact_close_or_off_to_one_side() {
        let row = |guess| Row {
            label: String::new(),
            look: Look::Lost,
            guess,
            outcome: Some(4_052),
            most: 5_000,
        };
        let verdict = |guess| verdict(&row(guess), 4_052);
        assert_eq!(verdict(4_052), "exact");
        assert_eq!(verdict(4_000), "close");
        assert_eq!(verdict(1_000), "low");
        assert_eq!(verdict(5_000), "high");
    }
}
