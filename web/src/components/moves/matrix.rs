//! The matrix as a picture: the more keys, the darker the cell and the longer its bar.

use lab::ledger::{Moved, Moves};
use node_core::NodeId;
use yew::prelude::*;

use crate::{
    components::{
        geometry::{per_cent, svg},
        palette::{Look, swatch},
        parts::drawn_name,
    },
    format::{machine, share},
    language::Language,
};

/// Owners up to which each cell has its number.
const MOST_NUMBERED: usize = 12;

/// Owners up to which names are written in full, where there is room.
const MOST_NAMED: usize = 6;

/// The darkest a cell gets: what is written on it stays readable.
const DARKEST: f64 = 0.4;

/// Where things are: columns in per cent of the width, rows in lines of text.
struct Grid {
    rows: usize,
    columns: usize,
    /// Height of a row.
    tall: f64,
    /// Where the first column begins.
    left: f64,
    numbered: bool,
}

/// Where the first row begins.
const TOP: f64 = 2.9;

impl Grid {
    fn of(moves: &Moves) -> Self {
        let (rows, columns) = (moves.before.len(), moves.after.len());
        let most = rows.max(columns);
        let numbered = most <= MOST_NUMBERED;
        let tall = match most {
            0..=MOST_NAMED => 3.4,
            n if n <= MOST_NUMBERED => 2.1,
            n if n <= 30 => 0.95,
            _ => 0.5,
        };
        Self { rows, columns, tall, left: if numbered { 17.0 } else { 10.0 }, numbered }
    }

    /// Width of a column; the sums have one more when they are shown.
    fn wide(&self) -> f64 {
        (100.0 - self.left) / (self.columns + usize::from(self.numbered)) as f64
    }

    fn x(&self, column: usize) -> f64 {
        self.left + self.wide() * column as f64
    }

    fn middle(&self, column: usize) -> String {
        per_cent(self.x(column) + self.wide() / 2.0)
    }

    fn y(&self, row: usize) -> f64 {
        TOP + self.tall * row as f64
    }

    /// The line on which a row's text stands.
    fn line(&self, row: usize) -> String {
        em(self.y(row) + self.tall / 2.0 + 0.35)
    }

    /// Every how many owners one has its number written.
    const fn step(&self) -> usize {
        if self.numbered { 1 } else { 5 }
    }
}

fn em(n: f64) -> String {
    svg(n) + "em"
}

/// The matrix with its heads and sums.
pub(super) fn matrix(say: Language, moves: &Moves) -> Html {
    let grid = Grid::of(moves);
    let most = (0..grid.rows)
        .flat_map(|row| (0..grid.columns).map(move |column| moves.cell(row, column).keys()))
        .max()
        .unwrap_or(0);
    let height = TOP + grid.tall * (grid.rows + usize::from(grid.numbered)) as f64 + 0.3;
    let sums = |moved: Moved, x: String, y: String, row: Option<usize>, column: Option<usize>| {
        html! {
            <text class="moves-sum" {x} {y} data-moves-row={row.map(|row| row.to_string())}
                data-moves-column={column.map(|column| column.to_string())}
                data-value={moved.keys().to_string()}>{ say.count(moved.keys()) }</text>
        }
    };
    html! {
        <>
            <svg class={classes!("moves-matrix", (!grid.numbered).then_some("is-dense"))} width="100%"
                height={em(height)} role="img" aria-label={say.moves_described(grid.rows as u64, grid.columns as u64)}>
                <text class="moves-axis" x="0" y="0.9em">{ say.moves_before() }</text>
                <text class="moves-axis at-end" x={if grid.numbered { per_cent(grid.x(grid.columns)) } else { "100%".to_owned() }}
                    y="0.9em">{ say.moves_after() }</text>
                { for moves.after.iter().enumerate().step_by(grid.step()).map(|(i, owner)| {
                    name(say, *owner, grid.middle(i), em(TOP - 0.8), &grid, "column-head")
                }) }
                { for moves.before.iter().enumerate().step_by(grid.step()).map(|(i, owner)| {
                    name(say, *owner, "0".to_owned(), grid.line(i), &grid, "row-head")
                }) }
                { for (0..grid.rows).flat_map(|row| (0..grid.columns).map(move |column| (row, column))).map(|(row, column)| {
                    cell(say, moves, &grid, (row, column), most)
                }) }
                if grid.numbered {
                    <text class="moves-sum is-head" x={grid.middle(grid.columns)} y={em(TOP - 0.8)}>{ say.moves_sum() }</text>
                    <text class="moves-sum row-head is-head" x="0" y={grid.line(grid.rows)}>{ say.moves_sum() }</text>
                    { for (0..grid.rows).map(|row| {
                        sums(moves.row(row), grid.middle(grid.columns), grid.line(row), Some(row), None)
                    }) }
                    { for (0..grid.columns).map(|column| {
                        sums(moves.column(column), grid.middle(column), grid.line(grid.rows), None, Some(column))
                    }) }
                    { sums(moves.all(), grid.middle(grid.columns), grid.line(grid.rows), None, None) }
                }
            </svg>
            { legend(say) }
        </>
    }
}

