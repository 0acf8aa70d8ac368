//! What a lesson file becomes.

use lesson::{
    Align, Block, Count, Expression, Figure, Guess, KillCount, Lesson, Panel, Predict, Question,
    Span, read, read_bytes,
};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn lesson(text: &str) -> Lesson {
    read(text).unwrap_or_else(|errors| panic!("{errors:?}"))
}

/// The blocks of a lesson's only step.
fn step(text: &str) -> Vec<Block> {
    lesson(&format!("# A lesson\n\n## A step\n\n{text}")).steps.remove(0).blocks
}

fn text(text: &str) -> Span {
    Span::Text(text.to_owned())
}

fn paragraph(words: &str) -> Block {
    Block::Paragraph(vec![text(words)])
}

fn lines(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|&line| line.to_owned()).collect()
}

const WHOLE: &str = "\
# Five *machines*

Hello.

```cluster
# the system before it learned to adapt
Master.boot(5, :fixed)
```

## Fill it

```run
Master.fill(2, 5000)   # through machine 2

Master.stat
```

## Kill one

```predict
lost: How many keys?
why: That many were there: `=kill gone`.
```

Now.

```run
Master.kill(1)
```
";

#[test]
fn a_lesson_has_a_title_an_introduction_a_cluster_and_steps() {
    let whole = lesson(WHOLE);
    assert_eq!(whole.title, "Five machines");
    assert_eq!(whole.intro, [paragraph("Hello.")]);
    assert_eq!(whole.cluster, "Master.boot(5, :fixed)");
    let titles: Vec<&str> = whole.steps.iter().map(|step| step.title.as_str()).collect();
    assert_eq!(titles, ["Fill it", "Kill one"]);
    assert_eq!(lesson("# A\n## B\n").cluster, "Master.boot(5)");
}

#[test]
fn the_lines_that_lead_to_a_place_are_those_of_the_cluster_and_of_all_runs_before() {
    let whole = lesson(WHOLE);
    let boot = "Master.boot(5, :fixed)";
    let fill = "Master.fill(2, 5000)   # through machine 2";
    assert_eq!(whole.lines_before(0), lines(&[boot]));
    assert_eq!(whole.lines_before(1), lines(&[boot, fill, "Master.stat"]));
    assert_eq!(whole.lines_before(9), lines(&[boot, fill, "Master.stat", "Master.kill(1)"]));
    assert_eq!(whole.lines_to(1, 2), whole.lines_before(1));
    assert_eq!(whole.lines_to(1, 3), whole.lines_before(2));
    assert_eq!(whole.steps[1].run_after(0), Some(2));
    assert_eq!(whole.steps[1].run_after(3), None);
}

#[test]
fn text_keeps_its_form() {
    assert_eq!(
        step("One *two* **three** `four`\nfive\\\nsix &lt;b&gt; [seven](https://a.b/c 'd')"),
        [Block::Paragraph(vec![
            text("One "),
            Span::Emphasis(vec![text("two")]),
            text(" "),
            Span::Strong(vec![text("three")]),
            text(" "),
            Span::Code("four".to_owned()),
            text(" five"),
            Span::Break,
            text("six <b> "),
            Span::Link { to: "https://a.b/c".to_owned(), spans: vec![text("seven")] },
        ])]
    );
    assert_eq!(
        step("### Part\n\n- a\n- b\n\n  - c\n\n> d\n\n---\n\n3. e\n"),
        [
            Block::Heading(vec![text("Part")]),
            Block::List {
                first: None,
                items: vec![
                    vec![paragraph("a")],
                    vec![
                        paragraph("b"),
                        Block::List { first: None, items: vec![vec![paragraph("c")]] }
                    ],
                ],
            },
            Block::Quote(vec![paragraph("d")]),
            Block::Rule,
            Block::List { first: Some(3), items: vec![vec![paragraph("e")]] },
        ]
    );
}

#[test]
fn a_tight_list_reads_like_a_loose_one() {
    let items = vec![
        vec![Block::Paragraph(vec![text("a "), Span::Strong(vec![text("b")])])],
        vec![paragraph("c"), Block::List { first: None, items: vec![vec![paragraph("d")]] }],
    ];
    assert_eq!(step("- a **b**\n- c\n  - d\n"), [Block::List { first: None, items }]);
}

