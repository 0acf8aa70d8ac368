//! From a scenario to text.

use core::fmt;

use super::{FIELDS, Pace, Scenario, Step, VERSION, time::written};

/// Characters of a line of the head, as far as its words allow.
const WIDTH: usize = 96;

/// Up to so many characters, results stand one below the other.
const MOST_ALIGNED: usize = 60;

impl fmt::Display for Scenario {
    /// The text that is read as the same scenario. A plain file when nothing is to be said in a head.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fields = FIELDS.map(|name| (name, value(self, name)));
        let mut fields = fields.into_iter().filter(|(_, value)| !value.is_empty()).peekable();
        if fields.peek().is_some() {
            writeln!(f, "# apothik scenario {VERSION}")?;
            for (name, value) in fields {
                field(f, name, &value)?;
            }
            writeln!(f)?;
        }
        let given: Vec<String> = self.steps.iter().map(given).collect();
        let lengths = given.iter().map(|line| line.chars().count());
        let width = lengths.filter(|&length| length <= MOST_ALIGNED).max().unwrap_or_default();
        for (step, line) in self.steps.iter().zip(&given) {
            match &step.expected {
                Some(expected) => writeln!(f, "{line:<width$}  #=> {expected}")?,
                None => writeln!(f, "{line}")?,
            }
        }
        Ok(())
    }
}

/// What a field of the head says; empty when it need not be there.
fn value(scenario: &Scenario, name: &str) -> String {
    let Scenario { seed, pace, title, question, answer, .. } = scenario;
    let words = match name.trim_end_matches(".fr") {
        "seed" if *seed == 0 => return String::new(),
        "seed" => return seed.to_string(),
        "pace" => return pace.map(Pace::written).unwrap_or_default().to_owned(),
        "title" => title,
        "question" => question,
        _ => answer,
    };
    if name.ends_with(".fr") { words.fr.clone() } else { words.en.clone() }
}

fn field(f: &mut fmt::Formatter<'_>, name: &str, value: &str) -> fmt::Result {
    write!(f, "# {name}:")?;
    let mut column = name.len() + 3;
    for word in value.split_ascii_whitespace() {
        let length = word.chars().count() + 1;
        if column + length > WIDTH {
            write!(f, "\n#  ")?;
            column = 3;
        }
        write!(f, " {word}")?;
        column += length;
    }
    writeln!(f)
}

/// A line with its time.
fn given(step: &Step) -> String {
    match step.at {
        Some(at) => format!("{} {}", written(at), step.source),
        None => step.source.clone(),
    }
}
