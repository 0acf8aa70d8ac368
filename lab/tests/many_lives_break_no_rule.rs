//! A short sweep, and its lives recorded and lived again.

#![cfg(not(target_arch = "wasm32"))]

use core::time::Duration;

use lab::{
    detection::{Experiment, detect},
    record::{Checked, Recording, Replay},
    sweep::{Injected, Span, Watch, live, sweep},
};

fn span() -> Span {
    Span::from_secs(60).expect("long enough")
}

#[test]
fn a_band_of_lives_breaks_no_rule_and_leaves_no_kind_of_fault_out() {
    let all = sweep(0..60, span(), 2, || {});
    assert_eq!(all.failure, None);
    assert_eq!(all.lives, 60);
    assert_eq!(all.injected.missing().collect::<Vec<_>>(), Vec::<&str>::new());
    println!("{} lives, {} things checked", all.lives, all.seen);
}

#[test]
fn a_life_too_short_for_chaos_is_none() {
    assert!(Span::from_secs(21).is_none());
    assert!(Span::from_secs(22).is_some());
}

#[test]
fn a_sweep_of_nothing_says_that_it_injected_nothing() {
    let all = sweep(5..5, span(), 1, || {});
    assert_eq!(all.lives, 0);
    assert_eq!(all.injected.missing().count(), Injected::default().counts().len());
}

#[test]
fn a_life_that_is_recorded_is_lived_again_under_the_same_rules() {
    for seed in [7, 11, 3_000] {
        let report = live(seed, span(), Watch::recording(Recording::default()));
        assert_eq!(report.violation, None);
        let record = report.record.expect("it was recorded");
        let ending = record.ending().expect("it ended").clone();
        let mut replay = Replay::new(record, Checked::default());
        replay.seek_to(u64::MAX).expect("it can be lived");
        assert_eq!(ending.difference(replay.stage()), None, "seed {seed}");
        assert_eq!(replay.witness().violation(), None, "seed {seed}");
    }
}

#[test]
fn a_recorded_life_is_the_same_as_one_that_is_not() {
    let digest = |watch| live(7, span(), watch).digest;
    assert_eq!(digest(Watch::default()), digest(Watch::recording(Recording::default())));
}

#[test]
fn with_ticks_only_and_half_of_all_messages_lost_a_death_is_known_in_time() {
    let experiment = Experiment { machines: 20, loss: 0.5, deaths: 3, seed: 1 };
    let detection = detect(experiment);
    assert_eq!(detection.known_to_all.len(), 3);
    assert!(detection.known_to_all.iter().all(|&time| time < Duration::from_secs(15)));
    assert!(detection.false_downs_per_machine_hour() < 2.0, "{detection:?}");
}
