//! The lessons of the project: each is lived in the simulator, in both languages, and the numbers
//! it shows on its way are those of the seed's own story.

use std::collections::BTreeMap;

use lab::{command::Line, ledger::Figures, master::Hint, script, session::Session};
use lesson::{Block, Count, Expression, Figure, KillCount, Lesson, MachineCount, Span, read};
use node_core::NodeId;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

macro_rules! lessons {
    ($language:literal: $($name:literal),+) => {
        [$(($name, include_str!(concat!("../../lessons/", $language, "/", $name, ".md")))),+]
    };
}

const ENGLISH: [(&str, &str); 6] = lessons!(
    "en": "1-one-cache", "2-pulling-the-plug", "3-noticing", "4-adapting", "5-a-machine-comes-back",
    "6-what-a-departure-costs"
);
const FRENCH: [(&str, &str); 6] = lessons!(
    "fr": "1-one-cache", "2-pulling-the-plug", "3-noticing", "4-adapting", "5-a-machine-comes-back",
    "6-what-a-departure-costs"
);

/// Words of a step that are read without being asked for.
const WORDS: usize = 130;

fn all() -> impl Iterator<Item = (&'static str, Lesson)> {
    ENGLISH.into_iter().chain(FRENCH).map(|(name, text)| {
        let lesson = read(text).unwrap_or_else(|errors| {
            let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
            panic!("{name}: {}", errors.join("\n"))
        });
        (name, lesson)
    })
}

/// All texts of a block, those of a question and a guess too.
fn texts(block: &Block) -> Vec<&[Span]> {
    match block {
        Block::Heading(text) | Block::Paragraph(text) => vec![text],
        Block::List { items, .. } => items.iter().flatten().flat_map(texts).collect(),
        Block::Quote(blocks) => blocks.iter().flat_map(texts).collect(),
        Block::Table { head, rows, .. } => {
            head.iter().chain(rows.iter().flatten()).map(Vec::as_slice).collect()
        }
        Block::Predict(predict) => {
            let guesses = predict.guesses.iter().map(|guess| guess.question.as_slice());
            guesses.chain(predict.why.as_deref()).collect()
        }
        Block::Question(question) => {
            question.question.iter().chain(&question.answer).flat_map(texts).collect()
        }
        Block::Rule | Block::Code(_) | Block::Iex(_) | Block::Run(_) | Block::Figure(_) => vec![],
    }
}

/// The live figures of a text.
fn live<'a>(spans: &'a [Span]) -> Vec<(&'a str, &'a Expression)> {
    let of = |span: &'a Span| match span {
        Span::Live { source, expression } => vec![(source.as_str(), expression)],
        Span::Emphasis(spans) | Span::Strong(spans) | Span::Link { spans, .. } => live(spans),
        _ => vec![],
    };
    spans.iter().flat_map(of).collect()
}

fn words(spans: &[Span]) -> usize {
    let of = |span: &Span| match span {
        Span::Text(text) => text.split_whitespace().count(),
        Span::Emphasis(spans) | Span::Strong(spans) | Span::Link { spans, .. } => words(spans),
        _ => 1,
    };
    spans.iter().map(of).sum()
}

/// What both languages have in common: directives, lines, figures, in order.
fn skeleton(lesson: &Lesson) -> Vec<String> {
    let block = |block: &Block| match block {
        Block::Run(lines) => format!("run {lines:?}"),
        Block::Predict(predict) => {
            let guesses: Vec<Count> = predict.guesses.iter().map(|guess| guess.figure).collect();
            format!("predict {guesses:?} {}", predict.why.is_some())
        }
        Block::Question(_) => "question".to_owned(),
        Block::Figure(panel) => format!("figure {panel:?}"),
        Block::Table { head, rows, .. } => format!("table {} × {}", head.len(), rows.len()),
        Block::List { items, .. } => format!("list {}", items.len()),
        Block::Iex(text) => format!("iex {text}"),
        other => format!("text {}", texts(other).len()),
    };
    let mut skeleton = vec![lesson.cluster.clone()];
    for step in &lesson.steps {
        skeleton.push("step".to_owned());
        for one in &step.blocks {
            skeleton.push(block(one));
            let mut figures: Vec<&str> =
                texts(one).into_iter().flat_map(live).map(|(source, _)| source).collect();
            figures.sort_unstable();
            skeleton.push(format!("live {figures:?}"));
        }
    }
    skeleton
}

/// A lesson that is lived.
struct Life {
    session: Session,
    /// The figures and the number of machines, before and after the last death.
    kill: Option<[(Figures, u64); 2]>,
}

impl Life {
    fn run(&mut self, source: &str) {
        let line = script::parse(source).expect(source).expect("it does something");
        let before = self.now();
        let outcome = self.session.run(line.clone());
        let refused = |hint: &Hint| matches!(hint, Hint::Refused(_));
        assert!(outcome.hints.iter().all(refused), "{source}: {:?}", outcome.hints);
        outcome.value.expect(source);
        if matches!(line, Line::One(lab::command::Command::Kill(_))) {
            self.kill = Some([before, self.now()]);
        }
        if source.starts_with("Master.boot") {
            self.kill = None;
        }
    }

