//! The head of a scenario: what its comments say of it.

use super::{Pace, Problem, Scenario, ScenarioError, VERSION, error::shortened};
use crate::limits::{MAX_TEXT_CHARS, MAX_TITLE_CHARS};

/// The fields of a head, in the order in which they are written.
pub const FIELDS: [&str; 8] =
    ["seed", "pace", "title", "title.fr", "question", "question.fr", "answer", "answer.fr"];

/// A field as it stands there: where it began, its name, and its words with one blank between them.
struct Field {
    line: u32,
    name: &'static str,
    value: String,
}

/// The version that a line names, if it is the first one of a head.
pub(super) fn version(line: &str) -> Option<&str> {
    let rest = line.trim_start().strip_prefix('#')?.trim_start().strip_prefix("apothik")?;
    let version = rest.trim_start().strip_prefix("scenario")?;
    (rest.starts_with(char::is_whitespace)
        && (version.trim().is_empty() || version.starts_with(char::is_whitespace)))
    .then(|| version.trim())
}

/// Reads the lines of a head behind the first.
pub(super) fn read<'a>(
    version: &str,
    first: u32,
    lines: impl Iterator<Item = (u32, &'a str)>,
) -> Result<Scenario, ScenarioError> {
    check(version).map_err(|problem| ScenarioError { line: first, problem })?;
    let mut fields: Vec<Field> = Vec::new();
    for (line, text) in lines {
        let wrong = |problem| ScenarioError { line, problem };
        let text = text.trim_start().strip_prefix('#').unwrap_or(text);
        match fields.last_mut() {
            _ if text.trim().is_empty() => {}
            Some(field) if is_indented(text) => join(&mut field.value, text),
            _ => {
                let (name, value) = named(text).map_err(wrong)?;
                if fields.iter().any(|field| field.name == name) {
                    return Err(wrong(Problem::SecondField { field: name.to_owned() }));
                }
                let mut field = Field { line, name, value: String::new() };
                join(&mut field.value, value);
                fields.push(field);
            }
        }
    }
    let mut scenario = Scenario::default();
    for Field { line, name, value } in fields {
        set(&mut scenario, name, value).map_err(|problem| ScenarioError { line, problem })?;
    }
    Ok(scenario)
}

fn check(version: &str) -> Result<(), Problem> {
    let not_a_version = || Problem::NotAVersion { found: shortened(version) };
    if version.is_empty() || !version.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(not_a_version());
    }
    match version.parse().map_err(|_| not_a_version())? {
        VERSION => Ok(()),
        0 => Err(not_a_version()),
        version => Err(Problem::Newer { version }),
    }
}

/// Whether a comment goes on with the one before.
fn is_indented(text: &str) -> bool {
    text.starts_with('\t') || text.chars().take_while(|c| c.is_whitespace()).count() > 1
}

/// A field's name and what stands behind its colon.
fn named(text: &str) -> Result<(&'static str, &str), Problem> {
    let not_a_field = || Problem::NotAField { found: shortened(text) };
    let (name, value) = text.split_once(':').ok_or_else(not_a_field)?;
    let name = name.trim();
    if name.is_empty() || name.contains(char::is_whitespace) {
        return Err(not_a_field());
    }
    let known = FIELDS.into_iter().find(|field| *field == name);
    known.map(|name| (name, value)).ok_or_else(|| Problem::UnknownField { found: shortened(name) })
}

/// Adds words, with one blank between any two.
fn join(value: &mut String, words: &str) {
    for word in words.split_ascii_whitespace() {
        if !value.is_empty() {
            value.push(' ');
        }
        value.push_str(word);
    }
}

fn set(scenario: &mut Scenario, name: &'static str, value: String) -> Result<(), Problem> {
    if value.is_empty() {
        return Err(Problem::EmptyField { field: name.to_owned() });
    }
    match name {
        "seed" => {
            let not_a_seed = || Problem::NotASeed { found: shortened(&value) };
            if !value.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(not_a_seed());
            }
            scenario.seed = value.parse().map_err(|_| not_a_seed())?;
            return Ok(());
        }
        "pace" => {
            let found = Pace::ALL.into_iter().find(|pace| pace.written() == value);
            let not_a_pace = || Problem::NotAPace { found: shortened(&value) };
            scenario.pace = Some(found.ok_or_else(not_a_pace)?);
            return Ok(());
        }
        _ => {}
    }
    let (words, limit) = match name.trim_end_matches(".fr") {
        "title" => (&mut scenario.title, MAX_TITLE_CHARS),
        "question" => (&mut scenario.question, MAX_TEXT_CHARS),
        _ => (&mut scenario.answer, MAX_TEXT_CHARS),
    };
    if value.chars().count() > limit {
        return Err(Problem::FieldTooLong { field: name.to_owned(), limit: limit as u64 });
    }
    *(if name.ends_with(".fr") { &mut words.fr } else { &mut words.en }) = value;
    Ok(())
}
