//! Where a person is in a lesson: the step, what was run in it, what was guessed, what came true.

use std::{collections::BTreeMap, rc::Rc};

use lab::{
    command::{Command, Line},
    script,
};
use lesson::{Block, Count, Figure, Lesson};

use super::Source;
use crate::picture::{ConsoleEntry, Intent, Origin, Picture};

/// A block of a step, both counted from 0.
pub type Spot = (usize, usize);

/// Console lines that were handed to the Master together.
#[derive(Clone, Debug, PartialEq)]
pub struct Batch {
    /// The last line of the console before them.
    after: u64,
    /// How many they are.
    lines: usize,
}

impl Batch {
    /// Its lines with what came of them, as far as they are there.
    pub fn entries<'a>(&self, picture: &'a Picture) -> impl Iterator<Item = &'a Rc<ConsoleEntry>> {
        let after = self.after;
        let typed =
            move |entry: &&Rc<ConsoleEntry>| entry.number > after && entry.origin == Origin::Typed;
        picture.console.iter().filter(typed).take(self.lines)
    }

    fn is_done(&self, picture: &Picture) -> bool {
        let answered = self.entries(picture).filter(|entry| entry.result.is_some()).count();
        // A long console forgets its oldest lines, and they were answered.
        let oldest = picture.console.first().map_or(0, |first| first.number);
        let forgotten = oldest.saturating_sub(self.after + 1);
        answered as u64 + forgotten >= self.lines as u64
            && picture.settled
            && picture.fill.is_none()
    }
}

/// A guess and, once its lines have run, the outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct Guessed {
    /// The guesses, in the order of their questions.
    pub guesses: Vec<u64>,
    /// What came true.
    pub outcomes: Option<Vec<u64>>,
    /// The most each could have been.
    pub most: Vec<u64>,
}

/// A lesson that is open.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    /// Where it comes from.
    pub source: Source,
    /// The lesson.
    pub lesson: Rc<Lesson>,
    /// The step that is shown, from 0.
    pub step: usize,
    /// The lines that lead to its start, while they run.
    pub preparing: Option<Batch>,
    /// A step that was asked for and does not exist, counted from 1.
    pub no_step: Option<usize>,
    /// The page speaks another language by now: the same lesson in that one is being read.
    pub is_foreign: bool,
    runs: BTreeMap<Spot, Batch>,
    guesses: BTreeMap<Spot, Guessed>,
    /// The number that the last line handed over will have in the console: it may not be there yet.
    handed: u64,
}

impl Course {
    /// Begins a lesson at a step, the first if there is no such step.
    #[must_use]
    pub fn new(source: Source, lesson: Rc<Lesson>, step: usize) -> Self {
        let exists = step < lesson.steps.len();
        Self {
            source,
            step: if exists { step } else { 0 },
            no_step: (!exists).then_some(step + 1),
            lesson,
            preparing: None,
            is_foreign: false,
            runs: BTreeMap::new(),
            guesses: BTreeMap::new(),
            handed: 0,
        }
    }

    /// The same lesson in other words: nothing begins anew.
    #[must_use]
    pub fn told_as(&self, lesson: Rc<Lesson>) -> Self {
        Self { lesson, is_foreign: false, ..self.clone() }
    }

    /// The blocks of the step that is shown.
    #[must_use]
    pub fn blocks(&self) -> &[Block] {
        self.lesson.steps.get(self.step).map(|step| &step.blocks[..]).unwrap_or_default()
    }

    /// Goes to the start of a step: the lines that lead there are to be run, and what was done in it
    /// and after it is forgotten.
    pub fn reset_to(&mut self, step: usize, picture: &Picture) -> Vec<String> {
        self.step = step.min(self.lesson.steps.len().saturating_sub(1));
        self.no_step = None;
        self.runs.retain(|spot, _| spot.0 < self.step);
        self.guesses.retain(|spot, _| spot.0 < self.step);
        let lines = self.lesson.lines_before(self.step);
        self.preparing = Some(self.batch(lines.len(), picture));
        lines
    }

    /// Lines that are handed over now.
    fn batch(&mut self, lines: usize, picture: &Picture) -> Batch {
        let shown = picture.console.last().map_or(0, |last| last.number);
        let after = shown.max(self.handed);
        self.handed = after + lines as u64;
        Batch { after, lines }
    }

    /// Goes on to the next step: where all lines of this one were run, the cluster is there already.
    pub fn go_on(&mut self, picture: &Picture) -> Vec<String> {
        let blocks = self.blocks().iter().enumerate();
        let mut runs = blocks.filter(|(_, block)| matches!(block, Block::Run(_)));
        if runs.all(|(place, _)| self.runs.contains_key(&(self.step, place))) {
            self.step += 1;
            self.no_step = None;
            return Vec::new();
        }
        self.reset_to(self.step + 1, picture)
    }

    /// Runs a block's lines.
    pub fn run(&mut self, place: usize, picture: &Picture) -> Vec<String> {
        let Some(Block::Run(lines)) = self.blocks().get(place) else { return Vec::new() };
        let lines = lines.clone();
        let batch = self.batch(lines.len(), picture);
        self.runs.insert((self.step, place), batch);
        lines
    }