#[test]
fn a_table_has_a_head_and_rows() {
    assert_eq!(
        step("| a | b |\n|:--|--:|\n| `c` | |\n"),
        [Block::Table {
            align: vec![Align::Left, Align::Right],
            head: vec![vec![text("a")], vec![text("b")]],
            rows: vec![vec![vec![Span::Code("c".to_owned())], vec![]]],
        }]
    );
}

#[test]
fn code_and_transcripts_are_shown_as_they_are_wherever_they_stand() {
    let transcript = "iex(1)> Master.stat(1)\n0";
    assert_eq!(
        step("```iex\niex(1)> Master.stat(1)\n0\n```\n\n```\na <b>\n```\n\n    c\n"),
        [
            Block::Iex(transcript.to_owned()),
            Block::Code("a <b>".to_owned()),
            Block::Code("c".to_owned()),
        ]
    );
    assert_eq!(
        step("- a\n\n  ```iex\n  iex(1)> Master.stat(1)\n  0\n  ```\n"),
        [Block::List {
            first: None,
            items: vec![vec![paragraph("a"), Block::Iex(transcript.to_owned())]],
        }]
    );
}

#[test]
fn a_guess_names_a_figure_and_asks_and_the_why_may_have_live_figures() {
    let kill_gone = Expression::Figure(Figure::Kill(KillCount::Gone));
    let predict = Predict {
        guesses: vec![Guess {
            figure: Count::Lost,
            question: vec![text("How many: "), Span::Emphasis(vec![text("all")]), text("?")],
        }],
        why: Some(vec![
            text("It held "),
            Span::Live { source: "kill gone".to_owned(), expression: kill_gone },
            text("."),
        ]),
    };
    let blocks = step(
        "```predict\nlost: How many: *all*?\n\nwhy: It held `=kill gone`.\n```\n\n```run\nMaster.kill(1)\n```\n",
    );
    assert_eq!(blocks, [Block::Predict(predict), Block::Run(lines(&["Master.kill(1)"]))]);
}

#[test]
fn a_question_has_two_texts() {
    let blocks =
        step("```question\nWhy?\n\nReally.\n---\nSince `=kill machine` died:\n\n- so\n```\n");
    let since = vec![text("Since "), Span::KilledMachine, text(" died:")];
    let so = Block::List { first: None, items: vec![vec![paragraph("so")]] };
    assert_eq!(
        blocks,
        [Block::Question(Question {
            question: vec![paragraph("Why?"), paragraph("Really.")],
            answer: vec![Block::Paragraph(since), so],
        })]
    );
}

#[test]
fn every_figure_of_the_page_can_be_shown() {
    for name in Panel::NAMES {
        let blocks = step(&format!("```figure\n{name}\n```\n"));
        assert!(matches!(blocks[..], [Block::Figure(_)]), "{name}");
    }
    let key = Some("k_1_7".to_owned());
    assert_eq!(step("```figure\nledger  k_1_7\n```\n"), [Block::Figure(Panel::Ledger { key })]);
}

#[test]
fn lines_may_end_as_on_any_system() {
    let with = |end: &str| lesson(&WHOLE.replace('\n', end));
    assert_eq!(with("\r\n"), lesson(WHOLE));
    assert_eq!(with("\r"), lesson(WHOLE));
    assert_eq!(lesson(&format!("\u{feff}{WHOLE}")), lesson(WHOLE));
    assert_eq!(read_bytes(WHOLE.as_bytes()), Ok(lesson(WHOLE)));
}

#[test]
fn a_lesson_survives_being_written_and_read() {
    let text = format!(
        "{WHOLE}\n> `=percent(found, acknowledged) + before found * 2 - stored 2`\n\n\
         `=phash2(\"k_1_7\", 5)` `=kill machine`\n\n| a |\n|---|\n| b |\n\n1. c\n\n\
         ```question\na\n---\nb\n```\n\n```figure\nledger k_1_7\n```\n"
    );
    let whole = lesson(&text);
    let json = serde_json::to_string(&whole).expect("it can be written");
    assert_eq!(serde_json::from_str::<Lesson>(&json).expect("it can be read"), whole);
}
