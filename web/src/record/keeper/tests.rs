use std::{cell::RefCell, rc::Rc};

use lab::{
    master::Output,
    record::{MachineNotes, Replay},
    script,
    sim::{Notice, Recorder, Seen, Sim},
};
use node_core::{Config, Incarnation, NodeId, Placement};

use super::*;
use crate::{
    board::Board,
    picture::Origin,
    replay::onlooker::{Onlooker, picture},
};

type Notes = Rc<RefCell<Vec<(Peer, MachineNotes)>>>;

/// The Master's worker in virtual time: its record is kept as the page's is, and its board beside it.
struct Host {
    master: Master,
    sim: Sim,
    board: Board,
    keeper: Keeper,
    notes: Notes,
    is_alone: bool,
}

impl Host {
    fn new() -> Self {
        Self::recording(1 << 20)
    }

    /// With so many bytes for the record.
    fn recording(bound: usize) -> Self {
        let mut sim = Sim::default();
        let notes = Notes::default();
        let beside = notes.clone();
        sim.record(Recorder::new(move |at, seen| note(&beside, at, &seen)));
        let founding = node_core::Founding::default();
        let master = Master::joining(sim.now(), founding).with_requests_from(7 << 32);
        let mut host = Self {
            master,
            sim,
            board: Board::new(0.0),
            keeper: Keeper::new(Some(1 << 30), bound),
            notes,
            is_alone: true,
        };
        host.click(Click::Boot { machines: 5, placement: Placement::Modulo });
        host.settle();
        host
    }

    fn click(&mut self, click: Click) {
        let (at, aside) = (self.sim.now(), Aside::Clicked(click.to_string()));
        self.board.aside(at.as_millis_f64(), &aside);
        self.keeper.aside(at, aside);
        self.tell(Input::Click(click));
    }

    fn line(&mut self, source: &str) {
        let Ok(Some(line)) = script::parse(source) else { panic!("{source}") };
        let at = self.sim.now();
        self.board.mark(at.as_millis_f64(), &line);
        let ticket = self.board.submitted(source, &line, Origin::Typed);
        self.keeper.said(at, ticket, source.to_owned());
        self.tell(Input::Line { ticket, line, earliest: None });
    }

    fn tell(&mut self, input: Input) {
        let at = self.sim.now();
        self.keeper.input(at, &input, &self.master);
        self.master.handle_input(at, input);
        self.obey();
    }

    fn obey(&mut self) {
        let at_ms = self.sim.now().as_millis_f64();
        while let Some(output) = self.master.poll_output() {
            match output {
                Output::Start { node, incarnation, founding } => {
                    let peer = Peer { node, incarnation };
                    self.keeper.started(peer);
                    self.sim.start(node, Config { incarnation, founding });
                    self.tell(Input::Ready(peer));
                }
                Output::Kill(node) => self.sim.kill(node),
                Output::Freeze(node) => self.sim.freeze(node),
                Output::Thaw(node) => self.sim.thaw(node),
                Output::Request { to, id, request } => {
                    let is_there = self.sim.request(to, id, request);
                    if !is_there {
                        self.tell(Input::Rejected { id });
                    }
                }
                Output::Booted => {
                    self.sim.kill_all();
                    self.board.booted(at_ms);
                    self.keeper.booted(self.is_alone);
                }
                Output::Result { ticket, outcome } => self.board.resulted(ticket, outcome),
                Output::Died { node, cause, toll } => {
                    let incarnation = self.master.machines().incarnation(node).unwrap_or_default();
                    let ran = self.master.ledger().running().len() as u32 + 1;
                    self.board.died(at_ms, Peer { node, incarnation }, &cause, toll, ran);
                }
                _ => {}
            }
        }
        self.keeper.handled();
    }

    fn settle(&mut self) {
        while !self.master.is_settled() || self.master.is_busy() {
            let Some(notice) = self.sim.poll_notice() else {
                let wanted = self.master.poll_timeout();
                if !self.sim.step(wanted) && wanted.is_some() {
                    self.tell(Input::Timeout);
                }
                continue;
            };
            self.tell(match notice {
                Notice::Reply { id, reply } => Input::Reply { id, reply },
                Notice::Rejected { id } => Input::Rejected { id },
                Notice::Status { of, members, summary, layout } => {
                    Input::Status { of, members, summary, layout }
                }
                Notice::Down { peer, cause } => Input::Down { peer, cause },
            });
        }
    }

    /// The record as a file has it.
    fn record(&mut self) -> Record {
        for (peer, notes) in &mut *self.notes.borrow_mut() {
            self.keeper.noted(*peer, &notes.take());
        }
        let ending = Ending::seen(self.sim.now(), &self.master, self.sim.nodes());
        Record::from_frames(&self.keeper.frames(Some(ending))).expect("it is whole")
    }

