//! Clusters of several processes: what they answer, and what becomes of them when one ends.

use std::{process::Command, thread, time::Duration};

use lab::pages::{Said, decode};

use crate::cluster::{Machines, Server, Starting, begin_console, console, ended, simulated};

/// Whether a page tells in it what became of puts.
fn is_accounted(body: &[u8]) -> bool {
    matches!(decode(body), Ok((_, Said::Accounted(_))))
}

#[test]
fn the_seeds_experiment_over_two_processes_gives_the_seeds_figures() {
    let server = Server::start();
    let first = Machines::start(&server, "seed", 3);
    let second = Machines::start(&server, "seed", 2);
    assert_eq!(
        (first.numbers.as_slice(), second.numbers.as_slice()),
        (&[1, 2, 3][..], &[4, 5][..])
    );
    let lines = include_str!("../../../lab/tests/transcripts/seed-dynamic.iex");
    let expected = include_str!("../../../lab/tests/transcripts/seed-dynamic.out");
    let answered = console(&server, "seed", lines);
    assert!(answered.ok, "{answered:?}");
    assert_eq!(answered.answers(), expected.lines().collect::<Vec<_>>(), "{}", answered.error);
    let (figures, agrees) = answered.account();
    assert!(agrees, "{answered:?}");
    assert_eq!(figures, [8_056, 5_000, 3_056, 5_000, 5_000, 0, 0, 0, 0]);
}

#[test]
fn every_line_answers_what_it_does_on_simulated_machines() {
    let lines = r#"Master.fill(1, 1000)
Master.freeze(2)
Master.cluster(1)
Master.stat
Master.thaw(2)
Master.cluster(1)
Master.leave(3)
Master.trap(4)
Master.start(4)
Master.stat
Master.partition([1, 2], [4, 5])
Master.cluster(5)
Master.fill(4, 200)
Master.heal
Master.cluster(5)
Master.network(delay: 20, jitter: 5)
Master.network
Master.put(1, "a", 1)
Master.get(5, "a")
Master.delete(2, "a")
Master.get(4, "a")
Master.placement(:ring)
Master.fill(5, 300)
Master.hits(1, 300)
Master.stat
"#;
    let simulated = simulated(lines);
    let server = Server::start();
    let _first = Machines::start(&server, "lines", 2);
    let _second = Machines::start(&server, "lines", 3);
    let answered = console(&server, "lines", lines);
    assert!(answered.ok, "{answered:?}");
    assert_eq!(answered.answers(), simulated.lines().collect::<Vec<_>>(), "{}", answered.error);
    assert!(answered.account().1, "{answered:?}");
}

#[test]
fn a_console_without_machines_boots_and_starts_them_in_the_others_processes() {
    let server = Server::start();
    let _first = Machines::start(&server, "boots", 0);
    let _second = Machines::start(&server, "boots", 1);
    let lines = "Master.boot(4)\nMaster.cluster(1)\nMaster.fill(1, 100)\nMaster.kill(2)\n\
                 Master.start(2)\nMaster.start(7)\nMaster.cluster(7)\nMaster.sum\n";
    let answered = console(&server, "boots", lines);
    let all = |numbers: &[u32]| {
        let names: Vec<_> = numbers.iter().map(|n| format!(":\"apothik_{n}@127.0.0.1\"")).collect();
        names.join(", ")
    };
    let lines = answered.answers();
    assert!(answered.ok && lines.len() == 8, "{answered:?}");
    assert_eq!(lines[0], ":ok");
    assert!(lines[1].contains(&all(&[1, 2, 3, 4])), "{}", lines[1]);
    assert_eq!(lines[2..6], [":ok"; 4]);
    assert!(lines[6].contains(&all(&[1, 2, 3, 4, 7])), "{}", lines[6]);
    let left: u32 = lines[7].parse().expect("a sum");
    assert!((50..100).contains(&left), "machine 2's share is gone, the others' is not: {left}");
}

#[test]
fn processes_that_start_at_once_run_no_machine_twice() {
    let server = Server::start();
    let starting: Vec<_> = (0..4).map(|_| Machines::begin(&server, "at once", 3)).collect();
    let running: Vec<Machines> = starting.into_iter().map(Starting::ready).collect();
    let mut numbers: Vec<u32> = running.iter().flat_map(|one| one.numbers.clone()).collect();
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!(numbers.len(), 12, "{numbers:?}");
}

