//! A figure's data as rows, to be read by programs: English words, plain numbers, in every language
//! of the page the same. `docs/exports.md` says what each column is.

mod sheet;

use lab::{
    ledger::{Fate, Figures},
    placement::source,
};
use node_core::NodeId;

use super::Figure;
use crate::{
    components::{
        parts::{mark_name, moved, reason_word, side_name, side_of, state_name},
        placing::Parts,
    },
    format::machine,
    picture::{Picture, Sample},
};
use sheet::Sheet;

/// A figure's rows as CSV (RFC 4180, but that lines end in a line feed), the header first.
#[must_use]
pub fn csv(figure: Figure, picture: &Picture) -> String {
    let mut sheet = Sheet::default();
    let fill = match figure {
        Figure::Cluster => cluster,
        Figure::Loss => losses,
        Figure::Account => account,
        Figure::Distribution => distribution,
        Figure::OverTime => over_time,
        Figure::Beliefs => beliefs,
        Figure::Machines => machines,
        Figure::Ledger => ledger,
        Figure::Moves => moves,
        Figure::Placing => placing,
        Figure::SideBySide => side_by_side,
    };
    fill(picture, &mut sheet);
    sheet.finish()
}

fn cluster(picture: &Picture, sheet: &mut Sheet) {
    sheet.header("machine,state,incarnation,stored,reachable,stranded,lost,side,view");
    for one in &picture.machines {
        let members = one.view.iter().flat_map(|view| &view.members);
        let members: Vec<String> = members.map(|one| one.number().to_string()).collect();
        let figures = &one.figures;
        sheet.text(&machine(one.number));
        sheet.text(state_name(&one.condition));
        sheet.counts(&[
            one.incarnation.into(),
            figures.stored(),
            figures.reachable,
            figures.stranded,
            figures.lost,
        ]);
        sheet.text(&side_of(&picture.sides, one.number).map(side_name).unwrap_or_default());
        sheet.text(&members.join(" "));
        sheet.end();
    }
}

fn losses(picture: &Picture, sheet: &mut Sheet) {
    sheet.header(
        "machine,cause,at_ms,ran,entries_gone,keys_lost,keys_unreachable,keys_found_again,\
         acknowledged_before,found_before,acknowledged_after,found_after,\
         noticed_by,noticed_within_ms,reason",
    );
    for loss in &picture.losses {
        let (toll, before, after) = (&loss.toll, &loss.toll.before, &loss.toll.after);
        let slowest = loss.noticed.iter().max_by(|a, b| a.after_ms.total_cmp(&b.after_ms));
        sheet.text(&machine(loss.machine));
        sheet.text(state_name(&loss.cause));
        sheet.millis(Some(loss.at_ms));
        sheet.counts(&[
            loss.ran.into(),
            toll.entries_gone,
            toll.keys_lost,
            toll.keys_unreachable,
            toll.keys_found_again,
            before.acknowledged,
            before.found,
            after.acknowledged,
            after.found,
            loss.noticed.len() as u64,
        ]);
        sheet.millis(slowest.map(|one| one.after_ms));
        sheet.text(slowest.map(|one| reason_word(one.reason)).unwrap_or_default());
        sheet.end();
    }
}

fn account(picture: &Picture, sheet: &mut Sheet) {
    sheet.header("figure,value");
    let figures = &picture.figures;
    let ignored = picture.machines.iter().map(|one| one.ignored).sum();
    let rows = [
        ("acknowledged", figures.acknowledged),
        ("found", figures.found),
        ("unreachable", figures.unreachable),
        ("lost", figures.lost),
        ("stored", figures.stored),
        ("reachable", figures.reachable),
        ("stranded", figures.stranded),
        ("stale", figures.stale),
        ("resurrected", figures.resurrected),
        ("refused", figures.refused),
        ("unknown", figures.unknown),
        ("dropped", picture.dropped),
        ("ignored", ignored),
    ];
    for (name, n) in rows {
        sheet.text(name);
        sheet.counts(&[n]);
        sheet.end();
    }
}

fn distribution(picture: &Picture, sheet: &mut Sheet) {
    sheet.header("machine,reachable,stranded,lost");
    for one in &picture.machines {
        sheet.text(&machine(one.number));
        sheet.counts(&[one.figures.reachable, one.figures.stranded, one.figures.lost]);
        sheet.end();
    }
}

