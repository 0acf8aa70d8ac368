//! What is wrong with a scenario, in the language of the page.

use lab::scenario::{FIELDS, Pace, Problem, VERSION};

use crate::language::Language;

/// The sentence for a problem: what is there, and what was expected.
pub(super) fn problem(say: Language, problem: &Problem) -> String {
    let plain = |text: &'static str| text.to_owned();
    match problem {
        Problem::TooLarge { bytes, limit } => say.flaw_too_large(*bytes, *limit),
        Problem::NotText => plain(say.flaw_not_text()),
        Problem::TooManyLines { limit } => say.flaw_too_many_lines(*limit),
        Problem::NothingToRun => plain(say.flaw_nothing_to_run()),
        Problem::Newer { version } => {
            say.scenario_newer(&version.to_string(), &VERSION.to_string())
        }
        Problem::NotAVersion { found } => say.flaw_not_a_version(found),
        Problem::NotAField { found } => say.flaw_not_a_field(found),
        Problem::UnknownField { found } => say.flaw_unknown_field(found, &FIELDS.join(", ")),
        Problem::SecondField { field } => say.flaw_second_field(field),
        Problem::EmptyField { field } => say.flaw_empty_field(field),
        Problem::FieldTooLong { field, limit } => say.flaw_field_too_long(field, *limit),
        Problem::NotASeed { found } => say.flaw_not_a_seed(found, &u64::MAX.to_string()),
        Problem::NotAPace { found } => {
            say.flaw_not_a_pace(found, &Pace::ALL.map(Pace::written).join(", "))
        }
        Problem::NotATime { found } => say.flaw_not_a_time(found),
        Problem::TooLate { found } => say.flaw_too_late(found),
        Problem::BeforeTheLast { found, last } => say.flaw_before_the_last(found, last),
        Problem::NoLine { found } => say.flaw_no_line(found),
        Problem::NoResult => plain(say.flaw_no_result()),
        Problem::ConsoleLine { column, message } => {
            say.problem_console_line(&column.to_string(), message)
        }
    }
}
