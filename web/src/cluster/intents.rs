//! What a person asks for by a click or a line, as the Master has it.

use lab::{
    command::{Command, Line, Network},
    limits::DEFAULT_MACHINES,
    master::{Click, Input, Ticket},
    placement::source as written,
    script,
};
use node_core::{NodeId, Placement};

use super::Inner;
use crate::{
    format::beginning,
    picture::{Intent, MAX_SOURCE_CHARS, Origin},
    record::aside::Aside,
};

impl Inner {
    pub(super) fn intend(&mut self, intent: Intent) {
        match intent {
            Intent::Kill(number) => {
                self.aside(Aside::Clicked(format!("Master.kill({number})")));
                self.tell(Input::Click(Click::Kill(NodeId::new(number))));
            }
            Intent::Start(number) => {
                self.aside(Aside::Clicked(format!("Master.start({number})")));
                self.aside(Aside::Started(number));
                self.tell(Input::Click(Click::Start(NodeId::new(number))));
            }
            Intent::Add => {
                if let Some(node) = self.master.machines().next_number() {
                    self.aside(Aside::Clicked(format!("Master.start({})", node.number())));
                    self.aside(Aside::Added(node.number()));
                }
                self.tell(Input::Click(Click::Add));
            }
            Intent::Leave(number) => {
                self.aside(Aside::Clicked(format!("Master.leave({number})")));
                self.tell(Input::Click(Click::Leave(NodeId::new(number))));
            }
            Intent::Freeze(number) => {
                self.aside(Aside::Clicked(format!("Master.freeze({number})")));
                self.tell(Input::Click(Click::Freeze(NodeId::new(number))));
            }
            Intent::Thaw(number) => {
                self.aside(Aside::Clicked(format!("Master.thaw({number})")));
                self.tell(Input::Click(Click::Thaw(NodeId::new(number))));
            }
            Intent::Trap(number) => {
                self.aside(Aside::Clicked(format!("Master.trap({number})")));
                self.tell(Input::Click(Click::Trap(NodeId::new(number))));
            }
            Intent::Partition(sides) => {
                let sides: Vec<Vec<i64>> =
                    sides.iter().map(|side| side.iter().map(|&n| n.into()).collect()).collect();
                let shown: Vec<String> = sides.iter().map(|side| format!("{side:?}")).collect();
                let source = format!("Master.partition({})", shown.join(", "));
                self.submit(&source, Line::One(Command::Partition(sides)), Origin::Clicked);
            }
            Intent::Heal => {
                let line = Line::One(Command::Heal);
                self.submit("Master.heal", line, Origin::Clicked);
            }
            Intent::Network(network) => self.set_network(network),
            Intent::Fill { via, keys } => {
                let source = format!("Master.fill({via}, {keys})");
                let line = Line::One(Command::Fill { via: via.into(), keys });
                self.submit(&source, line, Origin::Clicked);
            }
            Intent::Cancel => self.tell(Input::CancelFill),
            Intent::Reset => self.boot(DEFAULT_MACHINES, self.master.ledger().placement()),
            Intent::Place(placement) => {
                self.boot(self.master.machines().numbers().count().max(1) as u32, placement);
            }
            Intent::Switch(placement) => {
                self.aside(Aside::Clicked(format!("Master.placement({})", written(placement))));
                self.tell(Input::Click(Click::Place(placement)));
            }
            Intent::Run(source) => self.run(&source),
            Intent::Paste(text) => {
                for line in script::pasted(&text) {
                    self.run(line);
                }
            }
            Intent::Pace(rate) => self.set_rate(rate),
            Intent::Step => self.step(),
            Intent::Gate(waiting, act) => self.act_on_waiting(waiting, act),
            Intent::Play(play) => self.play(play),
            Intent::Stop => self.stop_playing(),
            // The page does these itself: a tab is opened by a click alone, and no other cluster is
            // this one's.
            Intent::OpenTab
            | Intent::Read(_)
            | Intent::Speak(_)
            | Intent::Save(_)
            | Intent::OpenSecond
            | Intent::CloseSecond
            | Intent::LookBack(_)
            | Intent::BackToLive
            | Intent::InPast(_)
            | Intent::SaveRecord
            | Intent::InSecond(_) => {}
            Intent::Explain(text) => self.board.explain(script::key(&text)),
            Intent::LookAt(number) => self.board.look_at(number),
        }
    }

    /// A fresh cluster, by a click.
    pub(super) fn boot(&mut self, machines: u32, placement: Placement) {
        self.aside(Aside::Clicked(format!("Master.boot({machines}, {})", written(placement))));
        self.tell(Input::Click(Click::Boot { machines, placement }));
    }

    /// Messages travel so from now on, by a click.
    pub(super) fn set_network(&mut self, network: Network) {
        let Network { delay, jitter, loss } = network;
        self.aside(Aside::Clicked(format!(
            "Master.network(delay: {delay}, jitter: {jitter}, loss: {loss})"
        )));
        self.tell(Input::Click(Click::Network(network)));
    }

    fn run(&mut self, source: &str) {
        match script::parse(source) {
            Ok(Some(line)) => self.submit(source, line, Origin::Typed),
            Ok(None) => {}
            Err(error) => {
                let shown = beginning(source, MAX_SOURCE_CHARS);
                self.aside(Aside::Misread(shown, error.to_string()));
            }
        }
    }

    fn submit(&mut self, source: &str, mut line: Line, origin: Origin) {
        if self.is_second {
            line = placed(line, self.master.ledger().placement());
        }
        self.board.mark(self.clock.millis(), &line);
        let ticket = self.hand(source, &line, origin);
        self.tell(Input::Line { ticket, line, earliest: None });
    }

    /// Notes a line that the Master is handed next, and from where it comes.
    pub(super) fn hand(&mut self, source: &str, line: &Line, origin: Origin) -> Ticket {
        let ticket = self.board.submitted(source, line, origin);
        let now = self.clock.now();
        if origin != Origin::Typed {
            self.keeper.aside(now, Aside::LineOf(origin));
        }
        self.keeper.said(now, ticket, beginning(source, MAX_SOURCE_CHARS));
        ticket
    }

    /// Shows what a person did, and has it noted.
    pub(super) fn aside(&mut self, aside: Aside) {
        self.board.aside(self.clock.millis(), &aside);
        self.keeper.aside(self.clock.now(), aside);
    }
}

/// A line as the second cluster runs it: typed for both, it does not set the placement of this one.
pub(super) fn placed(line: Line, own: Placement) -> Line {
    let one = |command| match command {
        Command::Boot { machines, .. } => Command::Boot { machines, placement: own },
        Command::Placement(_) => Command::Placement(None),
        other => other,
    };
    match line {
        Line::One(command) => Line::One(one(command)),
        Line::Each(commands) => Line::Each(commands.into_iter().map(one).collect()),
        Line::Sum(line) => Line::Sum(Box::new(placed(*line, own))),
        Line::Counts => Line::Counts,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(source: &str) -> Line {
        let Ok(Some(line)) = script::parse(source) else { panic!("{source} is not understood") };
        line
    }

    #[test]
    fn a_line_for_both_boots_the_second_cluster_under_its_own_placement() {
        let placed = |source| placed(line(source), Placement::Fixed);
        assert_eq!(placed("Master.boot(3, :ring)"), line("Master.boot(3, :fixed)"));
        assert_eq!(placed("Master.placement(:ring)"), line("Master.placement()"));
        assert_eq!(placed("Master.kill(2)"), line("Master.kill(2)"));
    }
}