    fn now(&self) -> (Figures, u64) {
        let ledger = self.session.master().ledger();
        (ledger.figures(), ledger.running().len() as u64)
    }

    fn value(&self, figure: &Figure) -> Option<u64> {
        let (figures, machines) = self.now();
        let of_kill = |count: KillCount, [before, after]: [(Figures, u64); 2]| match count {
            KillCount::Lost => after.0.lost - before.0.lost,
            KillCount::Unreachable => after.0.unreachable - before.0.unreachable,
            KillCount::Gone => before.0.stored - after.0.stored,
            KillCount::Machines => before.1,
        };
        let of_machine = |count: MachineCount, number| {
            count.of(&self.session.master().ledger().machine(NodeId::new(number)))
        };
        match *figure {
            Figure::Now(count) => Some(count.of(&figures, machines)),
            Figure::Of(count, number) => Some(of_machine(count, number)),
            Figure::Before(count) => self.kill.map(|[before, _]| count.of(&before.0, before.1)),
            Figure::After(count) => self.kill.map(|[_, after]| count.of(&after.0, after.1)),
            Figure::Kill(count) => self.kill.map(|kill| of_kill(count, kill)),
        }
    }
}

/// Lives a lesson; the value of each of its live figures where it stands, those of a guess after
/// its run, by step from 1.
fn live_through(name: &str, lesson: &Lesson) -> BTreeMap<(usize, String), i64> {
    let mut life = Life { session: Session::new(), kill: None };
    life.run(&lesson.cluster);
    let mut values = BTreeMap::new();
    for (number, step) in (1..).zip(&lesson.steps) {
        let mut waiting: Option<&Block> = None;
        for block in &step.blocks {
            let mut shown = vec![block];
            match block {
                Block::Run(lines) => {
                    lines.iter().for_each(|line| life.run(line));
                    shown.extend(waiting.take());
                }
                Block::Predict(_) => {
                    waiting = Some(block);
                    continue;
                }
                _ => {}
            }
            for (source, expression) in
                shown.into_iter().flat_map(texts).collect::<Vec<_>>().into_iter().flat_map(live)
            {
                let value = expression.value(|figure| life.value(figure));
                let value = value.unwrap_or_else(|| panic!("{name}, step {number}: {source}"));
                assert!(value >= 0, "{name}, step {number}: {source} is {value}");
                values.insert((number, source.to_owned()), value);
            }
        }
    }
    values
}

#[test]
fn both_languages_tell_the_same_story() {
    let lessons: Vec<Lesson> = all().map(|(_, lesson)| lesson).collect();
    let (english, french) = lessons.split_at(ENGLISH.len());
    for (english, french) in english.iter().zip(french) {
        assert_eq!(skeleton(english), skeleton(french), "{}", english.title);
    }
    for ((english, _), (french, _)) in ENGLISH.into_iter().zip(FRENCH) {
        assert_eq!(english.get(..2), french.get(..2));
    }
}

#[test]
fn every_lesson_has_a_guess_a_question_and_short_steps() {
    for (name, lesson) in all() {
        assert!((4..=7).contains(&lesson.steps.len()), "{name}");
        let blocks = || lesson.steps.iter().flat_map(|step| &step.blocks);
        assert!(blocks().any(|block| matches!(block, Block::Predict(_))), "{name}");
        assert!(blocks().any(|block| matches!(block, Block::Question(_))), "{name}");
        for step in &lesson.steps {
            let plain = step.blocks.iter().filter(|block| {
                !matches!(block, Block::Predict(_) | Block::Question(_) | Block::Table { .. })
            });
            let count: usize = plain.flat_map(texts).map(words).sum();
            assert!(count <= WORDS, "{name}, {}: {count} words", step.title);
        }
    }
}

#[test]
fn no_lesson_says_in_advance_what_a_run_will_show() {
    let told = ["1026", "996", "1012", "1021", "945", "1023", "987", "1050", "993", "947"];
    let told = told.into_iter().chain(["4004", "3977", "948", "3056", "4052", "8056", "825"]);
    let told = told.chain(["4029", "4023", "977", "1091", "885", "1272", "2746", "4034", "4003"]);
    let told = told.chain(["991", "4040", "960", "1025", "3975"]);
    let told: Vec<&str> = told.collect();
    for (name, text) in ENGLISH.into_iter().chain(FRENCH) {
        let digits: String = text.chars().filter(|c| !matches!(c, ',' | '\u{a0}')).collect();
        for number in &told {
            assert!(!digits.contains(number), "{name} tells {number}");
        }
    }
}

