//! What arithmetic expects of the placement, beside what was measured here.

use lab::{ledger::Moves, theory};
use node_core::{NodeId, Owners, Place as _, Placement};
use yew::prelude::*;

use super::parts::drawn_from;
use crate::{clock::page_millis, language::Language, picture::Picture};

drawn_from! {
    /// Props of [`Theory`].
    TheoryProps: grounds, moves, figures, settled
}

/// Lookups that are timed at once.
const TIMED: u32 = 4_000;

/// Words that a formula is made of.
const FUNCTIONS: [&str; 4] = ["sqrt", "ln", "ceil", "floor"];

/// A row each for what a change costs, the balance, the memory and the time of a lookup.
#[component]
pub fn Theory(props: &TheoryProps) -> Html {
    let picture = &props.picture;
    let measured = use_memo(picture.grounds.clone(), |grounds| {
        let owners = grounds.now.as_ref()?.owners();
        Some((owners.bytes() as u64, lookup_nanos(&owners)))
    });
    (*measured).map(|measured| beside(picture, measured)).unwrap_or_default()
}

/// `measured` are the bytes it takes here, and the nanoseconds of a lookup.
fn beside(picture: &Picture, measured: (u64, Option<u64>)) -> Html {
    let say = picture.language;
    let Some(now) = &picture.grounds.now else { return Html::default() };
    let (bytes, nanos) = measured;
    let row = theory::row(picture.placement);
    let source = if row.source.starts_with("the seed") { say.theory_story() } else { row.source };
    let machines = now.members.len() as u32;
    let crowd = theory::Crowd::of(&now.layout, machines);
    let change = picture.moves.as_deref().and_then(|moves| Change::of(picture, moves));
    let mut lines = Vec::new();
    if let Some(change) = &change {
        lines.extend(change.lines(say, picture.placement));
    }
    let keys = picture.figures.acknowledged;
    if keys > 0 && picture.settled {
        lines.push(Line {
            what: say.theory_balance(),
            formula: symbols(row.balance),
            expected: say
                .decimal(format!("{:.2}", theory::peak(picture.placement, machines, keys))),
            measured: peak(picture, machines)
                .map_or_else(String::new, |peak| say.decimal(format!("{peak:.2}"))),
        });
    }
    lines.push(Line {
        what: say.theory_memory(),
        formula: symbols(row.memory),
        expected: say.count(theory::bytes(picture.placement, crowd) as u64),
        measured: say.count(bytes),
    });
    lines.push(Line {
        what: say.theory_lookup(),
        formula: symbols(row.lookup),
        expected: say
            .theory_steps(&say.decimal(format!("{:.1}", theory::steps(picture.placement, crowd)))),
        measured: nanos.map_or_else(String::new, |nanos| say.theory_nanos(nanos)),
    });
    html! {
        <section class="panel theory" aria-labelledby="theory-title">
            <h2 id="theory-title">{ say.theory_title() }</h2>
            <p class="in-words">{ told(say, change.as_ref(), machines) }</p>
            <div class="table-box" tabindex="0" role="group" aria-label={say.theory_title()}>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{ say.theory_what() }</th>
                            <th scope="col" class="number">{ say.theory_expected() }</th>
                            <th scope="col" class="number">{ say.theory_measured() }</th>
                        </tr>
                    </thead>
                    <tbody>
                        { for lines.into_iter().map(|Line { what, formula, expected, measured }| html! {
                            <tr>
                                <th scope="row">
                                    { what }
                                    if !formula.is_empty() { <code>{ formula }</code> }
                                </th>
                                <td class="number" data-expected="">{ expected }</td>
                                <td class="number" data-measured="">{ measured }</td>
                            </tr>
                        }) }
                    </tbody>
                </table>
            </div>
            <p class="theory-source">{ say.theory_source(source) }</p>
        </section>
    }
}

/// What is expected and measured of one thing.
struct Line {
    what: &'static str,
    formula: &'static str,
    expected: String,
    measured: String,
}

/// The last change of the machines, if one came or went.
struct Change {
    comes: bool,
    /// Where in the sorted view it stands while it is there.
    position: u32,
    /// Machines before it.
    before: u32,
    keys: u64,
    /// Keys of the one that went, or that the one that came owns.
    own: u64,
    /// Keys that have the same owner as before.
    kept: u64,
}

