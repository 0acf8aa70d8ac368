//! The bricks as SVG, made anew only when the cells change: few elements, however many cells.

use lab::ledger::Cells;
use yew::prelude::*;

use super::{
    glyph::Kind,
    layout::{Block, Brick, Common, Grouping, Layout, WIDE},
};
use crate::components::geometry::svg;

/// All cells, drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Drawing {
    /// Where they are.
    pub layout: Layout,
    /// The bricks of all blocks, in order.
    pub bricks: Vec<(Brick, Vec<Layer>)>,
}

/// The cells of a kind in a brick.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Layer {
    kind: Kind,
    cells: usize,
    paths: Vec<(&'static str, AttrValue)>,
}

impl Drawing {
    /// Draws them.
    pub fn new(cells: &Cells, grouping: Grouping) -> Self {
        let layout = Layout::new(cells, grouping);
        let kind = |place: usize| {
            layout.cell_at(place).map_or(Kind::Lost, |cell| Kind::of(cells.fate(cell)))
        };
        let bricks = layout.blocks.iter().flat_map(Block::bricks).map(|brick| {
            let layers = Kind::ALL.into_iter().filter_map(|one| layer(&brick, one, kind));
            let layers = layers.collect();
            (brick, layers)
        });
        let bricks = bricks.collect();
        Self { layout, bricks }
    }

    /// The bricks of a block, each with its number among all.
    pub fn of_block(&self, block: &Block) -> impl Iterator<Item = (usize, &(Brick, Vec<Layer>))> {
        let first =
            self.bricks.partition_point(|(brick, _)| brick.places.start < block.places.start);
        let end = self.bricks.partition_point(|(brick, _)| brick.places.start < block.places.end);
        self.bricks.iter().enumerate().take(end).skip(first)
    }
}

fn layer(brick: &Brick, kind: Kind, of: impl Fn(usize) -> Kind) -> Option<Layer> {
    let slots: Vec<(usize, usize)> = brick
        .places
        .clone()
        .filter(|&place| of(place) == kind)
        .map(|place| brick.slot(place))
        .collect();
    let paths = kind.paths(slots.iter().copied()).map(|(class, path)| (class, path.into()));
    (!slots.is_empty()).then(|| Layer { kind, cells: slots.len(), paths: paths.collect() })
}

/// A brick; the places of the picked cell and of the cursor have rings.
pub(super) fn brick(
    i: usize,
    (brick, layers): &(Brick, Vec<Layer>),
    picked: Option<usize>,
    cursor: Option<usize>,
) -> Html {
    let ring = |class: &'static str, place: Option<usize>| {
        let place = place.filter(|place| brick.places.contains(place))?;
        let (x, y) = brick.slot(place);
        let at = |slot: usize| svg(slot as f64 - 0.2);
        Some(html! {
            <g {class}>
                <rect class="ring-ground" x={at(x)} y={at(y)} width="1.26" height="1.26" />
                <rect class="ring-line" x={at(x)} y={at(y)} width="1.26" height="1.26" />
            </g>
        })
    };
    html! {
        <svg key={i} class="brick" data-brick={i.to_string()} viewBox={format!("0 0 {WIDE} {}", brick.tall())}
            aria-hidden="true" focusable="false">
            { for layers.iter().flat_map(|layer| {
                layer.paths.iter().enumerate().map(|(part, (class, d))| {
                    let counts = part == 0;
                    html! {
                        <path class={*class} d={d.clone()} data-fate={counts.then(|| layer.kind.name())}
                            data-cells={counts.then(|| layer.cells.to_string())} />
                    }
                })
            }) }
            { for ring("picked-ring", picked) }
            { for ring("cursor-ring", cursor) }
        </svg>
    }
}

/// The name of a block for the list of what is drawn again.
pub(super) fn block_key(common: Common) -> String {
    match common {
        Common::Machine(number) => number.to_string(),
        Common::Fate(kind) => kind.name().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use lab::{script, session::Session};

    use super::*;

    #[test]
    fn each_cell_is_drawn_once() {
        let mut session = Session::new();
        for line in ["fill(1, 5000)", "kill(2)"] {
            let Ok(Some(line)) = script::parse(line) else { panic!("{line} is not understood") };
            session.begin(line);
            session.settle();
        }
        let cells = session.master().ledger().cells(5_000).unwrap_or_default();
        for grouping in [Grouping::Machine, Grouping::Fate] {
            let drawing = Drawing::new(&cells, grouping);
            let count = |kind| {
                let layers = drawing.bricks.iter().flat_map(|(_, layers)| layers);
                layers.filter(|layer| layer.kind == kind).map(|layer| layer.cells).sum::<usize>()
            };
            assert_eq!(Kind::ALL.map(count), [948, 0, 3056, 996, 0]);
            let of_blocks = drawing.layout.blocks.iter().map(|one| drawing.of_block(one).count());
            assert_eq!(of_blocks.sum::<usize>(), drawing.bricks.len());
            let elements: usize = drawing.bricks.iter().map(|(_, layers)| layers.len()).sum();
            assert!(elements < 200, "{elements} elements");
        }
    }
}
