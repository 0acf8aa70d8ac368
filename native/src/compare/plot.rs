//! What was measured, drawn over the number of machines.

use std::{fs, ops::Range, path::Path};

use anyhow::{Context, anyhow};
use lab::{
    compare::{Entrant, Measured},
    count::{bytes, grouped},
};
use plotters::{
    coord::Shift,
    prelude::{
        ChartBuilder, Color, DrawingArea, EmptyElement, IntoDrawingArea, IntoLogRange, PathElement,
        RGBColor, SVGBackend, ShapeStyle, Text, WHITE,
    },
};

use super::Comparison;

/// One figure of what was measured.
struct Plot {
    file: &'static str,
    title: &'static str,
    value: fn(&Measured) -> Option<f64>,
    label: fn(f64) -> String,
    /// Whether it can be nothing at all, which has no place on a logarithmic axis but the lowest.
    from_nothing: bool,
}

const PLOTS: [Plot; 5] = [
    Plot {
        file: "balance.svg",
        title: "Balance: by how much the most loaded machine is above the mean",
        value: |measured| measured.balance.map(|balance| balance.peak - 1.0),
        label: percent,
        from_nothing: false,
    },
    Plot {
        file: "lookup.svg",
        title: "Lookup: time to find a key's owner",
        value: |measured| Some(measured.lookup),
        label: |nanos| match nanos {
            1e6.. => format!("{} ms", nanos / 1e6),
            1e3.. => format!("{} µs", nanos / 1e3),
            _ => format!("{nanos} ns"),
        },
        from_nothing: false,
    },
    Plot {
        file: "memory.svg",
        title: "Memory: what each machine keeps",
        value: |measured| Some(measured.bytes as f64),
        label: |count| bytes(count as u64),
        from_nothing: false,
    },
    Plot {
        file: "going.svg",
        title: "Resize: keys that move needlessly when machines go",
        value: |measured| Some(measured.departure.needless),
        label: percent,
        from_nothing: true,
    },
    Plot {
        file: "coming.svg",
        title: "Resize: keys that move needlessly when machines come",
        value: |measured| Some(measured.arrival.needless),
        label: percent,
        from_nothing: true,
    },
];

/// In pixels.
const SIZE: (u32, u32) = (960, 540);

/// Where the legend begins.
const LEGEND: i32 = 720;

/// Okabe and Ito's colours, which colour-blind people can tell apart; without their yellow, which is
/// hard to see on white.
const COLOURS: [RGBColor; 7] = [
    RGBColor(0, 0, 0),
    RGBColor(213, 94, 0),
    RGBColor(0, 114, 178),
    RGBColor(0, 158, 115),
    RGBColor(204, 121, 167),
    RGBColor(230, 159, 0),
    RGBColor(86, 180, 233),
];

/// Outlines of marks, around where they stand.
const MARKS: [&[(i32, i32)]; 6] = [
    &[(-4, -4), (4, -4), (4, 4), (-4, 4), (-4, -4)],
    &[(0, -6), (6, 5), (-6, 5), (0, -6)],
    &[(-5, -2), (-2, -5), (2, -5), (5, -2), (5, 2), (2, 5), (-2, 5), (-5, 2), (-5, -2)],
    &[(0, -6), (6, 0), (0, 6), (-6, 0), (0, -6)],
    &[(-5, -5), (5, 5), (0, 0), (5, -5), (-5, 5)],
    &[(0, 6), (6, -5), (-6, -5), (0, 6)],
];

/// An entrant's colour and mark, which are its own, whoever else takes part.
fn look(entrant: Entrant) -> (ShapeStyle, &'static [(i32, i32)]) {
    let at = Entrant::all().iter().position(|other| *other == entrant).unwrap_or_default();
    (COLOURS[at % COLOURS.len()].stroke_width(2), MARKS[at % MARKS.len()])
}

/// Draws all plots into this folder.
pub(super) fn draw_all(folder: &Path, comparisons: &[Comparison]) -> anyhow::Result<()> {
    for plot in PLOTS {
        let mut svg = String::new();
        draw(&plot, comparisons, &mut svg)?;
        let path = folder.join(plot.file);
        fs::write(&path, svg).with_context(|| format!("can't write {}", path.display()))?;
    }
    Ok(())
}

/// What one entrant comes to, over the number of machines.
struct Line {
    entrant: Entrant,
    points: Vec<(f64, f64)>,
}

