//! A lesson's text as elements of the page. It is made of them one by one: nothing of a file gets
//! into the page but text.

use lesson::{Align, Block, Expression, Figure, Question, Span};
use yew::prelude::*;

use crate::{format::machine, lessons::course::figure, picture::Picture};

/// What the text sees of the cluster.
#[derive(Clone, Copy)]
pub(super) struct Sight<'a> {
    /// What there is to see.
    pub picture: &'a Picture,
    /// Whether the lines above were run: until then, there is nothing to tell of them.
    pub is_known: bool,
}

/// A block of text.
pub(super) fn text(block: &Block, sight: Sight<'_>) -> Html {
    match block {
        Block::Heading(words) => html! { <h3>{ spans(words, sight) }</h3> },
        Block::Paragraph(words) => html! { <p>{ spans(words, sight) }</p> },
        Block::List { first: None, items } => {
            html! { <ul class="dots">{ for items.iter().map(|item| each(item, sight)) }</ul> }
        }
        Block::List { first: Some(first), items } => html! {
            <ol class="numbers" start={first.to_string()}>
                { for items.iter().map(|item| each(item, sight)) }
            </ol>
        },
        Block::Quote(blocks) => {
            html! { <blockquote>{ for blocks.iter().map(|block| text(block, sight)) }</blockquote> }
        }
        Block::Table { align, head, rows } => {
            let class = |column: usize| match align.get(column) {
                Some(Align::Right) => Some("number"),
                Some(Align::Center) => Some("center"),
                _ => None,
            };
            html! {
                <div class="table-box" tabindex="0" role="group" aria-label={sight.picture.language.lesson_table()}>
                    <table>
                        <thead><tr>
                            { for head.iter().enumerate().map(|(i, cell)| html! {
                                <th scope="col" class={classes!(class(i))}>{ spans(cell, sight) }</th>
                            }) }
                        </tr></thead>
                        <tbody>
                            { for rows.iter().map(|row| html! {
                                <tr>{ for row.iter().enumerate().map(|(i, cell)| html! {
                                    <td class={classes!(class(i))}>{ spans(cell, sight) }</td>
                                }) }</tr>
                            }) }
                        </tbody>
                    </table>
                </div>
            }
        }
        Block::Rule => html! { <hr /> },
        Block::Code(code) | Block::Iex(code) => {
            html! { <pre class="code" tabindex="0">{ code }</pre> }
        }
        Block::Question(asked) => question(asked, sight),
        // These are more than text: who draws the step draws them.
        Block::Run(_) | Block::Predict(_) | Block::Figure(_) => Html::default(),
    }
}

fn each(item: &[Block], sight: Sight<'_>) -> Html {
    html! { <li>{ for item.iter().map(|block| text(block, sight)) }</li> }
}

fn question(asked: &Question, sight: Sight<'_>) -> Html {
    html! {
        <div class="lesson-question">
            { for asked.question.iter().map(|block| text(block, sight)) }
            <details>
                <summary>{ sight.picture.language.lesson_answer() }</summary>
                { for asked.answer.iter().map(|block| text(block, sight)) }
            </details>
        </div>
    }
}

/// Pieces of a text.
pub(super) fn spans(words: &[Span], sight: Sight<'_>) -> Html {
    words.iter().map(|span| one(span, sight)).collect()
}

fn one(span: &Span, sight: Sight<'_>) -> Html {
    match span {
        Span::Text(text) => html! { text.clone() },
        Span::Code(code) => html! { <code>{ code }</code> },
        Span::Emphasis(words) => html! { <em>{ spans(words, sight) }</em> },
        Span::Strong(words) => html! { <strong>{ spans(words, sight) }</strong> },
        Span::Link { to, spans: words } if to.starts_with('#') => {
            html! { <a href={to.clone()}>{ spans(words, sight) }</a> }
        }
        Span::Link { to, spans: words } => html! {
            <a href={to.clone()} target="_blank" rel="noopener noreferrer">{ spans(words, sight) }</a>
        },
        Span::Live { source, expression } => live(source, expression, sight),
        Span::KilledMachine => {
            let last = sight.picture.losses.last().filter(|_| sight.is_known);
            let name = last.map(|loss| machine(loss.machine));
            html! { <b class="live">{ name.unwrap_or_else(|| "…".to_owned()) }</b> }
        }
        Span::Break => html! { <br /> },
    }
}

/// A number of the cluster, as it is now; three dots while there is none.
fn live(source: &str, expression: &Expression, sight: Sight<'_>) -> Html {
    // Arithmetic is known at any time; figures of the cluster once the lines above were run.
    let lookup = |which: &Figure| figure(which, sight.picture).filter(|_| sight.is_known);
    let value = expression.value(lookup);
    let words = match value {
        None => "…".to_owned(),
        Some(value) if value < 0 => {
            format!("\u{2212}{}", sight.picture.language.count(value.unsigned_abs()))
        }
        Some(value) => sight.picture.language.count(value.unsigned_abs()),
    };
    html! {
        <b class="live" data-live={source.to_owned()} data-value={value.map(|value| value.to_string())}>
            { words }
        </b>
    }
}
