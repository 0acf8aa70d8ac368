//! A scenario is played line by line, each from its moment on, and answers what it says.

use core::time::Duration;

use lab::{
    command::Line,
    master::{Click, Input, Master, Output, Refusal, Ticket},
    scenario::Scenario,
    script,
    session::Session,
    sim::{Network, Sim},
};
use node_core::{Founding, Instant, NodeId, Placement};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn scenario(text: &str) -> Scenario {
    Scenario::read(text).unwrap_or_else(|error| panic!("{error}"))
}

fn line(text: &str) -> Line {
    script::parse(text).expect("it is read").expect("a line")
}

/// When each line of a scenario had its result, since its start.
fn moments(text: &str) -> Vec<Duration> {
    let mut session = Session::new();
    let start = session.sim_ref().now();
    let text = scenario(text);
    let mut moments = Vec::new();
    for step in &text.steps {
        session.run_from(line(&step.source), step.at.map(|at| start + at));
        moments.push(session.sim_ref().now().since(start));
    }
    moments
}

#[test]
fn a_line_waits_for_its_moment() {
    let moments = moments("@2s Master.sum\n@2.5s Master.sum\nMaster.sum\n");
    let [first, second, third] = moments[..] else { panic!("{moments:?}") };
    let near = |moment: Duration, millis| {
        moment >= Duration::from_millis(millis) && moment < Duration::from_millis(millis + 100)
    };
    assert!(near(first, 2_000), "{first:?}");
    assert!(near(second, 2_500) && near(third, 2_500), "{second:?}, {third:?}");
}

#[test]
fn a_line_whose_moment_is_past_waits_for_the_one_before_all_the_same() {
    // The others call a frozen machine down after two seconds of silence.
    let moments = moments("Master.freeze(2)\n@10ms Master.sum\n");
    assert!(moments[1] > Duration::from_millis(1_500), "{moments:?}");
    assert!(moments[1] - moments[0] < Duration::from_millis(100), "{moments:?}");
}

#[test]
fn a_master_says_until_when_a_line_waits_and_wants_to_be_woken_then() {
    let mut master = Master::booted(Instant::ORIGIN);
    let at = |seconds| Instant::after_origin(Duration::from_secs(seconds));
    let given = |ticket, earliest| Input::Line {
        ticket: Ticket(ticket),
        line: line("Master.network"),
        earliest,
    };
    master.handle_input(at(1), given(1, Some(at(5))));
    master.handle_input(at(1), given(2, None));
    while master.poll_output().is_some() {}
    assert_eq!((master.waits_until(), master.poll_timeout()), (Some(at(5)), Some(at(5))));
    assert!(master.is_busy());
    master.handle_input(at(4), Input::Timeout);
    assert_eq!(master.waits_until(), Some(at(5)), "it is too early");
    master.handle_input(at(5), Input::Timeout);
    assert_eq!(master.waits_until(), None, "it has begun");
}

#[test]
fn a_click_does_not_wait_for_a_line_that_waits_and_a_boot_ends_the_wait() {
    let mut master = Master::booted(Instant::ORIGIN);
    let soon = Instant::after_origin(Duration::from_secs(5));
    let ticket = Ticket(7);
    master.handle_input(
        Instant::ORIGIN,
        Input::Line { ticket, line: line("sum"), earliest: Some(soon) },
    );
    master.handle_input(Instant::ORIGIN, Input::Click(Click::Kill(NodeId::new(2))));
    let outputs: Vec<Output> = core::iter::from_fn(|| master.poll_output()).collect();
    assert!(outputs.contains(&Output::Kill(NodeId::new(2))), "{outputs:?}");
    let boot = Click::Boot { machines: 5, placement: Placement::Modulo };
    master.handle_input(Instant::ORIGIN, Input::Click(boot));
    let why = core::iter::from_fn(|| master.poll_output()).find_map(|output| match output {
        Output::Result { ticket: of, outcome } if of == ticket => outcome.value.err(),
        _ => None,
    });
    assert_eq!(why, Some(Refusal::BootedAnew { elsewhere: false }));
    assert_eq!(master.poll_timeout(), None);
}