fn lines(plot: &Plot, comparisons: &[Comparison], least: f64) -> Vec<Line> {
    let entrants = comparisons.first().map_or(&[][..], |comparison| &comparison.measured);
    let of = |entrant: Entrant| {
        let points = comparisons.iter().filter_map(|Comparison { task, measured }| {
            let measured = measured.iter().find(|measured| measured.entrant == entrant)?;
            let value = (plot.value)(measured).filter(|value| plot.from_nothing || *value > 0.0)?;
            Some((f64::from(task.machines), value.max(least)))
        });
        Line { entrant, points: points.collect() }
    };
    entrants.iter().map(|measured| of(measured.entrant)).collect()
}

fn draw(plot: &Plot, comparisons: &[Comparison], svg: &mut String) -> anyhow::Result<()> {
    let keys = comparisons.first().map_or(1, |comparison| comparison.task.keys);
    // A tenth of a key is less than any that moved.
    let least = if plot.from_nothing { 0.1 / keys as f64 } else { f64::MIN_POSITIVE };
    let lines = lines(plot, comparisons, least);
    let all = || lines.iter().flat_map(|line| &line.points);
    let across = decades(all().map(|(machines, _)| *machines));
    let up = match plot.from_nothing {
        true => least..1.0,
        false => decades(all().map(|(_, value)| *value)),
    };

    let area = SVGBackend::with_string(svg, SIZE).into_drawing_area();
    let failed = |error: &dyn std::fmt::Display| anyhow!("can't draw {}: {error}", plot.file);
    // A page may be dark.
    area.fill(&WHITE).map_err(|error| failed(&error))?;
    let (left, _) = area.split_horizontally(LEGEND);
    let mut chart = ChartBuilder::on(&left)
        .caption(plot.title, ("sans-serif", 20))
        .margin(16)
        .margin_right(28)
        .x_label_area_size(44)
        .y_label_area_size(76)
        .build_cartesian_2d(across.log_scale(), up.log_scale())
        .map_err(|error| failed(&error))?;
    let bottom = least * 1.5;
    chart
        .configure_mesh()
        .light_line_style(WHITE)
        .label_style(("sans-serif", 14))
        .x_desc("machines")
        .x_label_formatter(&|machines| grouped(*machines as u64))
        .y_label_formatter(&|value| match plot.from_nothing && *value < bottom {
            true => "none".to_owned(),
            false => (plot.label)(*value),
        })
        .draw()
        .map_err(|error| failed(&error))?;
    for Line { entrant, points } in &lines {
        let (style, mark) = look(*entrant);
        let path = std::iter::once(PathElement::new(points.as_slice(), style));
        chart.draw_series(path).map_err(|error| failed(&error))?;
        let marks =
            points.iter().map(|point| EmptyElement::at(*point) + PathElement::new(mark, style));
        chart.draw_series(marks).map_err(|error| failed(&error))?;
    }
    legend(&area, &lines)?;
    area.present().map_err(|error| failed(&error))
}

fn legend(area: &DrawingArea<SVGBackend<'_>, Shift>, lines: &[Line]) -> anyhow::Result<()> {
    for (at, Line { entrant, .. }) in (0..).zip(lines) {
        let (style, mark) = look(*entrant);
        let (left, middle) = (LEGEND + 8, 64 + 28 * at);
        let dash = PathElement::new([(-14, 0), (14, 0)], style);
        let both = EmptyElement::at((left + 14, middle)) + dash + PathElement::new(mark, style);
        area.draw(&both).map_err(|error| anyhow!("{error}"))?;
        let text = Text::new(entrant.label(), (left + 36, middle - 7), ("sans-serif", 15));
        area.draw(&text).map_err(|error| anyhow!("{error}"))?;
    }
    Ok(())
}

/// From the power of ten below all of these to the one above them.
fn decades(values: impl Iterator<Item = f64>) -> Range<f64> {
    let (least, most) = values
        .fold((f64::INFINITY, 0.0_f64), |(least, most), value| (least.min(value), most.max(value)));
    if most <= 0.0 {
        return 1.0..10.0;
    }
    let power = |exponent: f64| 10.0_f64.powi(exponent as i32);
    let (from, to) = (power(least.log10().floor()), power(most.log10().ceil()));
    if from < to { from..to } else { from..from * 10.0 }
}

fn percent(share: f64) -> String {
    let percent = format!("{:.5}", share * 100.0);
    format!("{} %", percent.trim_end_matches('0').trim_end_matches('.'))
}
