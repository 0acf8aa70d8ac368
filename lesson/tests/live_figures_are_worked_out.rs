//! Live figures: what they say, and what they come to.

use lab::ledger::{Figures, MachineFigures, Toll};
use lesson::{Block, Count, Expression, Figure, KillCount, MachineCount, Problem, Span, read};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn spans(source: &str) -> Result<Vec<Span>, Problem> {
    match read(&format!("# A\n\n## B\n\n`={source}`\n")) {
        Ok(lesson) => match &lesson.steps[0].blocks[..] {
            [Block::Paragraph(spans)] => Ok(spans.clone()),
            other => panic!("{other:?}"),
        },
        Err(mut errors) => {
            assert_eq!(errors.len(), 1);
            assert_eq!(errors[0].line, 5);
            Err(errors.remove(0).problem)
        }
    }
}

fn expression(source: &str) -> Expression {
    match &spans(source).unwrap_or_else(|problem| panic!("{source}: {problem}"))[..] {
        [Span::Live { expression, .. }] => expression.clone(),
        other => panic!("{source}: {other:?}"),
    }
}

/// After the seed's kill.
fn lookup(figure: &Figure) -> Option<u64> {
    let now = Figures {
        stored: 4004,
        reachable: 948,
        stranded: 3056,
        acknowledged: 5000,
        found: 948,
        unreachable: 3056,
        lost: 996,
        ..Figures::default()
    };
    match figure {
        Figure::Now(count) | Figure::After(count) => Some(count.of(&now, 4)),
        Figure::Before(Count::Found) => Some(5000),
        Figure::Of(MachineCount::Stored, 1) => Some(1026),
        Figure::Kill(KillCount::Lost) => Some(996),
        _ => None,
    }
}

fn value(source: &str) -> Option<i64> {
    expression(source).value(lookup)
}

#[test]
fn every_figure_has_its_word() {
    for &count in Count::ALL {
        let word = count.word();
        assert_eq!(expression(word), Expression::Figure(Figure::Now(count)));
        let before = expression(&format!("before {word}"));
        assert_eq!(before, Expression::Figure(Figure::Before(count)));
        let after = expression(&format!("after  {word}"));
        assert_eq!(after, Expression::Figure(Figure::After(count)));
    }
    for &count in MachineCount::ALL {
        let of = expression(&format!("{count} 12"));
        assert_eq!(of, Expression::Figure(Figure::Of(count, 12)));
    }
    for &count in KillCount::ALL {
        let kill = expression(&format!("kill {count}"));
        assert_eq!(kill, Expression::Figure(Figure::Kill(count)));
    }
    assert_eq!(spans(" kill  machine "), Ok(vec![Span::KilledMachine]));
}

#[test]
fn figures_are_those_of_the_ledger() {
    let figures = Figures { acknowledged: 5000, found: 948, stale: 3, ..Figures::default() };
    assert_eq!(Count::Missing.of(&figures, 4), 4052);
    assert_eq!(Count::Stale.of(&figures, 4), 3);
    assert_eq!(Count::Machines.of(&figures, 4), 4);
    let mut machine = MachineFigures::default();
    (machine.reachable, machine.stranded) = (1, 2);
    assert_eq!(MachineCount::Stored.of(&machine), 3);
    let toll = Toll { entries_gone: 7, keys_lost: 5, ..Toll::default() };
    assert_eq!(KillCount::Gone.of(&toll, 5), 7);
    assert_eq!(KillCount::Lost.of(&toll, 5), 5);
    assert_eq!(KillCount::Machines.of(&toll, 5), 5);
}

#[test]
fn sums_differences_and_products_follow_the_rules_of_arithmetic() {
    assert_eq!(value("stored - stranded"), Some(948));
    assert_eq!(value("found + unreachable + lost - acknowledged"), Some(0));
    assert_eq!(value("1 + 2 * 3"), Some(7));
    assert_eq!(value("(1 + 2) × 3"), Some(9));
    assert_eq!(value("10 - 2 - 3"), Some(5));
    assert_eq!(value("found - before found"), Some(-4052));
    assert_eq!(value("missing"), Some(4052));
    assert_eq!(value("stored 1*2"), Some(2052));
    assert_eq!(value("5_000"), Some(5000));
}

#[test]
fn per_cent_is_rounded_and_of_nothing_there_is_none() {
    assert_eq!(value("percent(found, acknowledged)"), Some(19));
    assert_eq!(value("percent(1, 200)"), Some(1));
    assert_eq!(value("percent(1, 201)"), Some(0));
    assert_eq!(value("percent(lost+found, acknowledged)"), Some(39));
    assert_eq!(value("percent(1, 0)"), None);
}

#[test]
fn the_hash_is_that_of_erlang() {
    assert_eq!(value("phash2(\"k_1_7\", 5)"), Some(3));
    assert_eq!(value("phash2( \"k_1_7\" ,1 ) + 1"), Some(1));
}

#[test]
fn what_is_not_known_or_too_large_has_no_value() {
    assert_eq!(value("kill gone"), None);
    assert_eq!(value("1 + kill gone"), None);
    assert_eq!(value("4000000000 * 4000000000 * 4000000000"), None);
    assert_eq!(expression("stored").value(|_| Some(u64::MAX)), None);
    let all = expression("percent(stored 2, lost) * phash2(\"k\", 5)").figures();
    assert_eq!(all, [Figure::Of(MachineCount::Stored, 2), Figure::Now(Count::Lost)]);
}

#[test]
fn what_cannot_be_read_says_where() {
    for (source, at) in [
        ("", 1),
        ("losses", 1),
        ("stored + losses", 10),
        ("found 2", 1),
        ("stored 0", 1),
        ("stored 201", 1),
        ("stored -", 9),
        ("stored stranded", 8),
        ("kill", 5),
        ("kill found", 6),
        ("kill machine + 1", 6),
        ("before", 7),
        ("(stored", 8),
        ("phash2(k, 5)", 8),
        ("phash2(\"k\", 0)", 13),
        ("percent(found)", 14),
        ("é", 1),
        ("4294967296", 1),
        ("=", 1),
    ] {
        match spans(source) {
            Err(Problem::LiveFigure { column, found }) => {
                assert_eq!((column, found.as_str()), (at, source), "{source}");
            }
            other => panic!("{source}: {other:?}"),
        }
    }
    let deep = format!("{}1{}", "(".repeat(90), ")".repeat(90));
    assert!(matches!(spans(&deep), Err(Problem::LiveFigure { .. })));
    let long = format!("1{}", " + 1".repeat(60));
    assert!(matches!(spans(&long), Err(Problem::LiveFigure { column: 201, .. })));
}
