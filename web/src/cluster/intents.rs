//! What a person asks for by a click or a line, as the Master has it.

use lab::{
    command::{Command, Line, Network},
    limits::DEFAULT_MACHINES,
    master::{Click, Input},
    placement::source as written,
    script,
};
use node_core::{NodeId, Placement};

use super::Inner;
use crate::picture::{Intent, Origin};

impl Inner {
    pub(super) fn intend(&mut self, intent: Intent) {
        let at = self.clock.millis();
        match intent {
            Intent::Kill(number) => {
                self.board.clicked(format!("Master.kill({number})"));
                self.tell(Input::Click(Click::Kill(NodeId::new(number))));
            }
            Intent::Start(number) => {
                self.board.clicked(format!("Master.start({number})"));
                self.board.started(at, number);
                self.tell(Input::Click(Click::Start(NodeId::new(number))));
            }
            Intent::Add => {
                if let Some(node) = self.master.machines().next_number() {
                    self.board.clicked(format!("Master.start({})", node.number()));
                    self.board.added(at, node.number());
                }
                self.tell(Input::Click(Click::Add));
            }
            Intent::Leave(number) => {
                self.board.clicked(format!("Master.leave({number})"));
                self.tell(Input::Click(Click::Leave(NodeId::new(number))));
            }
            Intent::Freeze(number) => {
                self.board.clicked(format!("Master.freeze({number})"));
                self.tell(Input::Click(Click::Freeze(NodeId::new(number))));
            }
            Intent::Thaw(number) => {
                self.board.clicked(format!("Master.thaw({number})"));
                self.tell(Input::Click(Click::Thaw(NodeId::new(number))));
            }
            Intent::Trap(number) => {
                self.board.clicked(format!("Master.trap({number})"));
                self.tell(Input::Click(Click::Trap(NodeId::new(number))));
            }
            Intent::Partition(sides) => {
                let sides: Vec<Vec<i64>> =
                    sides.iter().map(|side| side.iter().map(|&n| n.into()).collect()).collect();
                let shown: Vec<String> = sides.iter().map(|side| format!("{side:?}")).collect();
                let source = format!("Master.partition({})", shown.join(", "));
                self.submit(source, Line::One(Command::Partition(sides)), Origin::Clicked);
            }
            Intent::Heal => {
                let line = Line::One(Command::Heal);
                self.submit("Master.heal".to_owned(), line, Origin::Clicked);
            }
            Intent::Network(network) => {
                let Network { delay, jitter, loss } = network;
                self.board.clicked(format!(
                    "Master.network(delay: {delay}, jitter: {jitter}, loss: {loss})"
                ));
                self.tell(Input::Click(Click::Network(network)));
            }
            Intent::Fill { via, keys } => {
                let source = format!("Master.fill({via}, {keys})");
                let line = Line::One(Command::Fill { via: via.into(), keys });
                self.submit(source, line, Origin::Clicked);
            }
            Intent::Cancel => self.tell(Input::CancelFill),
            Intent::Reset => {
                let placement = self.master.ledger().placement();
                let machines = DEFAULT_MACHINES;
                self.board.clicked(format!("Master.boot({machines}, {})", written(placement)));
                self.tell(Input::Click(Click::Boot { machines, placement }));
            }
            Intent::Place(placement) => {
                let machines = self.master.machines().numbers().count().max(1) as u32;
                self.board.clicked(format!("Master.boot({machines}, {})", written(placement)));
                self.tell(Input::Click(Click::Boot { machines, placement }));
            }
            Intent::Switch(placement) => {
                self.board.clicked(format!("Master.placement({})", written(placement)));
                self.tell(Input::Click(Click::Place(placement)));
            }
            Intent::Run(source) => self.run(source),
            Intent::Paste(text) => {
                for line in script::pasted(&text) {
                    self.run(line.to_owned());
                }
            }
            Intent::Pace(rate) => self.set_rate(rate),
            Intent::Step => self.step(),
            Intent::Gate(waiting, act) => self.act_on_waiting(waiting, act),
            // The page does these itself: a tab is opened by a click alone, and no other cluster is
            // this one's.
            Intent::OpenTab
            | Intent::Read(_)
            | Intent::Speak(_)
            | Intent::Save(_)
            | Intent::OpenSecond
            | Intent::CloseSecond
            | Intent::InSecond(_) => {}
            Intent::Explain(text) => self.board.explain(script::key(&text)),
            Intent::LookAt(number) => self.board.look_at(number),
        }
    }

    fn run(&mut self, source: String) {
        match script::parse(&source) {
            Ok(Some(line)) => self.submit(source, line, Origin::Typed),
            Ok(None) => {}
            Err(error) => self.board.misread(source, &error),
        }
    }

    fn submit(&mut self, source: String, mut line: Line, origin: Origin) {
        if self.is_second {
            line = placed(line, self.master.ledger().placement());
        }
        let ticket = self.board.submitted(self.clock.millis(), source, &line, origin);
        self.tell(Input::Line { ticket, line });
    }
}

/// A line as the second cluster runs it: typed for both, it does not set the placement of this one.
fn placed(line: Line, own: Placement) -> Line {
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
