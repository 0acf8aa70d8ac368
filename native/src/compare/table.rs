//! What was measured, as a table for people: aligned, or in Markdown.

use std::fmt::Write as _;

use lab::{
    compare::Measured,
    count::bytes,
    theory::{self, Change},
};
use node_core::Placement;

use super::Comparison;

/// Text in rows.
pub(super) struct Table {
    heads: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

/// What a column of expectations is headed by.
const EXPECTED: &str = "expected";

/// All that was measured at one number of machines.
pub(super) fn of(comparison: &Comparison) -> Table {
    let heads = vec![
        "placement",
        "most loaded",
        EXPECTED,
        "uneven by",
        EXPECTED,
        "moved, going",
        EXPECTED,
        "moved, coming",
        EXPECTED,
        "lookup",
        "build",
        "memory",
        EXPECTED,
    ];
    let rows = comparison.measured.iter().map(|measured| row(comparison, measured)).collect();
    Table { heads, rows }
}

/// What arithmetic expects, of each placement there is.
pub(super) fn of_formulas() -> Table {
    let heads = vec![
        "placement",
        "lost, one going",
        "out of reach",
        "found",
        "change owners, one coming",
        "most loaded, over the mean",
        "memory, bytes",
        "steps of a lookup",
        "source",
    ];
    let rows = Placement::ALL.into_iter().map(theory::row).map(|row| {
        let formulas = [
            row.name,
            row.lost,
            row.moved,
            row.kept,
            row.arrival,
            row.balance,
            row.memory,
            row.lookup,
            row.source,
        ];
        formulas.map(str::to_owned).to_vec()
    });
    Table { heads, rows: rows.collect() }
}

fn row(Comparison { task, .. }: &Comparison, measured: &Measured) -> Vec<String> {
    let expected = measured.expected(*task);
    let balance = measured.balance;
    // Where the balance is not told, neither is what was expected of it.
    let expected_balance = balance.map(|_| expected.balance);
    let change = |change: Option<Change>| share(change.and_then(|change| change.needless));
    vec![
        measured.entrant.label(),
        times(balance.map(|balance| balance.peak)),
        times(expected_balance.map(|balance| balance.peak)),
        share(balance.map(|balance| balance.unevenness)),
        share(expected_balance.map(|balance| balance.unevenness)),
        share(Some(measured.departure.needless)),
        change(expected.departure),
        share(Some(measured.arrival.needless)),
        change(expected.arrival),
        duration(measured.lookup),
        duration(measured.build.as_nanos() as f64),
        bytes(measured.bytes),
        bytes(expected.bytes as u64),
    ]
}

/// Stands for what was not measured, or can't be expected.
const NOTHING: &str = "–";

fn times(ratio: Option<f64>) -> String {
    ratio.map_or_else(|| NOTHING.to_owned(), |ratio| format!("{ratio:.3} ×"))
}

fn share(share: Option<f64>) -> String {
    match share.map(|share| share * 100.0) {
        None => NOTHING.to_owned(),
        // What is left of a difference that should be none.
        Some(percent) if percent.abs() < 1e-9 => "0".to_owned(),
        Some(percent) if percent < 0.1 => format!("{percent:.4} %"),
        Some(percent) => format!("{percent:.2} %"),
    }
}

fn duration(nanos: f64) -> String {
    match nanos {
        1e9.. => format!("{:.2} s", nanos / 1e9),
        1e6.. => format!("{:.1} ms", nanos / 1e6),
        1e3.. => format!("{:.1} µs", nanos / 1e3),
        _ => format!("{nanos:.1} ns"),
    }
}

impl Table {
    /// Columns of equal width, two spaces apart.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        let heads: Vec<String> = self.heads.iter().map(ToString::to_string).collect();
        for row in std::iter::once(&heads).chain(&self.rows) {
            for (at, cell) in row.iter().enumerate() {
                let width = self.width(at);
                let _ = match at {
                    0 => write!(text, "{cell:<width$}"),
                    _ => write!(text, "  {cell:>width$}"),
                };
            }
            text.push('\n');
        }
        text
    }

    fn width(&self, at: usize) -> usize {
        let cells = self.rows.iter().map(|row| row[at].chars().count());
        cells.chain([self.heads[at].chars().count()]).max().unwrap_or_default()
    }

    /// The same in Markdown.
    pub(super) fn markdown(&self) -> String {
        let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
        let heads: Vec<String> = self.heads.iter().map(ToString::to_string).collect();
        let rule: Vec<String> = (0..self.heads.len())
            .map(|at| if at == 0 { "---" } else { "---:" }.to_owned())
            .collect();
        let rows: String = self.rows.iter().map(|row| line(row)).collect();
        line(&heads) + &line(&rule) + &rows
    }
}