/// The values of these live figures of a step, in both languages.
fn assert_shows(lesson: usize, shows: &[(usize, &str, i64)]) {
    for (name, text) in [ENGLISH, FRENCH].map(|lessons| lessons[lesson - 1]) {
        let values = live_through(name, &read(text).expect(name));
        for &(step, source, value) in shows {
            let shown = values.get(&(step, source.to_owned()));
            assert_eq!(shown, Some(&value), "{name}, step {step}: {source}; of {values:#?}");
        }
    }
}

#[test]
fn one_cache_on_five_machines_shows_the_seeds_five_shares() {
    let shares = [1026, 996, 1012, 1021, 945];
    for (machine, share) in (1..).zip(shares) {
        assert_shows(1, &[(2, &format!("stored {machine}"), share)]);
    }
    let owner = "phash2(\"k_1_7\", 5) + 1";
    assert_shows(1, &[(3, owner, 4), (4, "stored", 5000), (5, "stored", 5000)]);
}

#[test]
fn a_fixed_list_loses_the_dead_machines_share_and_refuses_its_puts() {
    for (machine, share) in (1..).zip([1023, 987, 1050, 993, 947]) {
        assert_shows(2, &[(1, &format!("stored {machine}"), share)]);
    }
    assert_shows(
        2,
        &[
            (1, "acknowledged", 5000),
            (2, "kill lost", 1023),
            (2, "found", 3977),
            (2, "percent(kill lost, before found)", 20),
            (3, "phash2(\"k_2_1\", 5) + 1", 1),
            (4, "refused", 5000),
            (4, "lost", 1023),
            (5, "refused - 5000", 1023),
        ],
    );
}

#[test]
fn a_frozen_machine_loses_nothing_and_comes_back_with_everything() {
    assert_shows(
        3,
        &[(2, "after machines", 4), (3, "lost", 0), (3, "unreachable", 4076), (5, "found", 5000)],
    );
}

#[test]
fn the_list_that_adapts_finds_one_fifth_and_stores_keys_twice() {
    for (machine, share) in (1..).zip([1026, 996, 1012, 1021, 945]) {
        assert_shows(4, &[(1, &format!("stored {machine}"), share)]);
    }
    assert_shows(
        4,
        &[
            (2, "kill lost", 996),
            (2, "kill unreachable", 3056),
            (2, "before found - kill lost", 4004),
            (2, "after found", 948),
            (2, "percent(after found, before found)", 19),
            (3, "phash2(\"k_1_7\", 5)", 3),
            (3, "phash2(\"k_1_7\", 4)", 1),
            (3, "phash2(\"k_1_8\", 5)", 4),
            (3, "phash2(\"k_1_8\", 4)", 3),
            (4, "stored", 4004),
            (4, "reachable", 948),
            (4, "stranded", 3056),
            (4, "lost", 996),
            (5, "stored", 8056),
            (5, "stranded", 3056),
            (5, "stored - after stored", 4052),
            (5, "after found", 948),
        ],
    );
}

#[test]
fn what_comes_back_is_found_again_and_some_of_it_lies() {
    assert_shows(
        5,
        &[
            (1, "found", 948),
            (1, "lost", 996),
            (1, "unreachable", 3056),
            (3, "found", 4003),
            (3, "lost", 996),
            (4, "stale", 1),
            (4, "resurrected", 1),
            (5, "lost", 0),
            (5, "found", 825),
            (5, "unreachable", 4175),
            (5, "percent(found, acknowledged)", 17),
            (6, "found", 5000),
        ],
    );
}

#[test]
fn a_departure_costs_the_leavers_keys_and_what_the_rule_adds() {
    assert_shows(
        6,
        &[
            (1, "kill lost", 996),
            (1, "kill unreachable", 3056),
            (2, "kill lost", 971),
            (2, "kill unreachable", 0),
            (3, "kill lost", 977),
            (3, "kill unreachable", 0),
            (3, "stored 1", 1091),
            (3, "stored 4", 885),
            (4, "kill lost", 1_018),
            (4, "kill unreachable", 0),
            (5, "kill unreachable", 6),
            (5, "stored 1", 1004),
            (5, "stored 3", 1005),
            (5, "stored 4", 1008),
            (5, "stored 5", 992),
            (6, "kill lost", 960),
            (6, "kill unreachable", 0),
            (7, "found", 1025),
            (7, "unreachable", 3975),
        ],
    );
}

#[test]
fn under_jump_only_the_last_machine_goes_cheaply_and_the_first_costs_most() {
    let unreachable = |machine: u32| {
        let mut life = Life { session: Session::new(), kill: None };
        life.run("Master.boot(5, :jump)");
        life.run("Master.fill(1, 5000)");
        life.run(&format!("Master.kill({machine})"));
        life.value(&Figure::Kill(KillCount::Unreachable)).expect("a machine was killed")
    };
    let costs: Vec<u64> = (1..=5).map(unreachable).collect();
    assert_eq!(costs.last(), Some(&0));
    assert!(costs.is_sorted_by(|one, next| one > next), "{costs:?}");
    // Of the first machine the lesson says so: that it costs more than the remainder does.
    assert!(costs[0] > 3056, "{costs:?}");
}
