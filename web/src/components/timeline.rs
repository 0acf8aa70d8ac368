//! Over time: stored, reachable, stranded and lost, and what happened when.

use std::fmt::Write;

use lab::ledger::Figures;
use yew::prelude::*;

use super::{
    bar::Word,
    geometry::{apart, per_cent, round_above, svg},
    panel::{DrawnProps, Panel, same},
    parts::mark_name,
    save::save,
};
use crate::{
    export::Figure,
    language::Language,
    picture::{History, Mark, MarkKind, Sample},
};

/// Marks that are listed below the plot.
const MOST_LISTED: usize = 6;

/// Width of the plot's own coordinates; its height is 100.
const WIDTH: f64 = 1_000.0;

/// A line of the plot.
struct Line {
    word: Word,
    class: &'static str,
    read: fn(&Figures) -> u64,
}

const LINES: [Line; 4] = [
    Line { word: Language::figure_stored, class: "is-stored", read: |f| f.stored },
    Line { word: Language::figure_reachable, class: "is-reachable", read: |f| f.reachable },
    Line { word: Language::figure_stranded, class: "is-stranded", read: |f| f.stranded },
    Line { word: Language::figure_lost, class: "is-lost", read: |f| f.lost },
];

/// The plot, and the same in words.
pub const OVER_TIME: Panel = Panel { draw: over_time, same: same!(history) };

fn over_time(props: &DrawnProps) -> Html {
    let say = props.picture.language;
    let history = &props.picture.history;
    let listed = history.marks.len().saturating_sub(MOST_LISTED);
    html! {
        <section class="panel over-time" aria-labelledby="over-time-title">
            <h2 id="over-time-title">{ say.timeline_title() }</h2>
            { save(say, &props.on, Figure::OverTime, say.timeline_title()) }
            if let Some(last) = history.samples.last() {
                { plot(say, history, last) }
                <ol class="marks" start={(listed + 1).to_string()}>
                    { for history.marks.iter().enumerate().skip(listed).map(|(i, mark)| html! {
                        <li key={i} class={mark_class(mark.kind)}>
                            <span class="mark-number">{ i + 1 }</span>
                            <span class="mark-time">{ say.moment(mark.at_ms) }</span>
                            { label(say, mark) }
                        </li>
                    }) }
                </ol>
                <p class="in-words">{ in_words(say, last) }</p>
            } else {
                <p class="nothing">{ say.timeline_empty() }</p>
            }
        </section>
    }
}

fn plot(say: Language, history: &History, last: &Sample) -> Html {
    let samples = &history.samples;
    let end = samples
        .iter()
        .map(|sample| sample.at_ms)
        .chain(history.marks.iter().map(|mark| mark.at_ms))
        .fold(1_000.0, f64::max);
    let most = samples
        .iter()
        .flat_map(|sample| [sample.figures.stored, sample.figures.lost])
        .max()
        .unwrap_or(0);
    let top = round_above(most.max(10));
    let ends = LINES
        .iter()
        .map(|line| 100.0 - 100.0 * (line.read)(&last.figures) as f64 / top as f64)
        .collect();
    let label_heights = apart(ends, 9.0, 100.0);
    html! {
        <div class="plot">
            <svg class="plot-area" width="100%" height="100%" role="img" aria-label={in_words(say, last)}>
                <line class="grid" x1="0" x2="100%" y1="100%" y2="100%" />
                <line class="grid" x1="0" x2="100%" y1="50%" y2="50%" />
                <line class="grid" x1="0" x2="100%" y1="0" y2="0" />
                <text class="grid-label" x="0" y="0" dy="-0.35em">{ say.count(top) }</text>
                <text class="grid-label" x="0" y="50%" dy="-0.35em">{ say.count(top / 2) }</text>
                { for history.marks.iter().enumerate().map(|(i, mark)| flag(i, mark, end)) }
                <svg width="100%" height="100%" viewBox={format!("0 0 {WIDTH} 100")}
                    preserveAspectRatio="none" overflow="visible">
                    { for LINES.iter().map(|line| html! {
                        <path class={classes!("line", line.class)} vector-effect="non-scaling-stroke"
                            d={path(samples, line.read, end, top)} />
                    }) }
                </svg>
                <text class="grid-label" x="0" y="100%" dy="1.3em">{ say.moment(0.0) }</text>
                <text class="grid-label at-end" x="100%" y="100%" dy="1.3em">{ say.moment(end) }</text>
            </svg>
            <svg class="plot-labels" width="100%" height="100%" aria-hidden="true">
                { for LINES.iter().zip(&label_heights).map(|(line, &height)| html! {
                    <text class={line.class} x="0" y={per_cent(height)} dy="0.35em">
                        <tspan class="value">{ say.count((line.read)(&last.figures)) }</tspan>
                        { " " }{ (line.word)(say, (line.read)(&last.figures)) }
                    </text>
                }) }
            </svg>
        </div>
    }
}

const fn mark_class(kind: MarkKind) -> &'static str {
    match kind {
        MarkKind::Fill => "mark is-fill",
        MarkKind::Kill | MarkKind::Leave | MarkKind::Freeze | MarkKind::Loss => "mark is-death",
        MarkKind::Start => "mark is-start",
        MarkKind::Add => "mark is-add",
    }
}

fn label(say: Language, mark: &Mark) -> String {
    if mark.kind == MarkKind::Fill {
        return say.timeline_fill(&mark.machine.to_string());
    }
    say.timeline_mark(mark_name(mark.kind), &format!("{}_{}", node_core::PREFIX, mark.machine))
}

fn flag(i: usize, mark: &Mark, end: f64) -> Html {
    let x = per_cent(100.0 * (mark.at_ms / end).clamp(0.0, 1.0));
    html! {
        <g key={i} class={mark_class(mark.kind)}>
            <line x1={x.clone()} x2={x.clone()} y1="-4" y2="100%" />
            <text {x} y="0" dy="-0.7em">{ i + 1 }</text>
        </g>
    }
}

/// Figures hold until they change, so the line goes in steps.
fn path(samples: &[Sample], read: fn(&Figures) -> u64, end: f64, top: u64) -> String {
    let mut path = String::new();
    let mut before = None;
    for sample in samples {
        let n = read(&sample.figures);
        if before == Some(n) {
            continue;
        }
        let x = svg(WIDTH * (sample.at_ms / end).clamp(0.0, 1.0));
        let y = svg(100.0 - 100.0 * n as f64 / top.max(1) as f64);
        // Writing to a string does not fail.
        let _ = match before {
            None => write!(path, "M{x} {y}"),
            Some(_) => write!(path, "H{x}V{y}"),
        };
        before = Some(n);
    }
    if before.is_some() {
        let _ = write!(path, "H{WIDTH}");
    }
    path
}

fn in_words(say: Language, last: &Sample) -> String {
    let Figures { stored, reachable, stranded, lost, .. } = last.figures;
    say.timeline_in_words(&say.moment(last.at_ms), stored, reachable, stranded, lost)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(at_ms: f64, stored: u64) -> Sample {
        Sample { at_ms, figures: Figures { stored, ..Figures::default() } }
    }

    #[test]
    fn a_line_goes_in_steps_and_on_to_the_end() {
        let samples = [sample(0.0, 0), sample(100.0, 0), sample(500.0, 10)];
        assert_eq!(path(&samples, |f| f.stored, 1_000.0, 10), "M0 100H500V0H1000");
    }

    #[test]
    fn no_samples_make_no_line() {
        assert_eq!(path(&[], |f| f.stored, 1_000.0, 10), "");
    }
}
