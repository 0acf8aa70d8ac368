//! Plays a scenario: gives the Master one line after another, on a fresh cluster.

use std::collections::VecDeque;

use lab::{
    command::{Line, Network},
    limits::DEFAULT_MACHINES,
    master::{Input, Master, Outcome, Refusal, Ticket, settle_limit},
    scenario::{Pace, Scenario, Step},
    script,
};
use node_core::{Instant, Placement};

use super::{Inner, intents::placed};
use crate::{
    picture::Origin,
    record::aside::Aside,
    scenarios::{
        playing::{Play, Playing, Stage},
        unpacked,
    },
};

/// A scenario that is played, or was.
pub(super) struct Player {
    run: u32,
    after: u64,
    given: u32,
    stage: Stage,
    /// When the fresh cluster was asked for; from its being there on, when the scenario began.
    since: Instant,
    /// How fast time goes once the fresh cluster is there.
    pace: Option<Pace>,
    /// What was not given yet.
    steps: VecDeque<Step>,
    /// The line that was given last, until it has ended.
    under_way: Option<Ticket>,
    /// The same, until it begins.
    to_begin: Option<Line>,
}

impl Player {
    /// How far it has come.
    pub(super) fn shown(&self, master: &Master) -> Playing {
        let waits_until = master.waits_until().filter(|_| self.to_begin.is_some());
        Playing {
            run: self.run,
            after: self.after,
            given: self.given,
            waits_until_ms: waits_until
                .map(|until| until.since(self.since).as_secs_f64() * 1_000.0),
            stage: self.stage,
        }
    }

    fn stop(&mut self) {
        self.steps.clear();
        if !self.stage.is_over() {
            self.stage = Stage::Stopped;
        }
    }
}

impl Inner {
    /// Boots a fresh cluster, whatever runs or waits, and plays a scenario on it once it is there.
    pub(super) fn play(&mut self, play: Play) {
        let Play { run, packed } = play;
        // Whoever asks has read it.
        let Ok(Ok(Scenario { steps, pace, .. })) = unpacked(&packed) else { return };
        // What ends now is no part of it.
        self.player = None;
        self.set_rate(Pace::Real.rate());
        if self.master.network() != Network::default() {
            self.set_network(Network::default());
        }
        let own = self.master.ledger().placement();
        self.boot(DEFAULT_MACHINES, if self.is_second { own } else { Placement::Modulo });
        self.player = Some(Player {
            run,
            after: self.board.last_line(),
            given: 0,
            stage: Stage::Booting,
            since: self.clock.now(),
            pace,
            steps: steps.into(),
            under_way: None,
            to_begin: None,
        });
    }

    /// Gives no more lines; the one that runs goes on to its end, but for a fill.
    pub(super) fn stop_playing(&mut self) {
        let Some(player) = &mut self.player else { return };
        let under_way = player.under_way;
        player.stop();
        if let Some(ticket) = under_way {
            self.tell(Input::Withdraw(ticket));
            self.tell(Input::CancelFill);
        }
    }

    /// A line has its result.
    pub(super) fn line_ended(&mut self, ticket: Ticket, outcome: &Outcome) {
        let Some(player) = &mut self.player else { return };
        if player.under_way == Some(ticket) {
            player.under_way = None;
            player.to_begin = None;
            // Somebody booted the cluster, or gave this line up: the others would run on another one.
            if matches!(outcome.value, Err(Refusal::BootedAnew { .. } | Refusal::Withdrawn)) {
                player.stop();
            }
        }
    }

    /// Goes on with the scenario as far as it can now; `true` when a line was given.
    pub(super) fn play_on(&mut self) -> bool {
        let (now, at_ms) = (self.clock.now(), self.clock.millis());
        let is_settled = self.master.is_settled();
        let Some(player) = &mut self.player else { return false };
        if self.master.waits_until().is_none()
            && let Some(line) = player.to_begin.take()
        {
            self.board.mark(at_ms, &line);
        }
        if player.stage == Stage::Booting
            && (is_settled || now.since(player.since) > settle_limit(DEFAULT_MACHINES as usize))
        {
            player.since = now;
            player.stage = Stage::Running;
            if let Some(pace) = player.pace {
                self.set_rate(pace.rate());
                return self.play_on();
            }
        }
        if player.stage != Stage::Running || player.under_way.is_some() {
            return false;
        }
        let Some(Step { at, source, .. }) = player.steps.pop_front() else {
            player.stage = Stage::Done;
            return false;
        };
        player.given += 1;
        let earliest = at.map(|at| player.since + at);
        match script::parse(&source) {
            Ok(Some(line)) => {
                let line = if self.is_second {
                    placed(line, self.master.ledger().placement())
                } else {
                    line
                };
                let ticket = self.hand(&source, &line, Origin::Played);
                if let Some(player) = &mut self.player {
                    player.under_way = Some(ticket);
                    player.to_begin = Some(line.clone());
                }
                self.tell(Input::Line { ticket, line, earliest });
            }
            // Whoever read the scenario has read its lines, so these don't come.
            Ok(None) => {}
            Err(error) => self.aside(Aside::Misread(source, error.to_string())),
        }
        true
    }
}
