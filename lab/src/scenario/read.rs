//! From text to a scenario.

use core::{str::Utf8Error, time::Duration};

use super::{
    Problem, Scenario, ScenarioError, Step,
    error::shortened,
    head,
    time::{self, written},
};
use crate::{
    limits::{MAX_SCENARIO_BYTES, MAX_SCENARIO_LINES},
    script,
};

pub(super) fn too_large(bytes: usize) -> Result<(), ScenarioError> {
    if bytes <= MAX_SCENARIO_BYTES {
        return Ok(());
    }
    let problem = Problem::TooLarge { bytes: bytes as u64, limit: MAX_SCENARIO_BYTES as u64 };
    Err(ScenarioError { line: 1, problem })
}

pub(super) fn not_text(bytes: &[u8], error: Utf8Error) -> ScenarioError {
    let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
    let line = 1 + before.iter().filter(|&&byte| byte == b'\n').count() as u32;
    ScenarioError { line, problem: Problem::NotText }
}

pub(super) fn scenario(text: &str) -> Result<Scenario, ScenarioError> {
    too_large(text.len())?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lines = (1..).zip(text.lines()).peekable();
    while lines.next_if(|(_, line)| line.trim().is_empty()).is_some() {}
    let first = lines.peek().copied().and_then(|(at, line)| Some((at, head::version(line)?)));
    let mut scenario = match first {
        None => Scenario::default(),
        Some((at, version)) => {
            lines.next();
            let is_comment = |(_, line): &(u32, &str)| line.trim_start().starts_with('#');
            head::read(version, at, core::iter::from_fn(|| lines.next_if(is_comment)))?
        }
    };
    for (number, line) in lines {
        let wrong = |problem| ScenarioError { line: number, problem };
        if number as usize > MAX_SCENARIO_LINES {
            return Err(wrong(Problem::TooManyLines { limit: MAX_SCENARIO_LINES as u64 }));
        }
        let last = scenario.steps.iter().rev().find_map(|step| step.at);
        scenario.steps.extend(step(number, line, last).map_err(wrong)?);
    }
    if scenario.steps.is_empty() {
        let line = text.lines().count().max(1) as u32;
        return Err(ScenarioError { line, problem: Problem::NothingToRun });
    }
    Ok(scenario)
}

/// A line with what is to be done, if there is anything.
fn step(number: u32, line: &str, last: Option<Duration>) -> Result<Option<Step>, Problem> {
    let text = line.trim_start();
    let (word, text) = match text.split_once(char::is_whitespace) {
        _ if !text.starts_with('@') => (None, text),
        Some((word, text)) => (Some(word), text),
        None => (Some(text.trim_end()), ""),
    };
    let at = word.map(time::read).transpose()?;
    let (source, expected) = parted(text);
    let source = source.trim();
    let command = script::parse(source).map_err(|error| {
        let before = line.len() - text.trim_start().len();
        let before = line.get(..before).map_or(0, |before| before.chars().count());
        Problem::ConsoleLine { column: (before + error.column) as u64, message: error.message }
    })?;
    match (command.is_some(), word, expected) {
        (true, _, Some("")) | (false, _, Some(_)) => Err(Problem::NoResult),
        (false, Some(word), None) => Err(Problem::NoLine { found: shortened(word) }),
        (false, None, None) => Ok(None),
        (true, word, expected) => {
            if let (Some(at), Some(last), Some(word)) = (at, last, word)
                && at < last
            {
                let found = shortened(word);
                return Err(Problem::BeforeTheLast { found, last: written(last) });
            }
            let expected = expected.map(str::to_owned);
            Ok(Some(Step { number, at, source: source.to_owned(), expected }))
        }
    }
}

/// A console line without its comment, and the result that the comment says is expected.
#[must_use]
pub fn parted(text: &str) -> (&str, Option<&str>) {
    let mut is_quoted = false;
    let mut before = ' ';
    let mut characters = text.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => is_quoted = !is_quoted,
            // What is escaped ends nothing.
            '\\' if is_quoted => {
                characters.next();
            }
            // `?#` and `?"` are integers, as in Elixir; `?` is also the end of a name.
            '?' if !is_quoted && !is_name(before) => {
                let meant = characters.next();
                if matches!(meant, Some((_, '\\'))) {
                    characters.next();
                }
            }
            '#' if !is_quoted => {
                let (source, comment) = text.split_at(at);
                return (source, comment.strip_prefix("#=>").map(str::trim));
            }
            _ => {}
        }
        before = character;
    }
    (text, None)
}

fn is_name(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '@')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_in_a_string_or_a_character_is_no_comment() {
        for (text, source, expected) in [
            ("sum #=> 5", "sum ", Some("5")),
            ("put(1, \"#=> 5\", 1) #=> :ok", "put(1, \"#=> 5\", 1) ", Some(":ok")),
            ("put(1, \"\\\"#=>\", 1)#=>:ok", "put(1, \"\\\"#=>\", 1)", Some(":ok")),
            ("put(1, ?#, ?\") #=> :ok", "put(1, ?#, ?\") ", Some(":ok")),
            ("put(1, ?\\\", 1) #=> :ok", "put(1, ?\\\", 1) ", Some(":ok")),
            ("put(1, :a?, 1)# is it? \"", "put(1, :a?, 1)", None),
            ("put(1, :a?#=> 1", "put(1, :a?", Some("1")),
            ("sum # => 5", "sum ", None),
            ("sum #=>", "sum ", Some("")),
            ("sum", "sum", None),
        ] {
            assert_eq!(parted(text), (source, expected), "{text}");
        }
    }
}
