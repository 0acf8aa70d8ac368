//! A line on its way: its commands one after another, each settled before the next.

use core::time::Duration;

use node_core::Instant;

use super::{
    Hint, Outcome, Output, Progress, Refusal, Ticket,
    step::{Done, Step},
};
use crate::{
    command::{Command, Line},
    value::Value,
};
use node_core::{Term, View};

#[derive(Clone, Debug)]
pub(super) struct Job {
    ticket: Ticket,
    line: Line,
    commands: std::vec::IntoIter<Command>,
    state: State,
    values: Vec<Value>,
    hints: Vec<Hint>,
    failure: Option<Refusal>,
}

#[derive(Clone, Debug)]
enum State {
    /// Its moment has not come.
    Waiting(Instant),
    Ready,
    Running(Step),
    Settling(Wait),
}

/// For how long effects are waited for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wait {
    since: Instant,
    at_most: Duration,
}

impl Wait {
    pub(super) fn until(self) -> Instant {
        self.since + self.at_most
    }
}

/// What a job wants next.
pub(super) enum Phase<'a> {
    Waiting(Instant),
    Next(Command),
    Running(&'a mut Step),
    Settling { wait: Wait, is_last: bool },
    Finished,
}

impl Job {
    pub(super) fn new(ticket: Ticket, line: Line, earliest: Option<Instant>) -> Self {
        let commands = commands_of(&line);
        Self {
            ticket,
            line,
            commands: commands.into_iter(),
            state: earliest.map_or(State::Ready, State::Waiting),
            values: Vec::new(),
            hints: Vec::new(),
            failure: None,
        }
    }

    pub(super) fn phase(&mut self) -> Phase<'_> {
        let is_last = self.is_ending();
        match &mut self.state {
            State::Waiting(until) => Phase::Waiting(*until),
            State::Ready if self.failure.is_some() => Phase::Finished,
            State::Ready => self.commands.next().map_or(Phase::Finished, Phase::Next),
            State::Running(step) => Phase::Running(step),
            State::Settling(wait) => Phase::Settling { wait: *wait, is_last },
        }
    }

    /// Whether it wants no more than its effects to settle.
    pub(super) fn is_ending(&self) -> bool {
        let is_last = self.commands.len() == 0 || self.failure.is_some();
        is_last && matches!(self.state, State::Ready | State::Settling(_))
    }

    /// Whether one of its commands is under way.
    pub(super) const fn is_running(&self) -> bool {
        matches!(self.state, State::Running(_))
    }

    pub(super) const fn ticket(&self) -> Ticket {
        self.ticket
    }

    /// Whether anything of it was done.
    pub(super) const fn has_begun(&self) -> bool {
        !matches!(self.state, State::Waiting(_))
    }

    /// Its moment has come.
    pub(super) fn is_due(&mut self) {
        self.state = State::Ready;
    }

    pub(super) const fn waits_until(&self) -> Option<Instant> {
        match self.state {
            State::Waiting(until) => Some(until),
            State::Ready | State::Running(_) | State::Settling(_) => None,
        }
    }

    pub(super) fn begin(&mut self, step: Step) {
        self.state = State::Running(step);
    }

    /// A command is done, and its effects are waited for.
    pub(super) fn settle(&mut self, done: Done, since: Instant, at_most: Duration) {
        match done.value {
            Ok(value) => self.values.push(value),
            Err(failure) => self.failure = Some(failure),
        }
        self.hints.extend(done.hints);
        self.state = State::Settling(Wait { since, at_most });
    }

    /// The effects have settled, or it takes too long.
    pub(super) fn next(&mut self, settled: bool, wait: Wait) {
        if !settled {
            let waited_ms = u64::try_from(wait.at_most.as_millis()).unwrap_or(u64::MAX);
            self.hints.push(Hint::NotSettled { waited_ms });
        }
        self.state = State::Ready;
    }

    pub(super) fn step(&mut self) -> Option<&mut Step> {
        match &mut self.state {
            State::Running(step) => Some(step),
            State::Waiting(_) | State::Ready | State::Settling(_) => None,
        }
    }

    pub(super) fn deadline(&self) -> Option<Instant> {
        match self.state {
            State::Waiting(until) => Some(until),
            State::Settling(wait) => Some(wait.until()),
            State::Ready | State::Running(_) => None,
        }
    }

    pub(super) fn progress(&self) -> Option<Progress> {
        match &self.state {
            State::Running(step) => step.progress(),
            State::Waiting(_) | State::Ready | State::Settling(_) => None,
        }
    }

    /// The line ends without a value.
    pub(super) fn abandon(mut self, why: Refusal) -> Output {
        self.failure = Some(why);
        self.finish()
    }

    /// The result of the whole line.
    pub(super) fn finish(mut self) -> Output {
        let value = match self.failure.take() {
            Some(failure) => Err(failure),
            None => assemble(&self.line, std::mem::take(&mut self.values)),
        };
        self.hints.dedup();
        Output::Result { ticket: self.ticket, outcome: Outcome { value, hints: self.hints } }
    }
}

fn commands_of(line: &Line) -> Vec<Command> {
    match line {
        Line::One(command) => vec![command.clone()],
        Line::Each(commands) => commands.clone(),
        Line::Counts => vec![Command::Stat],
        Line::Sum(inner) => commands_of(inner),
    }
}

/// The line's value, from those of its commands.
fn assemble(line: &Line, mut values: Vec<Value>) -> Result<Value, Refusal> {
    match line {
        Line::One(_) => values.pop().ok_or_else(|| Refusal::Raised("there is no value".to_owned())),
        Line::Each(_) => Ok(Value::List(values)),
        Line::Counts => Ok(Value::List(values.pop().as_ref().map_or_else(Vec::new, counts))),
        Line::Sum(inner) => sum(&assemble(inner, values)?),
    }
}

/// `for {_, n} <- stat, is_integer(n), do: n`
fn counts(stat: &Value) -> Vec<Value> {
    let Value::List(rows) = stat else { return Vec::new() };
    rows.iter()
        .filter_map(|row| match row {
            Value::Tuple(pair) => pair.get(1),
            Value::List(_) | Value::Term(_) => None,
        })
        .filter(|value| matches!(value.view(), Some(View::Integer(_))))
        .cloned()
        .collect()
}

fn raised(text: &str) -> Result<Value, Refusal> {
    Err(Refusal::Raised(text.to_owned()))
}

/// `Enum.sum`, with Elixir's complaint about what can't be added.
fn sum(values: &Value) -> Result<Value, Refusal> {
    let Value::List(values) = values else {
        return raised("** (Protocol.UndefinedError) Enum.sum needs a list");
    };
    let mut total: i64 = 0;
    for value in values {
        let Some(View::Integer(n)) = value.view() else {
            return raised("** (ArithmeticError) bad argument in arithmetic expression");
        };
        total = total.saturating_add(n);
    }
    Ok(Value::Term(Term::from(total)))
}