    /// What is seen of the record at its end, which must be what the machines and the Master came to.
    fn lived_again(&mut self) -> Replay<Onlooker> {
        let record = self.record();
        let ending = record.ending().cloned().expect("it has an end");
        let mut replay = Replay::new(record, Onlooker::default());
        assert_eq!(replay.seek_to(u64::MAX), Ok(()));
        assert_eq!(ending.difference(replay.stage()), None);
        replay
    }
}

fn note(all: &Notes, at: Instant, seen: &Seen) {
    let all = &mut *all.borrow_mut();
    match seen {
        Seen::Started { node, config, seed, .. } => {
            let peer = Peer { node: *node, incarnation: config.incarnation };
            all.push((peer, MachineNotes::begin(at, *config, *seed)));
        }
        Seen::Input { peer, input, .. } => {
            let own = all.iter_mut().find(|(one, _)| one == peer);
            own.expect("it has started").1.input(at, input);
        }
        _ => {}
    }
}

const fn node(number: u32) -> NodeId {
    NodeId::new(number)
}

#[test]
fn a_run_is_lived_again_to_the_same_with_the_same_lines_losses_and_figures() {
    let mut host = Host::new();
    host.line("Master.fill(1, 5000)");
    host.settle();
    host.click(Click::Kill(node(2)));
    host.settle();
    host.line("Master.hits(1, 5000)");
    host.click(Click::Start(node(2)));
    host.settle();
    let replay = host.lived_again();
    let (at, at_ms) = (host.sim.now(), host.sim.now().as_millis_f64());
    let mut board = replay.witness().board().clone();
    let past = picture(&mut board, at, replay.stage());
    let present = host.board.picture(at_ms, &host.master);
    assert_eq!(past.figures, present.figures);
    assert_eq!(past.cells, present.cells);
    assert_eq!(past.history.marks, present.history.marks);
    let told = |all: &[Rc<crate::picture::ConsoleEntry>]| {
        all.iter().map(|one| (one.source.clone(), one.result.clone())).collect::<Vec<_>>()
    };
    assert_eq!(told(&past.console), told(&present.console));
    assert_eq!(past.losses[0].toll, present.losses[0].toll);
    assert_eq!(past.losses[0].noticed.len(), 4);
}

#[test]
fn a_boot_begins_a_new_record_in_which_no_machine_has_a_life_that_it_had() {
    let mut host = Host::new();
    host.line("Master.fill(1, 1000)");
    host.click(Click::Kill(node(3)));
    host.click(Click::Start(node(3)));
    host.settle();
    let before = host.record().bytes();
    host.click(Click::Boot { machines: 3, placement: Placement::Fixed });
    host.settle();
    assert!(host.record().bytes() < before);
    host.line("Master.fill(1, 100)");
    host.settle();
    let replay = host.lived_again();
    let lives = replay.stage().nodes().map(|node| node.status().me.incarnation.0);
    assert_eq!(lives.collect::<Vec<_>>(), [2, 2, 3]);
    // The lines before are of an earlier record, and those in it keep their numbers.
    let console = host.board.picture(0.0, &host.master).console;
    let mut board = replay.witness().board().clone();
    let past = picture(&mut board, replay.now(), replay.stage()).console;
    assert_eq!(past.last().map(|one| one.number), console.last().map(|one| one.number));
    assert_eq!(past.len(), 2);
}

#[test]
fn a_line_that_boots_begins_a_new_record_and_one_among_others_goes_on_with_it() {
    let mut host = Host::new();
    host.line("Master.fill(1, 1000)");
    host.settle();
    let whole = host.record().bytes();
    host.line("Master.boot(4, :fixed)");
    host.settle();
    assert!(host.record().bytes() < whole);
    host.lived_again();
    let before = host.record().bytes();
    for line in ["Master.fill(1, 500)", "Master.boot(2)", "Master.fill(2, 300)"] {
        host.line(line);
    }
    host.settle();
    assert!(host.record().bytes() > before);
    let replay = host.lived_again();
    assert_eq!(replay.stage().master().map(|master| master.ledger().len()), Some(300));
}

#[test]
fn with_other_tabs_there_is_no_record_until_the_next_boot_without_them() {
    let mut host = Host::new();
    assert_eq!(host.keeper.recorded(), Recorded::SinceBoot);
    host.is_alone = false;
    host.keeper.stop();
    assert_eq!(host.keeper.recorded(), Recorded::OtherTabs);
    assert!(host.keeper.frames(None).is_empty());
    host.click(Click::Boot { machines: 3, placement: Placement::Modulo });
    host.settle();
    assert_eq!(host.keeper.recorded(), Recorded::OtherTabs);
    host.is_alone = true;
    host.click(Click::Boot { machines: 3, placement: Placement::Modulo });
    host.settle();
    assert_eq!(host.keeper.recorded(), Recorded::SinceBoot);
    host.line("Master.fill(1, 100)");
    host.settle();
    host.lived_again();
}

