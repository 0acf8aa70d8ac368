//! The same placements beside each other, on the same machines and keys.

use std::time::Duration;

use lab::compare::{self, Entrant, Measured, Note, Refusal, Task, Whoever};
use node_core::{NodeId, Owners, Place as _, Placement};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const TASK: Task = Task { machines: 10, keys: 20_000, remove: 1, add: 1, seed: 1 };

/// A clock that goes on by a microsecond each time it is looked at.
fn measure(task: Task, entrant: Entrant) -> Measured {
    let mut looks = 0;
    let mut clock = || {
        looks += 1;
        Duration::from_micros(looks)
    };
    compare::measure(task, entrant, &compare::hashes(task.keys), &mut clock, &mut |_| {})
}

fn named(name: &str) -> Entrant {
    let all = Entrant::all();
    *all.iter().find(|entrant| entrant.placement.name() == name).expect(name)
}

#[test]
fn equal_tasks_give_equal_figures_and_the_clock_is_the_one_that_was_handed_in() {
    for entrant in Entrant::all() {
        let measured = measure(TASK, entrant);
        assert_eq!(measured, measure(TASK, entrant));
        assert_eq!(measured.build, Duration::from_micros(1));
        // 20,000 keys are 100 blocks of 199, and one of 100 which is slower by the key.
        assert!((measured.lookup - 1_000.0 / 199.0).abs() < 1e-9, "{}", measured.lookup);
        assert_eq!(measured.keys, TASK.keys);
    }
}

#[test]
fn what_is_measured_is_about_what_was_expected() {
    for entrant in Entrant::all() {
        let measured = measure(TASK, entrant);
        let expected = measured.expected(TASK);
        let label = entrant.label();
        let changes =
            [(measured.departure, expected.departure), (measured.arrival, expected.arrival)];
        for (moves, change) in changes {
            let change = change.expect("one machine goes, and one comes");
            assert!((moves.own - change.own).abs() < 5.0 * change.spread + 1e-9, "{label}");
            if let Some(needless) = change.needless {
                assert!((moves.needless - needless).abs() < 0.02, "{label}: {moves:?}, {change:?}");
            }
        }
        let peak = measured.balance.expect("it was asked for all keys").peak;
        assert!((peak - expected.balance.peak).abs() < 0.15, "{label}: {peak}");
    }
}

#[test]
fn machines_that_go_are_drawn_by_the_seed_and_those_that_come_have_the_next_numbers() {
    let entrant = named("ring");
    let drawn = |seed| entrant.leavers(Task { remove: 3, seed, ..TASK });
    assert_eq!(drawn(1), drawn(1));
    assert!((2..10).any(|seed| drawn(seed) != drawn(1)));
    let leavers = drawn(1);
    assert!(leavers.len() == 3 && leavers.is_sorted_by(|one, next| one < next));
    let comers = entrant.comers(Task { add: 2, ..TASK });
    assert_eq!(comers.iter().map(|node| node.number()).collect::<Vec<_>>(), [11, 12]);
    let last = Entrant { whoever: Whoever::Last, ..entrant };
    // Sorted as text, 9 comes after 10 and all others.
    for nodes in [last.leavers(TASK), last.comers(TASK)] {
        assert_eq!(nodes.iter().map(|node| node.number()).collect::<Vec<_>>(), [9]);
    }
}

#[test]
fn many_changes_at_once_come_to_what_they_come_to_one_by_one() {
    let task = Task { machines: 60, remove: 40, add: 40, ..TASK };
    let hashes = compare::hashes(task.keys);
    for placement in Placement::ALL {
        let entrant = Entrant { placement, whoever: Whoever::ByChance };
        let owners = Owners::new(placement, &task.all());
        let (mut fewer, mut more) = (owners.clone(), owners.clone());
        let (leavers, comers) = (entrant.leavers(task), entrant.comers(task));
        leavers.iter().for_each(|node| fewer.depart(*node));
        comers.iter().for_each(|node| more.arrive(*node));
        let share = |some: &[NodeId], without: &Owners, with: &Owners| {
            let moved = hashes.iter().filter(|hash| {
                let (from, to) = (without.owner(**hash), with.owner(**hash));
                from != to && !some.iter().any(|node| to == Some(*node))
            });
            moved.count() as f64 / hashes.len() as f64
        };
        let measured = measure(task, entrant);
        let going = share(&leavers, &fewer, &owners);
        assert_eq!(measured.departure.needless, going, "{placement:?}");
        assert_eq!(measured.arrival.needless, share(&comers, &owners, &more), "{placement:?}");
    }
}

#[test]
fn a_departure_of_all_machines_leaves_nobody_and_moves_nothing_needlessly() {
    for entrant in Entrant::all() {
        for machines in [1, 3, 20] {
            let task = Task { machines, remove: machines, add: 0, ..TASK };
            let Measured { departure, arrival, .. } = measure(task, entrant);
            assert_eq!((departure.own, departure.needless), (1.0, 0.0), "{}", entrant.label());
            assert_eq!((arrival.own, arrival.needless), (0.0, 0.0), "{}", entrant.label());
        }
    }
}

#[test]
fn it_is_told_that_a_newcomer_gets_all_tokens_where_there_are_more_machines_than_tokens() {
    let task = Task { machines: 1_000, ..TASK };
    let tokens = measure(task, named("tokens"));
    assert_eq!(tokens.notes(task), [Note::Greedy(1.0)]);
    assert_eq!(measure(task, named("ring")).notes(task), []);
}

#[test]
fn a_table_has_a_hundred_rows_for_each_machine_as_far_as_it_may() {
    for entrant in Entrant::all() {
        let settings = [5, 1_000, 1_000_000].map(|machines| entrant.suited(machines).setting());
        match entrant.placement.name() {
            "maglev" => {
                let rows = settings.map(|setting| setting.expect("it has rows").1);
                assert!(rows[0] < rows[1] && rows[1] > 100_000 && rows[1] < rows[2], "{rows:?}");
                assert_eq!(entrant.suited(1_000_000).check(), Ok(()));
            }
            _ => assert_eq!(settings, [entrant.placement.setting(); 3]),
        }
    }
}

#[test]
fn what_cannot_be_compared_is_refused() {
    let entrants = Entrant::all();
    let refused = |task: Task, memory| task.check(&entrants, memory).expect_err("it is refused");
    assert_eq!(refused(Task { machines: 0, ..TASK }, u64::MAX), Refusal::Machines);
    assert_eq!(refused(Task { add: u32::MAX, ..TASK }, u64::MAX), Refusal::Machines);
    assert_eq!(refused(Task { keys: 0, ..TASK }, u64::MAX), Refusal::Keys);
    let remove = Refusal::Remove { remove: 11, machines: 10 };
    assert_eq!(refused(Task { remove: 11, ..TASK }, u64::MAX), remove);
    let needed = TASK.memory(&entrants);
    assert_eq!(TASK.check(&entrants, needed), Ok(()));
    let memory = needed - 1;
    assert_eq!(refused(TASK, memory), Refusal::Memory { needed, memory });
}
