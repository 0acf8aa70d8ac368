//! From the text of a live figure to what it says.

use lab::limits::MAX_MACHINES;
use winnow::{
    Stateful,
    ascii::{multispace0, multispace1},
    combinator::{alt, cut_err, delimited, opt, preceded, repeat, terminated},
    error::{ContextError, ErrMode},
    prelude::*,
    token::{one_of, take_while},
};

use super::{Expression, Unreadable};
use crate::{
    figure::{Count, Figure, KillCount, MachineCount},
    limits::{MAX_EXPRESSION, MAX_PARENTHESES},
};

/// The text, and how many parentheses are open.
type Input<'a> = Stateful<&'a str, usize>;

pub(super) fn expression(source: &str) -> Result<Expression, Unreadable> {
    if source.chars().nth(MAX_EXPRESSION).is_some() {
        return Err(Unreadable { column: MAX_EXPRESSION as u32 + 1 });
    }
    let mut input = Stateful { input: source, state: 0 };
    let mut whole = terminated(delimited(multispace0, sum, multispace0), winnow::combinator::eof);
    whole.parse_next(&mut input).map_err(|_: ErrMode<ContextError>| {
        let read = source.len().saturating_sub(input.input.len());
        let before = source.get(..read).unwrap_or(source);
        Unreadable { column: before.chars().count() as u32 + 1 }
    })
}

/// `a + b - c`, from the left.
fn sum(input: &mut Input<'_>) -> ModalResult<Expression> {
    let first = product.parse_next(input)?;
    let more: Vec<(char, Expression)> =
        repeat(0.., (spaced(one_of(['+', '-', '−'])), cut_err(product))).parse_next(input)?;
    Ok(more.into_iter().fold(first, |left, (sign, right)| {
        let both = (Box::new(left), Box::new(right));
        if sign == '+' {
            Expression::Sum(both.0, both.1)
        } else {
            Expression::Difference(both.0, both.1)
        }
    }))
}

/// `a * b * c`
fn product(input: &mut Input<'_>) -> ModalResult<Expression> {
    let first = one.parse_next(input)?;
    let more: Vec<Expression> =
        repeat(0.., preceded(spaced(one_of(['*', '×'])), cut_err(one))).parse_next(input)?;
    Ok(more
        .into_iter()
        .fold(first, |left, right| Expression::Product(Box::new(left), Box::new(right))))
}

fn one(input: &mut Input<'_>) -> ModalResult<Expression> {
    if input.state > MAX_PARENTHESES {
        return Err(failure());
    }
    alt((parenthesis, number.map(Expression::Number), named)).parse_next(input)
}

fn parenthesis(input: &mut Input<'_>) -> ModalResult<Expression> {
    '('.parse_next(input)?;
    input.state += 1;
    let inside = cut_err(delimited(multispace0, sum, (multispace0, ')'))).parse_next(input)?;
    input.state -= 1;
    Ok(inside)
}

/// Whatever begins with a word.
fn named(input: &mut Input<'_>) -> ModalResult<Expression> {
    let start = input.input;
    let name = word.parse_next(input)?;
    let read = match name {
        "phash2" => hash(input),
        "percent" => percent(input),
        "before" => next_word(input, Count::named).map(Figure::Before).map(Expression::Figure),
        "after" => next_word(input, Count::named).map(Figure::After).map(Expression::Figure),
        "kill" => next_word(input, KillCount::named).map(Figure::Kill).map(Expression::Figure),
        name => match (opt(preceded(multispace1, number)).parse_next(input)?, name) {
            (None, name) => Count::named(name).map(Figure::Now).ok_or_else(failure),
            (Some(machine), name) => MachineCount::named(name)
                .filter(|_| (1..=MAX_MACHINES).contains(&machine))
                .map(|count| Figure::Of(count, machine))
                .ok_or_else(failure),
        }
        .map(Expression::Figure)
        .inspect_err(|_| input.input = start),
    };
    read.map_err(ErrMode::cut)
}

/// The figure that the next word names.
fn next_word<T>(input: &mut Input<'_>, named: impl Fn(&str) -> Option<T>) -> ModalResult<T> {
    multispace1.parse_next(input)?;
    let start = input.input;
    let figure = named(word.parse_next(input)?);
    figure.ok_or_else(failure).inspect_err(|_| input.input = start)
}

/// `("k_1_7", 5)`
fn hash(input: &mut Input<'_>) -> ModalResult<Expression> {
    (spaced('('), '"').void().parse_next(input)?;
    let key = take_while(0.., |c| c != '"' && c != '\\' && c != '\n').parse_next(input)?;
    ('"', spaced(',')).void().parse_next(input)?;
    let range = number.verify(|range| *range > 0).parse_next(input)?;
    (multispace0, ')').void().parse_next(input)?;
    Ok(Expression::Phash2 { key: key.to_owned(), range })
}

/// `(found, acknowledged)`
fn percent(input: &mut Input<'_>) -> ModalResult<Expression> {
    spaced('(').parse_next(input)?;
    input.state += 1;
    let part = sum.parse_next(input)?;
    spaced(',').parse_next(input)?;
    let whole = sum.parse_next(input)?;
    (multispace0, ')').void().parse_next(input)?;
    input.state -= 1;
    Ok(Expression::Percent(Box::new(part), Box::new(whole)))
}

fn word<'a>(input: &mut Input<'a>) -> ModalResult<&'a str> {
    take_while(1.., |c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
        .verify(|word: &str| word.starts_with(|c: char| c.is_ascii_lowercase()))
        .parse_next(input)
}

/// `5000` or `5_000`.
fn number(input: &mut Input<'_>) -> ModalResult<u32> {
    take_while(1.., |c: char| c.is_ascii_digit() || c == '_')
        .verify_map(|digits: &str| digits.replace('_', "").parse().ok())
        .parse_next(input)
}

/// `parser` with blanks around it.
fn spaced<'a, O, P>(parser: P) -> impl ModalParser<Input<'a>, O, ContextError>
where
    P: ModalParser<Input<'a>, O, ContextError>,
{
    delimited(multispace0, parser, multispace0)
}

fn failure() -> ErrMode<ContextError> {
    ErrMode::Cut(ContextError::new())
}
