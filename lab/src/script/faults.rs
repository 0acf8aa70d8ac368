//! What a network can be told: `[1, 2]` for a side, `delay: 50, jitter: 20, loss: 5`.

use winnow::{
    ascii::space0,
    combinator::{alt, cut_err, delimited, separated},
    prelude::*,
};

use super::{
    Input,
    calls::{Scope, machine},
    expected, spaced,
    terms::{decimal, failure},
};
use crate::{
    command::{Network, Number},
    limits::MAX_DELAY_MILLIS,
};

/// `[1, 2]`: one side of a partition.
pub(super) fn side<'a>(scope: Scope<'a>, input: &mut Input<'a>) -> ModalResult<Vec<Number>> {
    let number = move |input: &mut Input<'a>| machine(scope, input);
    delimited(
        ('[', space0),
        separated(0.., spaced(number), ','),
        cut_err((space0, ']')).context(expected("`]`")),
    )
    .context(expected("a list of machines, such as `[1, 2]`"))
    .parse_next(input)
}

/// `delay: 50, jitter: 20, loss: 5`, in any order; what is not named is 0.
pub(super) fn network(input: &mut Input<'_>) -> ModalResult<Network> {
    let start = *input;
    let settings: Vec<(&str, i64)> = separated(1.., spaced(setting), ',').parse_next(input)?;
    let mut network = Network::default();
    let mut named = Vec::new();
    for (name, value) in settings {
        if named.contains(&name) {
            *input = start;
            return Err(failure("a setting is named twice"));
        }
        named.push(name);
        let (field, most) = match name {
            "delay" => (&mut network.delay, MAX_DELAY_MILLIS),
            "jitter" => (&mut network.jitter, MAX_DELAY_MILLIS),
            _ => (&mut network.loss, 100),
        };
        match u32::try_from(value).ok().filter(|value| *value <= most) {
            Some(value) => *field = value,
            None => {
                *input = start;
                return Err(failure(
                    "delay and jitter are from 0 to 10,000 ms, loss is from 0 to 100 %",
                ));
            }
        }
    }
    Ok(network)
}

fn setting<'a>(input: &mut Input<'a>) -> ModalResult<(&'a str, i64)> {
    let name = alt(("delay", "jitter", "loss"));
    let (name, _, value) = (
        name.context(expected("`delay:`, `jitter:` or `loss:`")),
        (space0, ':', space0),
        cut_err(decimal).context(expected("a number")),
    )
        .parse_next(input)?;
    Ok((name, value))
}