    /// What came of a block's lines, if they were run.
    #[must_use]
    pub fn ran(&self, place: usize) -> Option<&Batch> {
        self.runs.get(&(self.step, place))
    }

    /// Whether all lines before a block were run: what is told there is so.
    #[must_use]
    pub fn is_known(&self, place: usize) -> bool {
        let before = self.blocks().iter().enumerate().take(place);
        self.preparing.is_none()
            && before
                .filter(|(_, block)| matches!(block, Block::Run(_)))
                .all(|(at, _)| self.ran(at).is_some())
    }

    /// The guesses of a block, once they are committed.
    #[must_use]
    pub fn guessed(&self, place: usize) -> Option<&Guessed> {
        self.guesses.get(&(self.step, place))
    }

    /// Commits the guesses of a block.
    pub fn guess(&mut self, place: usize, guesses: Vec<u64>, most: Vec<u64>) {
        self.guesses.insert((self.step, place), Guessed { guesses, outcomes: None, most });
    }

    /// Whether a guess must be made before this block's lines can be run.
    #[must_use]
    pub fn waits_for_guess(&self, place: usize) -> bool {
        let is_open = |(at, block): (usize, &Block)| {
            at < place && matches!(block, Block::Predict(_)) && self.guessed(at).is_none()
        };
        self.blocks().iter().enumerate().any(is_open)
    }

    /// Whether no machine may die now: a guess is to be made first.
    #[must_use]
    pub fn locks(&self, intent: &Intent) -> bool {
        self.waits_for_guess(usize::MAX) && is_deadly(intent)
    }

    /// Looks whether what runs is done, and notes what came true; `true` when something was.
    pub fn look(&mut self, picture: &Picture) -> bool {
        let mut changed = false;
        if self.preparing.as_ref().is_some_and(|batch| batch.is_done(picture)) {
            self.preparing = None;
            changed = true;
        }
        for (place, block) in self.lesson.clone().steps[self.step].blocks.iter().enumerate() {
            let Block::Predict(predict) = block else { continue };
            let run = self.lesson.steps[self.step].run_after(place);
            let done = run.and_then(|run| self.ran(run)).is_some_and(|run| run.is_done(picture));
            let spot = (self.step, place);
            if let Some(guessed) = self.guesses.get_mut(&spot)
                && guessed.outcomes.is_none()
                && done
            {
                let outcome = |guess: &lesson::Guess| count(guess.figure, picture);
                guessed.outcomes = Some(predict.guesses.iter().map(outcome).collect());
                changed = true;
            }
        }
        changed
    }
}

/// Whether it ends a machine, or silences one.
fn is_deadly(intent: &Intent) -> bool {
    match intent {
        Intent::Kill(_) | Intent::Leave(_) | Intent::Freeze(_) | Intent::Trap(_) => true,
        Intent::Run(line) => kills(line),
        Intent::Paste(text) => script::pasted(text).into_iter().any(kills),
        _ => false,
    }
}

/// The same of a console line; one that can't be read does nothing.
fn kills(line: &str) -> bool {
    let kills = |command: &Command| {
        use Command::{Freeze, Kill, Leave, Trap};
        matches!(command, Kill(_) | Leave(_) | Freeze(_) | Trap(_))
    };
    let mut read = script::parse(line).ok().flatten();
    while let Some(Line::Sum(summed)) = read {
        read = Some(*summed);
    }
    match read {
        Some(Line::One(command)) => kills(&command),
        Some(Line::Each(commands)) => commands.iter().any(kills),
        _ => false,
    }
}

/// A figure of the cluster now.
#[must_use]
pub fn count(count: Count, picture: &Picture) -> u64 {
    count.of(&picture.figures, picture.running())
}

/// A figure that a lesson speaks of; none while it is not known.
#[must_use]
pub fn figure(figure: &Figure, picture: &Picture) -> Option<u64> {
    let last = picture.losses.last();
    Some(match figure {
        Figure::Now(which) => count(*which, picture),
        Figure::Of(which, number) => {
            let machine = picture.machines.iter().find(|one| one.number == *number)?;
            which.of(&machine.figures)
        }
        Figure::Before(which) => which.of(&last?.toll.before, last?.ran.into()),
        Figure::After(which) => which.of(&last?.toll.after, u64::from(last?.ran.saturating_sub(1))),
        Figure::Kill(which) => which.of(&last?.toll, last?.ran.into()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_kills_by_what_it_does_and_not_by_its_words() {
        for line in [
            "Master.kill(2)",
            "iex> Master.freeze(3)",
            "for i <- 1..2, do: Master.leave(i)",
            ":rpc.call(:\"apothik_2@127.0.0.1\", System, :stop, [0])",
        ] {
            assert!(is_deadly(&Intent::Run(line.to_owned())), "{line}");
        }
        for line in ["Master.put(1, \"kill\", :freeze)", "# Master.kill(2)", "Master.kill(", ""] {
            assert!(!is_deadly(&Intent::Run(line.to_owned())), "{line}");
        }
        let pasted = Intent::Paste("Master.stat\nMaster.kill(2)".to_owned());
        assert!(is_deadly(&pasted));
    }
}
