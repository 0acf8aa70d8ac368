//! Whatever a file is, it is read or refused, soon; and what is read is nothing but a lesson.

use lesson::{Block, Lesson, Span, limits, read, read_bytes};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const LESSON: &str = include_str!("../../lessons/en/4-adapting.md");

/// Pieces that files made to do harm are made of, and those that lessons are made of.
const PIECES: [&str; 40] = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt&colon;alert(1))",
    "[a](&#106;avascript:alert(1))",
    "[a](data:text/html,b)",
    "[a](https://a.b/\"onclick=\"c)",
    "![a](https://a.b/c.png)",
    "[![a](https://a.b/c)](https://d.e)",
    "<javascript:alert(1)>",
    "[a](java\tscript:alert(1))",
    "&lt;script&gt;",
    "&#0;&#x202e;",
    "<!--",
    "<![CDATA[",
    "[a]: javascript:b\n\n[a]",
    "[^1]",
    "```run\n",
    "```predict\n",
    "```question\n",
    "```cluster\n",
    "```figure\n",
    "```iex\n",
    "```\n",
    "~~~\n",
    "---\n",
    "`=stored - stranded`",
    "`=((((",
    "> > > - - 1. ",
    "| a | b |\n|---|---|\n",
    "*_**`",
    "\n## ",
    "\n# ",
    "\n\n",
    "\r",
    "\t",
    "    ",
    "lost: a?\n",
    "Master.kill(2)\n",
    "é\u{1f600}\u{300}",
];

/// What must hold of every lesson that is read.
fn assert_is_plain(lesson: &Lesson) {
    assert!(!lesson.steps.is_empty() && !lesson.title.is_empty());
    assert!(lab::script::parse(&lesson.cluster).is_ok());
    blocks(&lesson.intro);
    lesson.steps.iter().for_each(|step| blocks(&step.blocks));
}

fn blocks(all: &[Block]) {
    for block in all {
        match block {
            Block::Heading(text) | Block::Paragraph(text) => spans(text),
            Block::List { items, .. } => items.iter().for_each(|item| blocks(item)),
            Block::Quote(inner) => blocks(inner),
            Block::Table { align, head, rows } => {
                assert!(head.len() == align.len() && rows.iter().all(|r| r.len() == head.len()));
                head.iter().chain(rows.iter().flatten()).for_each(|cell| spans(cell));
            }
            Block::Run(lines) => {
                assert!(!lines.is_empty());
                assert!(lines.iter().all(|line| matches!(lab::script::parse(line), Ok(Some(_)))));
            }
            Block::Predict(predict) => {
                assert!(!predict.guesses.is_empty());
                predict.guesses.iter().for_each(|guess| spans(&guess.question));
                predict.why.iter().for_each(|why| spans(why));
            }
            Block::Question(question) => {
                blocks(&question.question);
                blocks(&question.answer);
            }
            Block::Rule | Block::Code(_) | Block::Iex(_) | Block::Figure(_) => {}
        }
    }
}

fn spans(all: &[Span]) {
    for span in all {
        match span {
            Span::Link { to, spans: inner } => {
                assert!(["https://", "http://", "#"].iter().any(|scheme| to.starts_with(scheme)));
                assert!(!to.contains(|c: char| c.is_control() || c.is_whitespace()));
                spans(inner);
            }
            Span::Emphasis(inner) | Span::Strong(inner) => spans(inner),
            Span::Live { expression, .. } => {
                // It has a value or none, and doesn't overflow.
                for figure in [0, i64::MAX as u64, u64::MAX] {
                    let _ = expression.value(|_| Some(figure));
                }
            }
            Span::Text(_) | Span::Code(_) | Span::KilledMachine | Span::Break => {}
        }
    }
}

fn check(text: &str) -> bool {
    match read(text) {
        Ok(lesson) => {
            assert_is_plain(&lesson);
            true
        }
        Err(errors) => {
            assert!(!errors.is_empty() && errors.len() <= limits::MAX_ERRORS);
            assert!(errors.is_sorted_by_key(|error| error.line));
            let lines = text.replace("\r\n", "\n").replace('\r', "\n").lines().count() as u32;
            for error in errors {
                assert!((1..=lines.max(1)).contains(&error.line), "{error} of {lines}: {text}");
                assert!(!error.to_string().is_empty());
            }
            false
        }
    }
}

#[test]
fn each_piece_made_to_do_harm_is_refused_or_plain() {
    for piece in PIECES {
        check(piece);
        check(&format!("# A\n\n## B\n\n{piece}"));
    }
    for piece in &PIECES[..10] {
        assert!(!check(&format!("# A\n\n## B\n\n{piece}\n")), "{piece}");
    }
}

#[test]
fn lessons_mutated_a_thousand_ways_are_read_or_refused() {
    let mut random = fastrand::Rng::with_seed(7);
    let mut read = 0;
    for _ in 0..1_000 {
        let mut text: Vec<char> = LESSON.chars().collect();
        for _ in 0..random.usize(0..6) {
            let from = random.usize(..text.len());
            let to = (from + random.usize(..40)).min(text.len());
            let piece = random.choice(PIECES).unwrap_or_default();
            match random.u8(0..4) {
                0 => drop(text.drain(from..to)),
                1 => drop(text.splice(from..from, piece.chars())),
                2 => drop(text.splice(from..to, piece.chars())),
                _ => {
                    let copy = text[from..to].to_vec();
                    let at = random.usize(..=text.len());
                    drop(text.splice(at..at, copy));
                }
            }
        }
        read += u32::from(check(&text.into_iter().collect::<String>()));
    }
    assert!((100..900).contains(&read), "{read} of 1,000 were read: both ways are to be tried");
}

#[test]
fn heaps_of_pieces_are_read_or_refused() {
    let mut random = fastrand::Rng::with_seed(8);
    for _ in 0..2_000 {
        let count = random.usize(0..40);
        let heap: String = (0..count).filter_map(|_| random.choice(PIECES)).collect();
        check(&heap);
        check(&format!("# A\n\n## B\n\n{heap}"));
    }
}

#[test]
fn random_bytes_are_refused() {
    let mut random = fastrand::Rng::with_seed(9);
    for _ in 0..2_000 {
        let bytes: Vec<u8> = (0..random.usize(0..300)).map(|_| random.u8(..)).collect();
        assert!(read_bytes(&bytes).is_err());
        let few: String = (0..300)
            .filter_map(|_| random.choice(*b"#`>-|*=[]()<!\n a:").map(char::from))
            .collect();
        check(&few);
    }
}

#[test]
fn the_largest_file_of_any_one_thing_is_refused_or_read() {
    for piece in
        PIECES.iter().chain(&["#", "`", ">", "[", "![", "*a ", "- ", "|", "(", "<a ", "\n"])
    {
        let many = piece.repeat((limits::MAX_BYTES - 20) / piece.len());
        check(&format!("# A\n\n## B\n\n{many}"));
    }
}
