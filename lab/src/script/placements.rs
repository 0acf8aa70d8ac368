//! Placements: `:ring`, and with a setting `:ring, points: 64`.

use core::fmt;

use winnow::{
    ascii::space0,
    combinator::{cut_err, fail},
    prelude::*,
    token::take_while,
};

use node_core::{Placement, SettingError};

use super::{
    Input,
    calls::Arguments,
    expected,
    terms::{bare, decimal, failure, refusal},
};
use crate::count::grouped;

/// What the console lists when it is asked for another one.
const NAMES: &str = "`:fixed`, `:modulo`, `:tokens`, `:ring`, `:bounded`, `:multiprobe`, \
                     `:rendezvous`, `:maglev`, `:jump`, `:memento`, `:anchor` or `:dx`";

/// A placement, if there is one, and its setting, if that is named.
pub(super) fn optional(list: &mut Arguments<'_, '_>) -> ModalResult<Option<Placement>> {
    let Some(placement) = list.optional(name)? else { return Ok(None) };
    let setting = list.optional(|input| setting(placement, input))?;
    Ok(setting.or(Some(placement)))
}

fn name(input: &mut Input<'_>) -> ModalResult<Placement> {
    let named = |(_, name): (char, String)| {
        Placement::ALL.into_iter().find(|placement| placement.name() == name)
    };
    // The whole name is what was not understood.
    let start = *input;
    match (':', bare).parse_next(input).ok().and_then(named) {
        Some(placement) => Ok(placement),
        None => {
            *input = start;
            cut_err(fail).context(expected(NAMES)).parse_next(input)
        }
    }
}

fn setting(of: Placement, input: &mut Input<'_>) -> ModalResult<Placement> {
    let start = *input;
    let Some((setting, _)) = of.setting() else {
        return Err(failure("this placement has no setting"));
    };
    let name = take_while(1.., |c: char| c.is_ascii_lowercase() || c == '_');
    let asked = name.verify(|name: &str| name == setting);
    (asked, space0, ':', space0).void().context(expected(usage(setting))).parse_next(input)?;
    let value = cut_err(decimal).context(expected("a number")).parse_next(input)?;
    // No setting can be as great as that, nor less than nothing.
    let value = u32::try_from(value).unwrap_or(u32::MAX);
    let placement = of.with_setting(value);
    placement.check().map_err(|error| {
        *input = start;
        refusal(OutOfRange(error))
    })?;
    Ok(placement)
}

/// How a setting is written.
const fn usage(setting: &str) -> &'static str {
    match setting.as_bytes() {
        b"points" => "`points: 128`",
        b"rows" => "`rows: 65_537`",
        b"probes" => "`probes: 21`",
        b"capacity" => "`capacity: 125`",
        _ => "a setting",
    }
}

/// What a setting can be, in a sentence.
#[derive(Debug)]
struct OutOfRange(SettingError);

impl core::error::Error for OutOfRange {}

impl fmt::Display for OutOfRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(error) = self;
        let (least, most) = (grouped(error.least), grouped(error.most));
        match error.setting {
            "points" => write!(f, "a machine has {least} to {most} points on the ring"),
            "rows" => write!(f, "the rows are a prime from {least} to {most}"),
            "probes" => write!(f, "a key has {least} to {most} probes"),
            "capacity" => {
                write!(f, "a machine takes from {least} to {most} hundredths of the average")
            }
            _ => error.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_asks_for_an_unknown_placement_is_told_of_all_there_are() {
        for placement in Placement::ALL {
            assert!(NAMES.contains(&format!("`:{}`", placement.name())), "{placement:?}");
        }
    }

    #[test]
    fn every_setting_has_its_usage_and_its_range_in_a_sentence() {
        for placement in Placement::ALL {
            let Some((setting, _)) = placement.setting() else { continue };
            assert!(usage(setting).contains(setting));
            // What no `u32` is, is refused as this is.
            let error = placement.with_setting(u32::MAX).check().expect_err("it is too great");
            let most = grouped(error.most);
            let told = OutOfRange(error).to_string();
            assert!(told.contains(&most) && !told.contains("it can be"), "{told}");
        }
    }
}