#[test]
fn a_line_that_has_not_begun_can_be_withdrawn_and_only_that() {
    let mut master = Master::booted(Instant::ORIGIN);
    let soon = Some(Instant::after_origin(Duration::from_secs(5)));
    for (number, earliest) in [(1, None), (2, soon), (3, None)] {
        let (ticket, line) = (Ticket(number), line("Master.network"));
        master.handle_input(Instant::ORIGIN, Input::Line { ticket, line, earliest });
    }
    let mut withdrawn = |number, now| {
        master.handle_input(now, Input::Withdraw(Ticket(number)));
        let results =
            core::iter::from_fn(|| master.poll_output()).filter_map(|output| match output {
                Output::Result { ticket, outcome } => Some((ticket.0, outcome.value.err())),
                _ => None,
            });
        results.collect::<Vec<_>>()
    };
    assert_eq!(withdrawn(1, Instant::ORIGIN), [], "it has begun");
    assert_eq!(withdrawn(3, Instant::ORIGIN), [(3, Some(Refusal::Withdrawn))]);
    assert_eq!(withdrawn(9, Instant::ORIGIN), [], "there is no such line");
    assert_eq!(withdrawn(2, Instant::ORIGIN), [(2, Some(Refusal::Withdrawn))]);
    let line = Input::Line { ticket: Ticket(4), line: line("Master.network"), earliest: soon };
    let mut idle = Master::joining(Instant::ORIGIN, Founding::default());
    idle.handle_input(Instant::ORIGIN, line);
    assert_eq!(idle.poll_timeout(), soon);
    idle.handle_input(Instant::ORIGIN, Input::Withdraw(Ticket(4)));
    assert_eq!((idle.poll_timeout(), idle.is_busy()), (None, false));
}

#[test]
fn while_a_line_waits_the_ledger_is_compared_with_the_machines() {
    let mut session = Session::new();
    session.run(line("Master.fill(1, 100)"));
    let now = session.sim_ref().now();
    let earliest = Some(now + Duration::from_secs(60));
    session.tell(Input::Line { ticket: Ticket(99), line: line("Master.sum"), earliest });
    session.tell(Input::Click(Click::Kill(NodeId::new(2))));
    while session.step_until(Some(now + Duration::from_secs(10))) {}
    assert!(session.master().is_settled() && session.master().waits_until() == earliest);
}

#[test]
fn the_first_unexpected_result_ends_it() {
    let mut session = Session::new();
    let mut played = Vec::new();
    let text = "Master.fill(1, 10) #=> :ok\n\nMaster.sum #=> 11\nMaster.kill(2)\n";
    let stopped = session.play(&scenario(text), |step, _| played.push(step.number));
    assert_eq!(stopped.expect_err("10 are there").to_string(), "line 3: expected 11, got 10");
    assert_eq!(played, [1, 3]);
}

#[test]
fn a_refusal_ends_it_unless_it_was_expected() {
    let mut session = Session::new();
    let expected =
        scenario("Master.partition([9]) #=> refused: there is no machine 9\nMaster.sum #=> 0\n");
    assert_eq!(session.play(&expected, |_, _| {}), Ok(()));
    let stopped = session.play(&scenario("Master.partition([9])\n"), |_, _| {});
    assert_eq!(
        stopped.expect_err("it is refused").to_string(),
        "line 1: refused: there is no machine 9"
    );
}

/// How many messages a scenario takes on a network of this chance.
fn messages(seed: u64) -> u64 {
    let mut session = Session::on(Sim::new(Network::new(seed)));
    let lossy =
        scenario("Master.network(loss: 20)\nMaster.fill(1, 500)\nMaster.hits(1, 500) #=> 500\n");
    session.play(&lossy, |_, _| {}).unwrap_or_else(|stopped| panic!("{stopped}"));
    session.sim_ref().fates().sent
}

#[test]
fn all_chance_comes_from_the_seed() {
    assert_eq!(messages(1), messages(1));
    let different: std::collections::BTreeSet<u64> = (1..6).map(messages).collect();
    assert!(different.len() > 1, "{different:?}");
}
