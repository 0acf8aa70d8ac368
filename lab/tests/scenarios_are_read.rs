//! A scenario is read as it was written; what is no scenario is told with its line.

use core::time::Duration;

use lab::{
    limits::{MAX_SCENARIO_BYTES, MAX_SCENARIO_LINES, MAX_TITLE_CHARS},
    scenario::{FIELDS, Pace, Scenario, Step, Words},
};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const WHOLE: &str = "\
# apothik scenario 1
# seed: 7
# pace: 0.1
# title: One of five dies
# title.fr: Une sur cinq meurt
# question: How many keys
#   are found?
# answer:
#     Fewer than   one thinks.

# This is a comment, and so is this: it is behind the head.
Master.fill(1, 5000)        #=> :ok
@2.5s Master.kill(2)  # the second
  @2500ms   Master.hits(1, 5000)#=>948
";

fn read(text: &str) -> Scenario {
    Scenario::read(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn complaint(text: &str) -> String {
    Scenario::read(text).expect_err(text).to_string()
}

fn step(number: u32, millis: Option<u64>, source: &str, expected: Option<&str>) -> Step {
    let (at, expected) = (millis.map(Duration::from_millis), expected.map(str::to_owned));
    Step { number, at, source: source.to_owned(), expected }
}

#[test]
fn head_times_and_expected_results_are_read() {
    let words = |en: &str, fr: &str| Words { en: en.to_owned(), fr: fr.to_owned() };
    let expected = Scenario {
        seed: 7,
        pace: Some(Pace::Tenth),
        title: words("One of five dies", "Une sur cinq meurt"),
        question: words("How many keys are found?", ""),
        answer: words("Fewer than one thinks.", ""),
        steps: vec![
            step(12, None, "Master.fill(1, 5000)", Some(":ok")),
            step(13, Some(2_500), "Master.kill(2)", None),
            step(14, Some(2_500), "Master.hits(1, 5000)", Some("948")),
        ],
    };
    assert_eq!(read(WHOLE), expected);
}

#[test]
fn whatever_ends_the_lines_and_whatever_marks_the_beginning_it_is_the_same() {
    let windows = format!("\u{feff}{}", WHOLE.replace('\n', "\r\n"));
    assert_eq!(read(&windows), read(WHOLE));
    assert_eq!(read(WHOLE.trim_end()), read(WHOLE));
    let later = read(&format!("\n  \n{WHOLE}"));
    assert_eq!((later.seed, later.steps.len(), later.steps[0].number), (7, 3, 14));
}

#[test]
fn a_plain_file_of_console_lines_is_a_scenario() {
    let plain = read(
        "# seed: none of this is a head\niex> sum # really\n\n(for i <- 1..2, do: stat(i)) |> Enum.sum\n",
    );
    let steps = vec![
        step(2, None, "iex> sum", None),
        step(4, None, "(for i <- 1..2, do: stat(i)) |> Enum.sum", None),
    ];
    assert_eq!(plain, Scenario { steps, ..Scenario::default() });
    assert_eq!(plain.to_string(), "iex> sum\n(for i <- 1..2, do: stat(i)) |> Enum.sum\n");
}

#[test]
fn words_in_one_language_serve_in_the_other() {
    let scenario = read(WHOLE);
    assert_eq!(scenario.title.of("fr"), "Une sur cinq meurt");
    assert_eq!(scenario.question.of("fr"), "How many keys are found?");
    assert_eq!(Words { en: String::new(), fr: "oui".to_owned() }.of("en"), "oui");
}

/// The same, with its lines numbered as they come.
fn renumbered(mut scenario: Scenario) -> Scenario {
    for (number, step) in (1..).zip(&mut scenario.steps) {
        step.number = number;
    }
    scenario
}

fn some(chance: &mut fastrand::Rng, words: &[&str], most: usize) -> String {
    let all: Vec<&str> =
        (0..chance.usize(0..=most)).map(|_| words[chance.usize(0..words.len())]).collect();
    all.join(" ")
}

#[test]
fn whatever_a_scenario_says_it_says_again_when_it_was_written_and_read() {
    const WORDS: [&str; 9] =
        ["a", "clé\u{a0}?", "title:", "#", "#=>", "@2s", "“so”", "supercalifragilistic", "\\\""];
    const LINES: [&str; 6] = [
        "Master.stat",
        "sum",
        "iex(4)> Master.kill(2)",
        "Master.put(1, \"# #=> \\\" @\", ?#)",
        "for i <- 1..5, do: Master.start(i)",
        ":rpc.call(:\"apothik_1@127.0.0.1\", Node, :list, [])",
    ];
    for seed in 0..2_000 {
        let mut chance = fastrand::Rng::with_seed(seed);
        let mut words = |most| Words {
            en: some(&mut chance, &WORDS, most),
            fr: some(&mut chance, &WORDS, most),
        };
        let (title, question, answer) = (words(8), words(60), words(90));
        let mut at = Duration::ZERO;
        let mut steps = Vec::new();
        for _ in 0..=chance.usize(0..8) {
            let is_timed = chance.bool();
            at += Duration::from_nanos(chance.u64(0..5_000_000_000) >> chance.u8(0..33));
            let source = LINES[chance.usize(0..LINES.len())].to_owned();
            let expected = chance
                .bool()
                .then(|| some(&mut chance, &WORDS, 4))
                .filter(|words| !words.is_empty());
            steps.push(Step { number: 0, at: is_timed.then_some(at), source, expected });
        }
        let pace = chance.bool().then(|| Pace::ALL[chance.usize(0..5)]);
        let seed = if chance.bool() { chance.u64(..) } else { 0 };
        let scenario = Scenario { seed, pace, title, question, answer, steps };
        let text = scenario.to_string();
        assert_eq!(renumbered(read(&text)), renumbered(scenario), "{text}");
        assert_eq!(read(&text).to_string(), text);
    }
}

#[test]
fn every_error_names_its_line_and_what_was_expected() {
    let head = |lines: &str| format!("# apothik scenario 1\n{lines}\nsum\n");
    for (text, error) in [
        (
            head("# colour: red"),
            "line 2: expected one of seed, pace, title, title.fr, question, question.fr, answer, answer.fr, found `colour`",
        ),
        (
            head("# Just words"),
            "line 2: expected a field such as `# title: …`, or a blank line before other comments, found `Just words`",
        ),
        (
            head("#   indented"),
            "line 2: expected a field such as `# title: …`, or a blank line before other comments, found `indented`",
        ),
        (
            head("# title: a\n# title: b"),
            "line 3: expected another field: `title` was there before",
        ),
        (head("# title:"), "line 2: expected something behind `title:`"),
        (
            head("# seed: -1"),
            "line 2: expected a whole number from 0 to 18446744073709551615, found `-1`",
        ),
        (
            head("# seed: 18446744073709551616"),
            "line 2: expected a whole number from 0 to 18446744073709551615, found `18446744073709551616`",
        ),
        (head("# pace: 2"), "line 2: expected a pace, one of 1, 0.1, 0.01, 0.001, 0, found `2`"),
        (
            head(&format!("# title: {}", "x".repeat(MAX_TITLE_CHARS + 1))),
            "line 2: expected 200 characters at most in `title`",
        ),
        (
            "# apothik scenario 2\n# odd\n~~\n".to_owned(),
            "line 1: made by a newer Apothik: version 2; this reads 1",
        ),
        (
            "# apothik scenario\nsum".to_owned(),
            "line 1: expected a version such as `# apothik scenario 1`, found ``",
        ),
        (
            "#apothik  scenario one\nsum".to_owned(),
            "line 1: expected a version such as `# apothik scenario 1`, found `one`",
        ),
        (
            "sum\n@soon sum\n".to_owned(),
            "line 2: expected a time such as `@2.5s` or `@500ms`, found `@soon`",
        ),
        (
            "@86401s sum\n".to_owned(),
            "line 1: expected a time up to a day, `@86,400s`, found `@86401s`",
        ),
        (
            "@2s sum\nsum\n@1.9s sum".to_owned(),
            "line 3: expected a time from `@2s` on, since lines run in order, found `@1.9s`",
        ),
        ("sum\n@2s # nothing\n".to_owned(), "line 2: expected a console line behind `@2s`"),
        ("sum\n@2s".to_owned(), "line 2: expected a console line behind `@2s`"),
        (
            "sum #=> \n".to_owned(),
            "line 1: expected a console line before `#=>`, and its result behind it",
        ),
        (
            "sum\n#=> 5\n".to_owned(),
            "line 2: expected a console line before `#=>`, and its result behind it",
        ),
        (
            "sum\n  @2s  fly(1) #=> 1".to_owned(),
            "line 2, column 8: expected boot, placement, fill, stat, sum, put, get, delete, hits, kill, start, cluster, leave, freeze, thaw, trap, partition, heal or network, found `fly(1)`",
        ),
        ("# nothing\n\n".to_owned(), "line 2: expected a console line, but there is none"),
        (String::new(), "line 1: expected a console line, but there is none"),
    ] {
        assert_eq!(complaint(&text), error, "{text}");
    }
}

#[test]
fn what_is_too_large_or_no_text_is_refused_as_a_whole() {
    let lines = "sum\n".repeat(MAX_SCENARIO_LINES);
    assert_eq!(read(&lines).steps.len(), MAX_SCENARIO_LINES);
    let more = format!("{lines}sum");
    assert_eq!(
        complaint(&more),
        "line 10001: expected the end: a scenario has 10,000 lines at most"
    );
    let large = "#".repeat(MAX_SCENARIO_BYTES + 1);
    assert_eq!(
        complaint(&large),
        "line 1: it has 1,000,001 bytes; a scenario has 1,000,000 at most"
    );
    let error = Scenario::read_bytes(b"sum\nsum\n\xff").expect_err("it is no text");
    assert_eq!(error.to_string(), "line 3: expected UTF-8");
}

#[test]
fn no_text_stops_the_reader_from_answering() {
    const PIECES: [&str; 16] = [
        "# apothik scenario 1\n",
        "# seed:",
        "title",
        ":",
        "#",
        "#=>",
        "@2s",
        "@",
        " ",
        "\n",
        "\r",
        "sum",
        "\"",
        "?",
        "\\",
        "é\u{feff}",
    ];
    for seed in 0..5_000 {
        let mut chance = fastrand::Rng::with_seed(seed);
        let text: String =
            (0..chance.usize(0..40)).map(|_| PIECES[chance.usize(0..PIECES.len())]).collect();
        match Scenario::read(&text) {
            Ok(scenario) => {
                assert_eq!(renumbered(read(&scenario.to_string())), renumbered(scenario), "{text}");
            }
            Err(error) => {
                assert!(error.line as usize <= text.lines().count().max(1), "{error}: {text}");
            }
        }
    }
}

#[test]
fn the_docs_name_every_field_every_pace_and_every_limit() {
    let docs = include_str!("../../docs/scenarios.md");
    for field in FIELDS {
        assert!(docs.contains(&format!("`{field}`")), "{field}");
    }
    for pace in Pace::ALL {
        assert!(docs.contains(&format!("`{}`", pace.written())), "{pace:?}");
    }
    for limit in [
        "1,000,000 bytes",
        "10,000",
        "a day",
        "200 characters",
        "4,000 characters",
        "8,000 characters",
    ] {
        assert!(docs.contains(limit), "{limit}");
    }
}
