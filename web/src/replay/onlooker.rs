//! Who looks on while a record is lived again, with a board of its own: so the past has the same
//! pictures as the present had.

use std::collections::BTreeMap;

use lab::{
    command::Line,
    master::{Cause, Input, Master, Output, Ticket},
    record::{Seen, Stage, Witness},
};
use node_core::{Instant, NodeId, Peer};

use crate::{
    board::Board,
    control::machine::News,
    picture::{Origin, Picture},
    record::aside::Aside,
};

/// A board that is told what happens in a replay.
#[derive(Clone)]
pub struct Onlooker {
    board: Board,
    /// When the first cluster of the record was booted, and when the last one.
    booted: Option<(Instant, Instant)>,
    /// The text of the line that the Master is handed next.
    said: Option<(Ticket, String)>,
    /// Where it comes from.
    line_of: Origin,
    /// A line of a scenario, until it begins.
    to_begin: Option<Line>,
    /// When each machine was last heard, in milliseconds since the page was opened.
    heard: BTreeMap<NodeId, f64>,
    /// When each kill began.
    killed_at: BTreeMap<NodeId, f64>,
    dropped: BTreeMap<Peer, u64>,
}

impl Default for Onlooker {
    fn default() -> Self {
        Self {
            board: Board::new(0.0),
            booted: None,
            said: None,
            line_of: Origin::Typed,
            to_begin: None,
            heard: BTreeMap::new(),
            killed_at: BTreeMap::new(),
            dropped: BTreeMap::new(),
        }
    }
}

impl Onlooker {
    /// The board, as it is.
    #[must_use]
    pub const fn board(&self) -> &Board {
        &self.board
    }

    /// When the record's first cluster was booted: moments are told from there.
    #[must_use]
    pub fn origin(&self) -> Instant {
        self.booted.map_or(Instant::ORIGIN, |(first, _)| first)
    }

    /// When its last one was booted.
    #[must_use]
    pub fn booted(&self) -> Instant {
        self.booted.map_or(Instant::ORIGIN, |(_, last)| last)
    }

    fn aside(&mut self, at_ms: f64, aside: &Aside) {
        match aside {
            Aside::LineOf(origin) => self.line_of = *origin,
            Aside::Dropped(peer, dropped) => {
                self.dropped.insert(*peer, *dropped);
            }
            _ => {}
        }
        self.board.aside(at_ms, aside);
    }

    fn told(&mut self, at_ms: f64, input: &Input, stage: &Stage) {
        match input {
            Input::Line { ticket, line, .. } => {
                let said = self.said.take().filter(|(said, _)| said == ticket);
                let text = said.map_or_else(|| line.to_string(), |(_, text)| text);
                let origin = std::mem::replace(&mut self.line_of, Origin::Typed);
                self.board.go_on_after(ticket.0.saturating_sub(1));
                match origin {
                    Origin::Played => self.to_begin = Some(line.clone()),
                    Origin::Typed | Origin::Clicked => self.board.mark(at_ms, line),
                }
                self.board.submitted(&text, line, origin);
            }
            Input::Ready(peer) => {
                self.heard.insert(peer.node, at_ms);
            }
            Input::Status { of, members, summary, layout } => {
                self.heard.insert(of.node, at_ms);
                let Some(node) = stage.node(of.node) else { return };
                let mut status = node.status();
                if status.me == *of {
                    status.members.clone_from(members);
                    (status.summary, status.layout) = (*summary, *layout);
                    let dropped = self.dropped.get(of).copied().unwrap_or_default();
                    self.board.news(News { status, events: Vec::new(), dropped });
                }
            }
            _ => {}
        }
    }

    fn asked(&mut self, at: Instant, at_ms: f64, output: &Output, master: Option<&Master>) {
        match output {
            Output::Booted => {
                let (first, _) = self.booted.unwrap_or((at, at));
                self.booted = Some((first, at));
                self.killed_at.clear();
                self.board.booted(at_ms);
            }
            Output::Kill(node) | Output::Freeze(node) => {
                self.killed_at.insert(*node, at_ms);
            }
            Output::Result { ticket, outcome } => self.board.resulted(*ticket, outcome.clone()),
            Output::Died { node, cause, toll } => {
                let at_ms = match cause {
                    Cause::Silent => self.heard.get(node).copied(),
                    Cause::Killed | Cause::Frozen => self.killed_at.remove(node),
                    _ => None,
                }
                .unwrap_or(at_ms);
                let Some(master) = master else { return };
                let incarnation = master.machines().incarnation(*node).unwrap_or_default();
                let ran = master.ledger().running().len() as u32 + 1;
                self.board.died(at_ms, Peer { node: *node, incarnation }, cause, *toll, ran);
            }
            _ => {}
        }
    }
}

impl Witness for Onlooker {
    fn see(&mut self, at: Instant, seen: Seen<'_>, stage: &Stage) {
        let at_ms = at.as_millis_f64();
        match seen {
            Seen::Said(ticket, text) => self.said = Some((ticket, text.to_owned())),
            Seen::Aside(bytes) => {
                if let Some(aside) = Aside::unpack(bytes) {
                    self.aside(at_ms, &aside);
                }
            }
            Seen::Output(peer, node_core::Output::Event(event)) => {
                self.board.learned(peer.node, at, *event);
            }
            Seen::MasterInput(input) => {
                self.told(at_ms, input, stage);
                if let Some(master) = stage.master() {
                    if master.waits_until().is_none()
                        && let Some(line) = self.to_begin.take()
                    {
                        self.board.mark(at_ms, &line);
                    }
                    self.board.look(at_ms, master);
                    self.board.sample(at_ms, master);
                }
            }
            Seen::MasterOutput(output) => self.asked(at, at_ms, output, stage.master()),
            _ => {}
        }
    }
}

/// What there is to see at a moment of a replay.
pub(crate) fn picture(board: &mut Board, at: Instant, stage: &Stage) -> Picture {
    let Some(master) = stage.master() else { return Picture::default() };
    let at_ms = at.as_millis_f64();
    board.look(at_ms, master);
    board.picture(at_ms, master)
}