impl Change {
    fn of(picture: &Picture, moves: &Moves) -> Option<Self> {
        let (before, now) = (picture.grounds.before.as_ref()?, picture.grounds.now.as_ref()?);
        let (before, now) = (&before.members, &now.members);
        let comes = now.len() == before.len() + 1;
        if !comes && before.len() != now.len() + 1 {
            return None;
        }
        let (more, less) = if comes { (now, before) } else { (before, now) };
        let position = more.iter().position(|node| less.binary_search(node).is_err())?;
        let one = more.get(position)?;
        let mut machines = before.len();
        if picture.placement == Placement::Fixed {
            // Who comes owns what it owned before, if anything: there is nothing to expect.
            let founders = picture.grounds.now.as_ref()?.owners().machines();
            if comes || founders.binary_search(one).is_err() {
                return None;
            }
            machines = founders.len();
        }
        let at = |owners: &[Option<NodeId>]| owners.iter().position(|owner| *owner == Some(*one));
        let own = if comes {
            at(&moves.after).map_or(0, |column| moves.column(column).keys())
        } else {
            at(&moves.before).map_or(0, |row| moves.row(row).keys())
        };
        Some(Self {
            comes,
            position: position as u32,
            before: machines as u32,
            keys: moves.all().keys(),
            own,
            kept: moves.kept().keys(),
        })
    }

    fn lines(&self, say: Language, placement: Placement) -> Vec<Line> {
        let Self { comes, position, before, keys, own, kept } = *self;
        let row = theory::row(placement);
        let expected = if comes {
            theory::arrival(placement, before, position, keys)
        } else {
            theory::departure(placement, before, position, keys)
        };
        let of_keys = |share: f64| say.count((share * keys as f64).round() as u64);
        let few = |share: Option<f64>| share.map_or_else(|| say.theory_few().to_owned(), of_keys);
        let others = keys.saturating_sub(own + kept);
        let line = |what, formula, expected, measured| Line {
            what,
            formula: symbols(formula),
            expected,
            measured: say.count(measured),
        };
        if comes {
            return vec![
                line(say.theory_of_newcomer(), row.arrival, of_keys(expected.own), own),
                line(say.theory_others(), "", few(expected.needless), others),
                line(say.theory_kept(), "", few(expected.kept()), kept),
            ];
        }
        vec![
            line(say.theory_of_leaver(), row.lost, of_keys(expected.own), own),
            line(say.theory_others(), row.moved, few(expected.needless), others),
            line(say.theory_kept(), row.kept, few(expected.kept()), kept),
        ]
    }
}

/// What the table is about.
fn told(say: Language, change: Option<&Change>, machines: u32) -> String {
    match change {
        Some(Change { comes: true, before, keys, .. }) => {
            say.theory_told_comes(&before.to_string(), *keys)
        }
        Some(Change { comes: false, before, keys, .. }) => {
            say.theory_told_goes(&before.to_string(), *keys)
        }
        None => say.theory_told_none(machines.into()),
    }
}

/// The most loaded machine's reachable entries over the mean.
fn peak(picture: &Picture, machines: u32) -> Option<f64> {
    let most = picture.machines.iter().map(|one| one.figures.reachable).max()?;
    let all = picture.figures.reachable;
    (all > 0).then(|| most as f64 * f64::from(machines) / all as f64)
}

/// A formula without the words behind it; nothing of one that is words alone.
fn symbols(formula: &'static str) -> &'static str {
    let first = formula.split([',', ';', ':']).next().unwrap_or_default();
    let mut words = first.split(|c: char| !c.is_ascii_alphabetic());
    let is_symbol = |word: &str| word.len() < 2 || FUNCTIONS.contains(&word);
    if words.all(is_symbol) { first } else { "" }
}

/// How long a lookup takes here, in nanoseconds, of many at once.
fn lookup_nanos(owners: &Owners) -> Option<u64> {
    let began = page_millis();
    let mut rounds = 0_u32;
    // Until the clock, which is coarse, has something to say.
    while rounds < 16 && page_millis() - began < 0.5 {
        for i in 0..TIMED {
            std::hint::black_box(owners.owner(std::hint::black_box(i.wrapping_mul(0x9e37_79b9))));
        }
        rounds += 1;
    }
    let took = page_millis() - began;
    (took > 0.0).then(|| (took * 1e6 / f64::from(rounds * TIMED)).round() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_is_shown_without_the_words_behind_it() {
        assert_eq!(symbols("1/n, to within one token of 1,000"), "1/n");
        assert_eq!(symbols("1 + sqrt(2 ln n · n/k)"), "1 + sqrt(2 ln n · n/k)");
        assert_eq!(symbols("a few: the fewer, the more rows"), "");
        for row in &theory::ROWS {
            assert!(!symbols(row.lost).is_empty() && !symbols(row.kept).is_empty(), "{}", row.name);
        }
    }
}