/// An owner at the head of a row or a column; in short where it is narrow.
fn name(
    say: Language,
    owner: Option<NodeId>,
    x: String,
    y: String,
    grid: &Grid,
    class: &'static str,
) -> Html {
    let Some(owner) = owner else {
        return html! { <text {class} {x} {y}>{ say.moves_nobody() }</text> };
    };
    let number = owner.number();
    let named = |name: String| {
        if grid.numbered {
            drawn_name(number, name)
        } else {
            html! { name }
        }
    };
    let short = number.to_string();
    if grid.rows.max(grid.columns) > MOST_NAMED {
        return html! { <text {class} {x} {y}>{ named(short) }</text> };
    }
    html! {
        <>
            <text class={classes!(class, "in-full")} x={x.clone()} y={y.clone()}>{ named(machine(number)) }</text>
            <text class={classes!(class, "in-short")} {x} {y}>{ named(short) }</text>
        </>
    }
}

fn cell(
    say: Language,
    moves: &Moves,
    grid: &Grid,
    (row, column): (usize, usize),
    most: u64,
) -> Html {
    let moved = moves.cell(row, column);
    let keys = moved.keys();
    let owner = |owner: Option<NodeId>| {
        owner.map_or_else(|| say.moves_nobody().to_owned(), |owner| machine(owner.number()))
    };
    let (before, after) =
        (moves.before.get(row).copied().flatten(), moves.after.get(column).copied().flatten());
    let is_kept = before.is_some() && before == after;
    let gap = if grid.numbered { 0.35 } else { 0.0 };
    let (x, width) = (grid.x(column) + gap, grid.wide() - 2.0 * gap);
    let (y, tall) = (grid.y(row) + gap / 2.0, grid.tall - gap);
    let title = say.moves_cell(
        &owner(before),
        &owner(after),
        keys,
        moved.found,
        moved.unreachable,
        moved.lost,
    );
    let roomy = grid.tall > 3.0;
    html! {
        <g class={classes!("moves-cell", is_kept.then_some("is-kept"))} data-from={row.to_string()}
            data-to={column.to_string()} data-kept={is_kept.to_string()} data-value={keys.to_string()}>
            <title>{ title }</title>
            <rect class="moves-ground" x={per_cent(x)} y={em(y)} width={per_cent(width)} height={em(tall)} />
            <rect class="moves-shade" x={per_cent(x)} y={em(y)} width={per_cent(width)} height={em(tall)}
                fill-opacity={svg(DARKEST * share(keys, most))} />
            if grid.numbered {
                { bar(moved, x, em(y + tall - 0.42), width, most) }
                <text class={classes!("moves-number", (keys == 0).then_some("none"))} x={grid.middle(column)}
                    y={em(y + tall / 2.0 + if roomy && is_kept { -0.25 } else { 0.15 })}>{ say.count(keys) }</text>
                if roomy && is_kept {
                    <text class="moves-kept" x={grid.middle(column)} y={em(y + tall / 2.0 + 0.78)}>{ say.moves_kept() }</text>
                }
            }
            if is_kept {
                <rect class="moves-outline" x={per_cent(x)} y={em(y)} width={per_cent(width)} height={em(tall)} />
            }
        </g>
    }
}

/// What became of a cell's keys, as long as they are many.
fn bar(moved: Moved, x: f64, y: String, width: f64, most: u64) -> Html {
    let mut from = x;
    let parts = [
        (Look::Reachable, moved.found),
        (Look::Stranded, moved.unreachable),
        (Look::Lost, moved.lost),
    ];
    parts.into_iter().filter(|part| part.1 > 0).map(|(look, n)| {
        let (x, wide) = (from, width * share(n, most));
        from += wide;
        html! {
            <rect class={classes!("area", look.class())} x={per_cent(x)} y={y.clone()} width={per_cent(wide)}
                height="0.42em" fill={look.fill()} />
        }
    }).collect()
}

fn legend(say: Language) -> Html {
    html! {
        <p class="legend moves-legend">
            <span>
                <svg class="swatch" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
                    <rect class="moves-outline" x="1.5" y="1.5" width="13" height="13" />
                </svg>
                { say.moves_legend_kept() }
            </span>
            <span>{ swatch(Look::Reachable) }{ say.figure_found(2) }</span>
            <span>{ swatch(Look::Stranded) }{ say.figure_unreachable(2) }</span>
            <span>{ swatch(Look::Lost) }{ say.figure_lost(2) }</span>
        </p>
    }
}