/// Samples and what happened, by time: what happened at a sample's moment comes before it.
fn over_time(picture: &Picture, sheet: &mut Sheet) {
    sheet.header(
        "at_ms,stored,reachable,stranded,acknowledged,found,unreachable,lost,event,machine",
    );
    let mut marks = picture.history.marks.iter().peekable();
    for Sample { at_ms, figures } in &picture.history.samples {
        while let Some(mark) = marks.next_if(|mark| mark.at_ms <= *at_ms) {
            sheet.event(mark);
        }
        let Figures { stored, reachable, stranded, acknowledged, found, unreachable, lost, .. } =
            *figures;
        sheet.millis(Some(*at_ms));
        sheet.counts(&[stored, reachable, stranded, acknowledged, found, unreachable, lost]);
        sheet.blanks(2);
        sheet.end();
    }
    for mark in marks {
        sheet.event(mark);
    }
}

impl Sheet {
    /// A row of what happened.
    fn event(&mut self, mark: &crate::picture::Mark) {
        self.millis(Some(mark.at_ms));
        self.blanks(7);
        self.text(mark_name(mark.kind));
        self.text(&format!("{}_{}", node_core::PREFIX, mark.machine));
        self.end();
    }
}

fn beliefs(picture: &Picture, sheet: &mut Sheet) {
    sheet.header("machine,about,believed_up,truly_up,learned_in_ms");
    let truth = |is: bool| if is { "true" } else { "false" };
    for row in &picture.beliefs.rows {
        for (&about, belief) in picture.beliefs.about.iter().zip(&row.cells) {
            let Some(belief) = belief else { continue };
            sheet.text(&machine(row.of));
            sheet.text(&machine(about));
            sheet.text(truth(belief.up));
            sheet.text(truth(belief.truly_up));
            sheet.millis(belief.took_ms);
            sheet.end();
        }
    }
}

fn machines(picture: &Picture, sheet: &mut Sheet) {
    sheet.header("machine,state,stored,reachable,stranded,lost");
    for one in &picture.machines {
        let figures = &one.figures;
        sheet.text(&machine(one.number));
        sheet.text(state_name(&one.condition));
        sheet.counts(&[figures.stored(), figures.reachable, figures.stranded, figures.lost]);
        sheet.end();
    }
}

fn ledger(picture: &Picture, sheet: &mut Sheet) {
    sheet.header("key,fate,owner_then,owner_now");
    let name = |number: u16| if number == 0 { String::new() } else { machine(number.into()) };
    let Some(cells) = &picture.cells else { return };
    for (i, cell) in cells.iter().enumerate() {
        sheet.text(&cells.key(i));
        sheet.text(fate_name(cell.fate));
        sheet.text(&name(cell.was_on));
        sheet.text(&name(cell.owner));
        sheet.end();
    }
}

const fn fate_name(fate: Fate) -> &'static str {
    match fate {
        Fate::Found => "found",
        Fate::Stale => "stale",
        Fate::Unreachable => "unreachable",
        Fate::Lost => "lost",
        Fate::Resurrected => "resurrected",
        Fate::Deleted => "deleted",
        Fate::Never => "never",
    }
}

fn moves(picture: &Picture, sheet: &mut Sheet) {
    sheet.header("owner_before,owner_after,keys,found,unreachable,lost");
    let name = |node: &Option<NodeId>| node.map(|node| machine(node.number())).unwrap_or_default();
    let Some(moves) = &picture.moves else { return };
    for (row, before) in moves.before.iter().enumerate() {
        for (column, after) in moves.after.iter().enumerate() {
            let moved = moves.cell(row, column);
            sheet.text(&name(before));
            sheet.text(&name(after));
            sheet.counts(&[moved.keys(), moved.found, moved.unreachable, moved.lost]);
            sheet.end();
        }
    }
}

fn placing(picture: &Picture, sheet: &mut Sheet) {
    sheet.header("machine,before,kept,now,of");
    let Some(parts) = Parts::of(&picture.grounds) else { return };
    let whole = parts.whole();
    for (number, share) in parts.shares() {
        sheet.text(&machine(number));
        sheet.counts(&[share.before, share.kept, share.now, whole]);
        sheet.end();
    }
}

fn side_by_side(picture: &Picture, sheet: &mut Sheet) {
    sheet.header(
        "cluster,placement,machines,acknowledged,found,unreachable,lost,stored,reachable,stranded,moved",
    );
    for (name, one) in [("first", Some(picture)), ("second", picture.second.as_deref())] {
        let Some(one) = one else { continue };
        let Figures { acknowledged, found, unreachable, lost, stored, reachable, stranded, .. } =
            one.figures;
        sheet.text(name);
        sheet.text(&source(one.placement));
        sheet.counts(&[one.running(), acknowledged, found, unreachable, lost]);
        sheet.counts(&[stored, reachable, stranded]);
        match moved(one) {
            Some(keys) => sheet.counts(&[keys]),
            None => sheet.blanks(1),
        }
        sheet.end();
    }
}

#[cfg(test)]
mod tests;