#[test]
fn machines_with_odd_cookies_hear_nobody_else() {
    let server = Server::start();
    let cookies = ["", "*", ">", "a.b", "a b", "\u{1f408}"];
    let _machines: Vec<_> =
        cookies.iter().map(|cookie| Machines::start(&server, cookie, 2)).collect();
    for cookie in cookies {
        let answered = console(&server, cookie, "Master.fill(1, 50)\nMaster.sum\nMaster.stat\n");
        assert!(answered.ok, "{cookie:?}: {answered:?}");
        assert_eq!(answered.out.lines().nth(1), Some("50"), "{cookie:?}: {answered:?}");
        assert!(!answered.out.contains("{3,"), "{cookie:?}: {answered:?}");
    }
}

#[test]
fn a_process_that_is_ended_takes_its_machines_along_and_the_others_know() {
    let server = Server::start();
    let _stays = Machines::start(&server, "goes", 3);
    let goes = Machines::start(&server, "goes", 2);
    let answered = console(&server, "goes", "Master.fill(1, 500)\n");
    assert!(answered.ok, "{answered:?}");
    // It says goodbye, since it is told to end and not just killed.
    let told = Command::new("kill").arg(goes.id().to_string()).status().expect("kill is there");
    assert!(told.success() && goes.end());
    let answered = console(&server, "goes", "Master.cluster(1)\nMaster.stat\n");
    assert!(
        answered.out.contains("apothik_3@") && !answered.out.contains("apothik_4@"),
        "{answered:?}"
    );
}

#[test]
fn a_process_that_is_killed_is_silent_to_a_console_that_was_there() {
    let server = Server::start();
    let _stays = Machines::start(&server, "dies", 3);
    let dies = Machines::start(&server, "dies", 2);
    let mut said = server.listen("apothik.dies.lab");
    let lines =
        "Master.fill(1, 500)\n@10s Master.cluster(1)\nMaster.fill(1, 500)\nMaster.hits(1, 500)\n";
    let child = begin_console(&server, "dies", lines);
    assert!(said.any(|body| is_accounted(&body)));
    dies.kill();
    let answered = ended(child);
    assert!(answered.ok, "{answered:?}");
    let lines = answered.answers();
    assert!(lines[1].contains("apothik_3@") && !lines[1].contains("apothik_4@"), "{answered:?}");
    assert_eq!(lines[3], "500", "{answered:?}");
    assert!(answered.error.contains("is silent, with 2 machines"), "{answered:?}");
}

#[test]
fn a_server_that_is_killed_and_started_again_in_the_middle_of_a_fill_ends_no_call_without_a_reply()
{
    let mut server = Server::start();
    let _first = Machines::start(&server, "restart", 3);
    let _second = Machines::start(&server, "restart", 2);
    let mut said = server.listen("apothik.restart.lab");
    let lines =
        "Master.fill(1, 1000000)\nMaster.fill(2, 2000)\nMaster.hits(2, 2000)\nMaster.cluster(1)\n";
    let child = begin_console(&server, "restart", lines);
    assert_eq!(said.by_ref().filter(|body| is_accounted(body)).take(5).count(), 5);
    server.kill();
    let more = said.filter(|body| is_accounted(body)).count();
    assert!(more < 100, "the fill of some 122 batches is under way: {more} more are done");
    thread::sleep(Duration::from_millis(1_500));
    server.start_again();
    let answered = ended(child);
    assert!(answered.ok, "{answered:?}");
    let lines = answered.answers();
    assert_eq!(lines[0..3], [":ok", ":ok", "2000"], "{answered:?}");
    assert!(lines[3].contains("apothik_1@") && lines[3].contains("apothik_5@"), "{answered:?}");
    assert!(answered.error.contains("the NATS server is back after"), "{answered:?}");
    let (figures, agrees) = answered.account();
    assert!(agrees, "{answered:?}");
    // All were stored but for those that were refused, or whose fate nobody knows.
    let [acknowledged, unknown, refused] = [figures[3], figures[7], figures[8]];
    assert_eq!(acknowledged + unknown + refused, 1_002_000, "{answered:?}");
}
