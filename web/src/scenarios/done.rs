//! What was done since the last boot, as a scenario.

use lab::{
    command::{Command, Line, Network},
    limits::DEFAULT_MACHINES,
    master::{Hint, Refusal},
    placement::source as written,
    scenario::{Scenario, Step, parted},
    script,
};
use node_core::{Founding, Placement};
use serde::{Deserialize, Serialize};

use crate::picture::{ConsoleEntry, Origin, Picture};

/// How the cluster there is began.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Beginning {
    /// How it was booted.
    pub founding: Founding,
    /// How messages travelled then.
    pub network: Network,
    /// The line of the console by which it was booted, or the last one then.
    pub after: u64,
    /// The last line of the console at that moment: clicks up to it were done before.
    pub clicks_after: u64,
}

/// Why there is no scenario of what was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Untold {
    /// Nothing was done.
    Nothing,
    /// This page joined later: others know how it began.
    Joined,
    /// The console has forgotten the first lines.
    Forgotten,
    /// The console has cut a long line.
    Cut,
}

/// What was done since the last boot; with the results, if they are to be expected of the next run.
///
/// # Errors
///
/// Why it can't be told, all of it.
pub fn done(picture: &Picture, with_results: bool) -> Result<Scenario, Untold> {
    let Beginning { founding, network, after, clicks_after } =
        picture.beginning.ok_or(Untold::Joined)?;
    let first = picture.console.first().map_or(u64::MAX, |entry| entry.number);
    if first != u64::MAX && first > after + 1 {
        return Err(Untold::Forgotten);
    }
    let mut steps: Vec<Step> = beginning(founding, network).map(step).collect();
    let begun = steps.len();
    let since = |entry: &&ConsoleEntry| {
        entry.number > after && (entry.origin != Origin::Clicked || entry.number > clicks_after)
    };
    for entry in picture.console.iter().map(|entry| &**entry).filter(since) {
        if entry.is_cut() {
            return Err(Untold::Cut);
        }
        steps.extend(told(entry, with_results));
    }
    if steps.len() == begun {
        return Err(Untold::Nothing);
    }
    for (number, step) in (1..).zip(&mut steps) {
        step.number = number;
    }
    Ok(Scenario { steps, ..Scenario::default() })
}

fn step(source: String) -> Step {
    Step { source, ..Step::default() }
}

/// The lines that lead to how the cluster began.
fn beginning(founding: Founding, network: Network) -> impl Iterator<Item = String> {
    let Network { delay, jitter, loss } = network;
    let is_perfect = network == Network::default();
    let travel = (!is_perfect)
        .then(|| format!("Master.network(delay: {delay}, jitter: {jitter}, loss: {loss})"));
    let Founding { machines, placement } = founding;
    let is_usual = machines == DEFAULT_MACHINES && placement == Placement::Modulo;
    let boot = (!is_usual).then(|| format!("Master.boot({machines}, {})", written(placement)));
    travel.into_iter().chain(boot)
}

/// A line of the console as one of a scenario, if it did anything.
fn told(entry: &ConsoleEntry, with_results: bool) -> Option<Step> {
    match &entry.refusal {
        None if entry.is_error => return None,
        None | Some(Refusal::Raised(_)) => {}
        Some(_) => return None,
    }
    let (source, _) = parted(&entry.source);
    let mut step = step(source.trim().to_owned());
    if let Some(answered) = entry.hints.iter().find_map(cancelled)
        && let Ok(Some(Line::One(Command::Fill { via, .. }))) = script::parse(&step.source)
    {
        // What was answered of a fill are its first keys.
        step.source = format!("Master.fill({via}, {answered})");
        if answered == 0 {
            return None;
        }
    }
    step.expected = entry.result.clone().filter(|_| with_results && entry.refusal.is_none());
    Some(step)
}

