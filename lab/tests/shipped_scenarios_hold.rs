//! The scenarios that come with the page: each answers what it says, in both languages.
#![cfg(not(target_arch = "wasm32"))]

use std::{collections::BTreeSet, fs, path::PathBuf};

use lab::{
    scenario::{SHIPPED, Scenario},
    session::Session,
    sim::{Network, Sim},
};

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../scenarios"))
}

fn shipped() -> Vec<(&'static str, String, Scenario)> {
    let read = |name| {
        let path = folder().join(format!("{name}.scenario"));
        let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{name}: {error}"));
        let scenario = Scenario::read(&text).unwrap_or_else(|error| panic!("{name}, {error}"));
        (name, text, scenario)
    };
    SHIPPED.into_iter().map(read).collect()
}

#[test]
fn every_file_of_the_folder_is_offered_and_every_one_offered_is_there() {
    let files = fs::read_dir(folder()).expect("there is a folder").map(|entry| {
        let name = entry.expect("it can be listed").file_name().into_string().expect("text");
        name.strip_suffix(".scenario").expect(&name).to_owned()
    });
    assert_eq!(files.collect::<BTreeSet<_>>(), SHIPPED.map(str::to_owned).into());
}

#[test]
fn every_one_answers_what_it_says_whatever_the_chance() {
    for (name, _, scenario) in shipped() {
        assert!(
            scenario.steps.iter().all(|step| step.expected.is_some()),
            "{name} says each result"
        );
        for seed in [scenario.seed, 1, 2, 3] {
            let mut session = Session::on(Sim::new(Network::new(seed)));
            let played = session.play(&scenario, |step, outcome| {
                let unsettled = outcome
                    .hints
                    .iter()
                    .map(ToString::to_string)
                    .find(|hint| hint.contains("settled"));
                assert_eq!(unsettled, None, "{name}, line {}", step.number);
            });
            assert_eq!(played, Ok(()), "{name}, seed {seed}");
        }
    }
}

#[test]
fn every_one_has_a_title_one_question_and_its_answer_in_both_languages() {
    for (name, _, Scenario { title, question, answer, .. }) in shipped() {
        for words in [&title, &question, &answer] {
            assert!(!words.en.is_empty() && !words.fr.is_empty(), "{name}: {words:?}");
            assert_ne!(words.en, words.fr, "{name}");
            assert!(
                !words.fr.contains('\''),
                "{name}: French has its own apostrophe: {}",
                words.fr
            );
        }
        for text in [&question.en, &question.fr] {
            assert!(text.ends_with('?'), "{name}: {text}");
        }
    }
}

#[test]
fn every_one_is_over_within_a_lessons_patience() {
    for (name, _, scenario) in shipped() {
        let last = scenario.steps.iter().rev().find_map(|step| step.at).unwrap_or_default();
        assert!(last.as_secs() <= 10, "{name} waits until {last:?}");
    }
}

#[test]
fn every_one_is_written_as_apothik_writes_it() {
    for (name, text, scenario) in shipped() {
        assert_eq!(text, scenario.to_string(), "{name}");
    }
}

#[test]
fn the_docs_name_every_one() {
    let docs = include_str!("../../docs/scenarios.md");
    for (name, _, scenario) in shipped() {
        assert!(docs.contains(&format!("[`{name}`](../scenarios/{name}.scenario)")), "{name}");
        assert!(docs.contains(&scenario.title.en), "{}", scenario.title.en);
    }
}
