//! The same numbers as a table: a row a machine, a column a fate.

use std::collections::BTreeMap;

use lab::ledger::Cells;
use yew::prelude::*;

use super::glyph::Kind;
use crate::{
    components::{bar::Word, parts::dot},
    format::machine,
    language::Language,
    picture::Picture,
};

/// How many cells are of each kind, in the order of [`Kind::ALL`].
type Counts = [u64; Kind::ALL.len()];

/// A column's name for programs, and its word.
type Column = (&'static str, Word);

/// The keys of each machine that owned some; last those of which it is not remembered.
fn count(cells: &Cells) -> (BTreeMap<u16, Counts>, Counts) {
    let mut rows: BTreeMap<u16, Counts> = BTreeMap::new();
    let mut sums = Counts::default();
    for cell in cells.iter() {
        let kind = Kind::of(cell.fate) as usize;
        // One less, so that nobody comes last.
        rows.entry(cell.was_on.wrapping_sub(1)).or_default()[kind] += 1;
        sums[kind] += 1;
    }
    (rows, sums)
}

/// Each machine's keys by fate.
pub(super) fn of_cells(say: Language, cells: &Cells) -> Html {
    let (rows, sums) = count(cells);
    let shown: Vec<usize> = (0..sums.len())
        .filter(|&kind| {
            !matches!(Kind::ALL[kind], Kind::Stale | Kind::Resurrected) || sums[kind] > 0
        })
        .collect();
    let mut names: Vec<Column> =
        shown.iter().map(|&kind| (Kind::ALL[kind].name(), Kind::ALL[kind].word())).collect();
    let picked = |counts: &Counts| shown.iter().map(|&kind| counts[kind]).collect::<Vec<_>>();
    let all = |counts: &Counts| [picked(counts), vec![counts.iter().sum()]].concat();
    let rows = rows.iter().map(|(before, counts)| (before.wrapping_add(1).into(), all(counts)));
    names.push(("all", |say, _| say.ledger_table_all().to_owned()));
    table(say, say.ledger_table_owner(), &names, &rows.collect::<Vec<_>>(), &all(&sums))
}

/// Each machine's entries, and the keys lost with it.
pub(super) fn of_machines(picture: &Picture) -> Html {
    let names: [Column; 3] = [
        ("reachable", Language::figure_reachable),
        ("stranded", Language::figure_stranded),
        ("lost", Language::figure_lost),
    ];
    let rows = picture.machines.iter().map(|one| {
        let figures = &one.figures;
        (one.number, vec![figures.reachable, figures.stranded, figures.lost])
    });
    let rows: Vec<(u32, Vec<u64>)> = rows.collect();
    let sums: Vec<u64> = (0..names.len()).map(|i| rows.iter().map(|row| row.1[i]).sum()).collect();
    table(picture.language, picture.language.table_machine(), &names, &rows, &sums)
}

fn table(
    say: Language,
    first: &'static str,
    names: &[Column],
    rows: &[(u32, Vec<u64>)],
    sums: &[u64],
) -> Html {
    let cells = |counts: &[u64]| {
        let each = counts.iter().zip(names).map(|(&n, &(name, _))| {
            html! {
                <td class={classes!("number", (n == 0).then_some("none"))} data-column={name}
                    data-value={n.to_string()}>{ say.count(n) }</td>
            }
        });
        each.collect::<Html>()
    };
    html! {
        // It scrolls when it is long, also by keyboard.
        <div class="table-box" tabindex="0" role="group" aria-label={say.ledger_table()}>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{ first }</th>
                        { for names.iter().map(|(_, word)| html! {
                            <th scope="col" class="number">{ word(say, 2) }</th>
                        }) }
                    </tr>
                </thead>
                <tbody>
                    { for rows.iter().map(|(number, counts)| html! {
                        <tr key={*number} data-twin={number.to_string()}>
                            <th scope="row">
                                if *number == 0 {
                                    { say.ledger_unremembered() }
                                } else {
                                    { dot(*number) }{ machine(*number) }
                                }
                            </th>
                            { cells(counts) }
                        </tr>
                    }) }
                </tbody>
                <tfoot>
                    <tr data-twin="all"><th scope="row">{ say.ledger_table_all() }</th>{ cells(sums) }</tr>
                </tfoot>
            </table>
        </div>
    }
}