const fn cancelled(hint: &Hint) -> Option<u64> {
    match hint {
        Hint::Cancelled { answered, .. } => Some(*answered),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::picture::MAX_SOURCE_CHARS;

    fn entry(number: u64, source: &str, origin: Origin, result: Option<&str>) -> ConsoleEntry {
        ConsoleEntry {
            number,
            source: source.to_owned(),
            origin,
            result: result.map(str::to_owned),
            is_error: false,
            refusal: None,
            hints: Vec::new(),
        }
    }

    fn picture(beginning: Option<Beginning>, entries: Vec<ConsoleEntry>) -> Picture {
        let console = entries.into_iter().map(Rc::new).collect();
        Picture { beginning, console, ..Picture::default() }
    }

    const USUAL: Beginning = Beginning {
        founding: Founding { machines: 5, placement: Placement::Modulo },
        network: Network { delay: 0, jitter: 0, loss: 0 },
        after: 0,
        clicks_after: 0,
    };

    fn text(beginning: Beginning, entries: Vec<ConsoleEntry>, with_results: bool) -> String {
        match done(&picture(Some(beginning), entries), with_results) {
            Ok(scenario) => scenario.to_string(),
            Err(why) => format!("{why:?}"),
        }
    }

    #[test]
    fn typed_and_clicked_lines_are_told_as_they_came() {
        let entries = || {
            vec![
                entry(1, "Master.fill(1, 5000)", Origin::Clicked, Some(":ok")),
                entry(2, "Master.kill(2)", Origin::Clicked, None),
                entry(3, "iex> Master.sum # mine", Origin::Typed, Some("4004")),
            ]
        };
        let lines = "Master.fill(1, 5000)\nMaster.kill(2)\niex> Master.sum\n";
        assert_eq!(text(USUAL, entries(), false), lines);
        let lines =
            "Master.fill(1, 5000)  #=> :ok\nMaster.kill(2)\niex> Master.sum       #=> 4004\n";
        assert_eq!(text(USUAL, entries(), true), lines);
    }

    #[test]
    fn a_beginning_that_is_not_the_usual_one_is_told_and_what_was_before_it_is_not() {
        let founding = Founding { machines: 3, placement: Placement::Ring(64) };
        let network = Network { delay: 5, jitter: 0, loss: 20 };
        // The clicks came while the boot waited for its turn, and the last line waits after it.
        let beginning = Beginning { founding, network, after: 2, clicks_after: 4 };
        let entries = vec![
            entry(1, "Master.fill(1, 9)", Origin::Typed, Some(":ok")),
            entry(2, "Master.boot(3, :ring, points: 64)", Origin::Typed, Some(":ok")),
            entry(3, "Master.kill(1)", Origin::Clicked, None),
            entry(4, "Master.sum", Origin::Typed, None),
            entry(5, "Master.kill(2)", Origin::Clicked, None),
        ];
        let lines = "Master.network(delay: 5, jitter: 0, loss: 20)\n\
                     Master.boot(3, :ring, points: 64)\nMaster.sum\nMaster.kill(2)\n";
        assert_eq!(text(beginning, entries, false), lines);
    }

    #[test]
    fn what_did_nothing_is_left_out_and_of_a_cancelled_fill_is_told_what_was_done() {
        let mut misread = entry(1, "Master.fly(1)", Origin::Typed, Some("** (SyntaxError)"));
        misread.is_error = true;
        let mut refused = entry(2, "Master.partition([9])", Origin::Typed, Some("refused"));
        (refused.is_error, refused.refusal) = (true, Some(Refusal::NoMachine(9)));
        let mut raised = entry(3, "Master.kill(2) |> Enum.sum", Origin::Typed, Some("**"));
        (raised.is_error, raised.refusal) = (true, Some(Refusal::Raised("**".to_owned())));
        let mut cancelled = entry(4, "Master.fill(3, 5_000)", Origin::Clicked, Some(":ok"));
        cancelled.hints = vec![Hint::Cancelled { answered: 320, keys: 5_000 }];
        let mut at_once = entry(5, "Master.fill(3, 10)", Origin::Clicked, Some(":ok"));
        at_once.hints = vec![Hint::Cancelled { answered: 0, keys: 10 }];
        let entries = vec![misread, refused, raised, cancelled, at_once];
        let lines = "Master.kill(2) |> Enum.sum\nMaster.fill(3, 320)      #=> :ok\n";
        assert_eq!(
            text(USUAL, entries, true).replace("Enum.sum  ", "Enum.sum"),
            lines.replace("320)      ", "320)         ")
        );
    }

    #[test]
    fn what_is_not_known_as_a_whole_is_not_told() {
        let line = |number| entry(number, "Master.sum", Origin::Typed, None);
        assert_eq!(text(USUAL, Vec::new(), false), "Nothing");
        assert_eq!(done(&picture(None, vec![line(1)]), false), Err(Untold::Joined));
        assert_eq!(text(USUAL, vec![line(2)], false), "Forgotten");
        let long = format!("Master.put(1, \"{}\", 1)", "k".repeat(MAX_SOURCE_CHARS));
        assert_eq!(text(USUAL, vec![entry(1, &long, Origin::Typed, None)], false), "Cut");
        let later = Beginning { after: 1, clicks_after: 1, ..USUAL };
        assert_eq!(text(later, vec![line(1)], false), "Nothing", "it was before the boot");
    }
}