#[test]
fn who_looks_back_is_told_the_rest_piece_by_piece() {
    let mut host = Host::new();
    host.keeper.watch_fresh(true);
    let mut record = host.record();
    host.line("Master.fill(1, 1000)");
    host.settle();
    for (peer, notes) in &mut *host.notes.borrow_mut() {
        host.keeper.noted(*peer, &notes.take());
    }
    for (whose, notes) in host.keeper.take_fresh() {
        record.append(whose, &notes);
    }
    let mut replay = Replay::new(record, Onlooker::default());
    assert_eq!(replay.seek_to(u64::MAX), Ok(()));
    assert_eq!(replay.stage().master().map(|master| master.ledger().len()), Some(1_000));
}

#[test]
fn a_record_that_is_too_large_goes_on_with_who_looks_back_and_is_no_file_any_more() {
    let mut host = Host::new();
    host.keeper.bound = 4_000;
    host.line("Master.fill(1, 1000)");
    host.settle();
    host.keeper.watch_fresh(true);
    let record = host.record();
    assert!(host.keeper.is_too_large());
    let mut replay = Replay::new(record, Onlooker::default());
    host.keeper.take_fresh();
    host.keeper.hand_over();
    assert_eq!(host.keeper.recorded(), Recorded::InPart);
    assert!(host.keeper.frames(None).is_empty());
    host.click(Click::Kill(node(2)));
    host.settle();
    for (peer, notes) in &mut *host.notes.borrow_mut() {
        host.keeper.noted(*peer, &notes.take());
    }
    for (whose, notes) in host.keeper.take_fresh() {
        replay.append(whose, &notes);
    }
    assert_eq!(replay.seek_to(u64::MAX), Ok(()));
    let figures = |master: &Master| master.ledger().figures();
    assert_eq!(replay.stage().master().map(figures), Some(figures(&host.master)));
    // Who had it is gone, and a boot begins a new one.
    host.keeper.watch_fresh(false);
    assert_eq!(host.keeper.recorded(), Recorded::Nothing);
    host.click(Click::Boot { machines: 3, placement: Placement::Modulo });
    host.settle();
    assert_eq!(host.keeper.recorded(), Recorded::SinceBoot);
    host.lived_again();
}

#[test]
fn a_page_that_is_to_record_nothing_has_no_machine_make_notes() {
    let mut host = Host::recording(0);
    assert_eq!(host.keeper.recorded(), Recorded::Off);
    assert!(!host.keeper.started(Peer { node: node(6), incarnation: Incarnation(1) }));
    host.line("Master.fill(1, 10)");
    host.settle();
    assert!(host.keeper.frames(None).is_empty());
    assert!(!host.keeper.is_too_large());
}

#[test]
fn a_record_whose_keeper_broke_is_recorded_no_more_until_a_boot() {
    let mut host = Host::recording(1);
    assert!(!host.keeper.frames(None).is_empty());
    assert!(host.keeper.is_too_large());
    host.keeper.lose();
    assert_eq!(host.keeper.recorded(), Recorded::Nothing);
    host.line("Master.fill(1, 10)");
    host.settle();
    assert!(host.keeper.frames(None).is_empty());
    assert!(!host.keeper.is_too_large());
    host.click(Click::Boot { machines: 3, placement: Placement::Modulo });
    host.settle();
    assert_eq!(host.keeper.recorded(), Recorded::SinceBoot);
}

#[test]
fn the_path_of_one_key_is_told_of_what_was_recorded() {
    let mut host = Host::new();
    for line in ["Master.fill(1, 1000)", "Master.put(2, \"b\", 1)"] {
        host.line(line);
        host.settle();
    }
    let mut replay = host.lived_again();
    for key in ["b", "k_1_7"] {
        let (from, to) = (replay.begins(), replay.end());
        let told = replay.happenings(from, to, lab::record::Filter::Key(script::key(key)));
        let told = told.expect("it can be lived");
        assert!((2..=4).contains(&told.len()), "{key}: {told:?}");
        // The notes are those that one goes to.
        let mut all = BTreeSet::new();
        let mut again = Replay::new(replay.record().clone(), ());
        while let Ok(happened) = again.step_to_happening(&lab::record::Filter::Everything)
            && !happened.is_empty()
        {
            all.extend(happened.into_iter().map(|one| (one.note, one.at)));
        }
        assert!(told.iter().all(|one| all.contains(&(one.note, one.at))), "{key}");
    }
}
