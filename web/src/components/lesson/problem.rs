//! What is wrong with a lesson file, in the language of the page.

use lesson::{Markup, Problem};

use crate::language::Language;

/// The sentence for a problem: what is there, and what was expected.
pub(super) fn problem(say: Language, problem: &Problem) -> String {
    let plain = |text: &'static str| text.to_owned();
    match problem {
        Problem::TooLarge { bytes, limit } => say.problem_too_large(*bytes, *limit),
        Problem::NotText => plain(say.problem_not_text()),
        Problem::NoTitle { found } => say.problem_no_title(found),
        Problem::SecondTitle { found } => say.problem_second_title(found),
        Problem::EmptyTitle => plain(say.problem_empty_title()),
        Problem::TitleIsPlain => plain(say.problem_title_is_plain()),
        Problem::NoStep => plain(say.problem_no_step()),
        Problem::HeadingLevel { level } => say.problem_heading_level(&"#".repeat(*level as usize)),
        Problem::HeadingInside => plain(say.problem_heading_inside()),
        Problem::TooManySteps { limit } => say.problem_too_many_steps((*limit).into()),
        Problem::TooManyLines { limit } => say.problem_too_many_lines((*limit).into()),
        Problem::TextTooLong { limit } => say.problem_text_too_long((*limit).into()),
        Problem::TooDeep { limit } => say.problem_too_deep((*limit).into()),
        Problem::TooManyColumns { limit } => say.problem_too_many_columns((*limit).into()),
        Problem::NotInLessons { markup, found } => say.problem_markup(name(*markup), found),
        Problem::Link { found } => say.problem_link(found),
        Problem::UnknownDirective { found } => say.problem_unknown_directive(found),
        Problem::NotClosed => plain(say.problem_not_closed()),
        Problem::DirectiveInside { directive } => say.problem_directive_inside(directive.name()),
        Problem::BeforeSteps { directive } => say.problem_before_steps(directive.name()),
        Problem::Empty { directive } => say.problem_empty(directive.name()),
        Problem::OneLine { directive } => say.problem_one_line(directive.name()),
        Problem::ClusterInStep => plain(say.problem_cluster_in_step()),
        Problem::SecondCluster => plain(say.problem_second_cluster()),
        Problem::NotABoot { found } => say.problem_not_a_boot(found),
        Problem::ConsoleLine { column, message } => {
            say.problem_console_line(&column.to_string(), message)
        }
        Problem::NotAGuess { found } => say.problem_not_a_guess(found),
        Problem::UnknownFigure { found } => say
            .problem_unknown_figure(found, &names(lesson::Count::ALL.iter().map(|one| one.word()))),
        Problem::NoGuess => plain(say.problem_no_guess()),
        Problem::TooManyGuesses { limit } => say.problem_too_many_guesses((*limit).into()),
        Problem::AfterWhy => plain(say.problem_after_why()),
        Problem::NotOneLine { found } => say.problem_not_one_line(found),
        Problem::NothingToPredict => plain(say.problem_nothing_to_predict()),
        Problem::NotAQuestion => plain(say.problem_not_a_question()),
        Problem::UnknownPanel { found } => {
            say.problem_unknown_panel(found, &names(lesson::Panel::NAMES.into_iter()))
        }
        Problem::LiveFigure { found, column } => {
            say.problem_live_figure(found, &column.to_string())
        }
    }
}

const fn name(markup: Markup) -> &'static str {
    match markup {
        Markup::Html => "html",
        Markup::Image => "image",
        Markup::Footnote => "footnote",
        Markup::Strikethrough => "strikethrough",
        Markup::TaskList => "tasklist",
    }
}

fn names(words: impl Iterator<Item = &'static str>) -> String {
    words.collect::<Vec<_>>().join(", ")
}
