//! Placements: `:ring`, and with a setting `:ring, points: 64`.

use winnow::{
    ascii::space0,
    combinator::{cut_err, fail},
    prelude::*,
    token::take_while,
};

use node_core::Placement;

use super::{
    Input,
    calls::Arguments,
    expected,
    terms::{bare, decimal, failure},
};

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
    let placement = u32::try_from(value).ok().map(|value| of.with_setting(value));
    placement.filter(|placement| placement.check().is_ok()).ok_or_else(|| {
        *input = start;
        failure(range(setting))
    })
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

/// What a setting can be.
const fn range(setting: &str) -> &'static str {
    match setting.as_bytes() {
        b"points" => "a machine has 1 to 4,096 points on the ring",
        b"rows" => "the rows are a prime from 2 to 1,048,573",
        b"probes" => "a key has 1 to 64 probes",
        b"capacity" => "a machine takes from 100 to 1,000 hundredths of the average",
        _ => "this setting can't be so",
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
    fn every_setting_has_its_usage_and_its_range() {
        for (setting, _) in Placement::ALL.iter().filter_map(|placement| placement.setting()) {
            assert!(usage(setting).contains(setting));
            assert!(!range(setting).contains("this setting"));
        }
    }
}
