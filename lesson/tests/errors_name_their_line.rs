//! What is wrong with a file, and on which line.

use lesson::{Directive, LessonError, Markup, Problem, limits, read, read_bytes};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn errors(text: &str) -> Vec<(u32, Problem)> {
    let errors = read(text).expect_err(text);
    errors.into_iter().map(|LessonError { line, problem }| (line, problem)).collect()
}

/// The only error of a step; its line is counted from the step's first, which is line 5.
fn step(text: &str) -> (u32, Problem) {
    let mut errors = errors(&format!("# A lesson\n\n## A step\n\n{text}"));
    assert_eq!(errors.len(), 1, "{errors:?}");
    errors.remove(0)
}

fn found(text: &str) -> String {
    text.to_owned()
}

#[test]
fn a_lesson_begins_with_its_title_and_has_steps() {
    let no_title = |text: &str| Problem::NoTitle { found: found(text) };
    assert_eq!(errors(""), [(1, no_title("")), (1, Problem::NoStep)]);
    assert_eq!(errors("\n\nHello *you*.\n\n# A\n\n## B\n"), [(3, no_title("Hello you."))]);
    assert_eq!(errors("## B\n"), [(1, no_title("## B"))]);
    assert_eq!(errors("```run\nMaster.sum\n```\n# A\n## B\n")[0], (1, no_title("```run")));
    assert_eq!(errors("# A\n\nHello.\n"), [(3, Problem::NoStep)]);
    let second = Problem::SecondTitle { found: found("C") };
    assert_eq!(errors("# A\n\n## B\n\n# C\n"), [(5, second)]);
    assert_eq!(errors("#\n\n## B\n"), [(1, Problem::EmptyTitle)]);
    assert_eq!(errors("# A\n\n## \n"), [(3, Problem::EmptyTitle)]);
    assert_eq!(errors("# A\n\n## `=lost` keys\n"), [(3, Problem::TitleIsPlain)]);
    assert_eq!(errors("# A\n\n## [B](#b)\n"), [(3, Problem::TitleIsPlain)]);
}

#[test]
fn headings_have_their_places() {
    assert_eq!(step("\n#### Deep\n"), (6, Problem::HeadingLevel { level: 4 }));
    assert_eq!(step("- a\n\n  ### b\n"), (7, Problem::HeadingInside));
    assert_eq!(step("```question\na\n---\n### b\n```\n"), (8, Problem::HeadingInside));
}

#[test]
fn what_is_no_text_of_a_lesson_is_told() {
    let not = |markup, text: &str| Problem::NotInLessons { markup, found: found(text) };
    assert_eq!(step("<div>\na\n</div>\n"), (5, not(Markup::Html, "<div>")));
    assert_eq!(step("a\nb <b>c\n"), (6, not(Markup::Html, "<b>")));
    assert_eq!(step("a\n\n<!-- b -->\n"), (7, not(Markup::Html, "<!-- b -->")));
    assert_eq!(step("a\n![b](https://c/d.png)"), (6, not(Markup::Image, "![b](https://c/d.png)")));
    assert_eq!(step("a ~~b~~\n"), (5, not(Markup::Strikethrough, "~~b~~")));
    assert_eq!(step("- [ ] a\n"), (5, not(Markup::TaskList, "[ ]")));
    let footnotes = errors("# A\n## B\na[^1]\n\n[^1]: b\n");
    assert_eq!(footnotes[0], (3, not(Markup::Footnote, "[^1]")));
    assert_eq!(footnotes[1], (5, not(Markup::Footnote, "[^1]: b")));
}

#[test]
fn links_lead_to_the_web_or_within_the_page() {
    let link = |text: &str| Problem::Link { found: found(text) };
    assert_eq!(step("a\n[b](javascript:alert(1))"), (6, link("javascript:alert(1)")));
    for to in ["/a", "a.md", "ftp://a", "//a.b", "data:,a", "https:/a", "https://", "", "mailto:a"]
    {
        assert_eq!(step(&format!("[b]({to})")), (5, link(to)), "{to}");
    }
    assert_eq!(step("<a@b.cd>"), (5, link("a@b.cd")));
    assert_eq!(step("[a]\n\n[a]: file:///etc\n"), (5, link("file:///etc")));
    for to in ["https://a.b/c?d#e", "http://[::1]/", "#step-2"] {
        assert!(read(&format!("# A\n## B\n[c]({to})\n")).is_ok(), "{to}");
    }
}

#[test]
fn fenced_blocks_are_directives_closed_and_in_their_places() {
    let unknown = |text: &str| Problem::UnknownDirective { found: found(text) };
    assert_eq!(step("a\n\n```elixir\na\n```\n"), (7, unknown("elixir")));
    assert_eq!(step("```run now\nMaster.sum\n```\n"), (5, unknown("run now")));
    assert_eq!(step("> a\n>\n> ```js\n> a\n> ```\n"), (7, unknown("js")));
    assert_eq!(step("a\n\n```run\nMaster.sum\n"), (7, Problem::NotClosed));
    assert_eq!(step("````\n```\n"), (5, Problem::NotClosed));
    let inside = |directive| Problem::DirectiveInside { directive };
    let run = "- a\n\n  ```run\n  Master.sum\n  ```\n";
    assert_eq!(step(run), (7, inside(Directive::Run)));
    let nested = "````question\na\n---\nb\n\n```figure\nloss\n```\n````\n";
    assert_eq!(step(nested), (10, inside(Directive::Figure)));
    for directive in [Directive::Run, Directive::Predict, Directive::Question] {
        let early = errors(&format!("# A\n\n```{directive}\n\n```\n\n## B\n"));
        assert_eq!(early[0], (3, Problem::BeforeSteps { directive }));
    }
    for directive in [Directive::Run, Directive::Cluster] {
        let comment = errors(&format!("# A\n\n```{directive}\n# a comment\n```\n\n## B\n"));
        assert!(comment.contains(&(3, Problem::Empty { directive })), "{comment:?}");
    }
    for directive in [Directive::Run, Directive::Question, Directive::Figure, Directive::Iex] {
        assert_eq!(step(&format!("```{directive}\n\n```\n")), (5, Problem::Empty { directive }));
    }
}

#[test]
fn the_cluster_is_one_boot_before_the_steps() {
    let with = |cluster: &str| errors(&format!("# A\n\n```cluster\n{cluster}\n```\n\n## B\n"));
    let not_a_boot = |text: &str| Problem::NotABoot { found: found(text) };
    assert_eq!(with("Master.fill(1, 5)"), [(4, not_a_boot("Master.fill(1, 5)"))]);
    let two = with("Master.boot(3)\n\nMaster.sum");
    assert_eq!(two, [(6, Problem::OneLine { directive: Directive::Cluster })]);
    let boot = "```cluster\nMaster.boot(5)\n```\n";
    assert_eq!(step(boot), (5, Problem::ClusterInStep));
    let twice = errors(&format!("# A\n{boot}\n{boot}## B\n"));
    assert_eq!(twice, [(6, Problem::SecondCluster)]);
    let message = found("a cluster has 1 to 200 machines");
    assert_eq!(with("Master.boot(0)"), [(4, Problem::ConsoleLine { column: 13, message })]);
}

#[test]
fn every_console_line_that_cannot_be_read_is_told_with_the_consoles_own_words() {
    let text = "# A\n\n## B\n\n```run\nMaster.fill(1)\nMaster.sum\n\nMaster.stat(1\n```\n";
    let line = |column, message: &str| Problem::ConsoleLine { column, message: found(message) };
    assert_eq!(
        errors(text),
        [
            (6, line(14, "expected `,`, found `)`")),
            (9, line(14, "expected `)`, but the line ends")),
        ]
    );
    assert_eq!(
        read(text).expect_err("wrong")[0].to_string(),
        "line 6: the console can't read this, column 14: expected `,`, found `)`"
    );
}

#[test]
fn guesses_are_of_figures_that_exist_and_a_run_follows() {
    let predict = |lines: &str| step(&format!("```predict\n{lines}\n```\n\n```run\nsum\n```\n"));
    let not_a_guess = |text: &str| Problem::NotAGuess { found: found(text) };
    assert_eq!(predict("lost: a?\nhow many"), (7, not_a_guess("how many")));
    assert_eq!(predict("lost:"), (6, not_a_guess("lost:")));
    let unknown = Problem::UnknownFigure { found: found("losses") };
    assert_eq!(predict("lost: a?\n\nlosses: b?"), (8, unknown));
    assert_eq!(predict("why: a."), (5, Problem::NoGuess));
    assert_eq!(predict("lost: a?\nwhy: b.\nstored: c?"), (8, Problem::AfterWhy));
    let not_one_line = Problem::NotOneLine { found: found("- a") };
    assert_eq!(predict("lost: b?\nstored: - a"), (7, not_one_line));
    let live = Problem::LiveFigure { found: found("oops"), column: 1 };
    assert_eq!(predict("lost: b?\nwhy: `=oops`"), (7, live));
    let many = predict(&"lost: a?\n".repeat(limits::MAX_GUESSES + 2));
    let limit = limits::MAX_GUESSES as u32;
    assert_eq!(many, (6 + limit, Problem::TooManyGuesses { limit }));

    let alone = "```predict\nlost: a?\n```\n";
    assert_eq!(step(alone), (5, Problem::NothingToPredict));
    let next_step = format!("{alone}\n## C\n\n```run\nsum\n```\n");
    assert_eq!(step(&next_step), (5, Problem::NothingToPredict));
    let twice = format!("{alone}{alone}\n```run\nsum\n```\n");
    assert_eq!(step(&twice), (5, Problem::NothingToPredict));
}

#[test]
fn a_question_has_an_answer_and_errors_in_both_have_their_lines() {
    for text in ["a\n", "a\n---\n", "---\nb\n", "a\n--\nb\n"] {
        let problem = step(&format!("```question\n{text}```\n"));
        assert_eq!(problem, (5, Problem::NotAQuestion), "{text}");
    }
    let both = errors("# A\n## B\n```question\na\n`=b`\n\n---\n\nc\n\n<d>\n```\n");
    let html = Problem::NotInLessons { markup: Markup::Html, found: found("<d>") };
    assert_eq!(both[0], (5, Problem::LiveFigure { found: found("b"), column: 1 }));
    assert_eq!(both[1], (11, html));
}

#[test]
fn only_figures_of_the_page_can_be_shown() {
    let unknown = |text: &str| Problem::UnknownPanel { found: found(text) };
    assert_eq!(step("```figure\n\nlosses\n```\n"), (7, unknown("losses")));
    assert_eq!(step("```figure\nloss k_1_7\n```\n"), (6, unknown("loss k_1_7")));
    let one_line = Problem::OneLine { directive: Directive::Figure };
    assert_eq!(step("```figure\nloss\nledger\n```\n"), (7, one_line));
}

#[test]
fn limits_are_told_where_they_are_passed() {
    let bytes = limits::MAX_BYTES as u64;
    let large = "a".repeat(limits::MAX_BYTES + 1);
    let too_large = Problem::TooLarge { bytes: bytes + 1, limit: bytes };
    assert_eq!(errors(&large), [(1, too_large.clone())]);
    assert_eq!(read_bytes(large.as_bytes()).expect_err("large")[0].problem, too_large);

    let steps = format!("# A\n{}", "## B\n".repeat(limits::MAX_STEPS + 2));
    assert_eq!(errors(&steps), [(102, Problem::TooManySteps { limit: 100 })]);

    let sums = |lines: usize| format!("```run\n{}```\n", "sum\n".repeat(lines));
    assert!(read(&format!("# A\n## B\n{}\n## C\n{}", sums(200), sums(200))).is_ok());
    let two = format!("{}{}{}", sums(150), sums(51), sums(1));
    assert_eq!(step(&two), (157, Problem::TooManyLines { limit: 200 }));

    let long = "é ".repeat(limits::MAX_TEXT / 2);
    let too_long = Problem::TextTooLong { limit: limits::MAX_TEXT as u32 };
    assert!(read(&format!("# A\n## B\n{long}")).is_ok());
    for before in ["", "- ", "> ", "### ", "    ", "| a |\n|---|\n| "] {
        let (_, problem) = step(&format!("{before}{long}*long*"));
        assert_eq!(problem, too_long, "{before}");
    }

    let deep = |depth: usize| format!("{} a\n", ">".repeat(depth));
    assert!(read(&format!("# A\n## B\n{}", deep(limits::MAX_DEPTH - 1))).is_ok());
    let too_deep = Problem::TooDeep { limit: limits::MAX_DEPTH as u32 };
    assert_eq!(step(&format!("a\n\n{}", deep(limits::MAX_DEPTH))), (7, too_deep));

    let columns = "|a".repeat(limits::MAX_COLUMNS + 1);
    let table = format!("{columns}|\n{}|\n", columns.replace('a', "---"));
    let too_many = Problem::TooManyColumns { limit: limits::MAX_COLUMNS as u32 };
    assert_eq!(step(&table), (5, too_many));
}

#[test]
fn a_file_that_is_no_text_is_told_where_that_shows() {
    let not_text = |line| Err(vec![LessonError { line, problem: Problem::NotText }]);
    assert_eq!(read("# A\n\n\u{0}"), not_text(3));
    assert_eq!(read("# A\n\u{fffd}"), not_text(2));
    assert_eq!(read_bytes(b"# A\n\n\xff"), not_text(3));
    assert_eq!(read_bytes(b"\x89PNG\r\n\x1a\n"), not_text(1));
}

#[test]
fn errors_come_by_line_and_no_more_than_can_be_read() {
    let text = format!("# A\n## B\n{}", "`=a`\n\n".repeat(100));
    let lines: Vec<u32> = errors(&text).into_iter().map(|(line, _)| line).collect();
    assert_eq!(lines, (0..20).map(|i| 3 + 2 * i).collect::<Vec<u32>>());
    // A `predict` without a `run` is noticed late, and stands early.
    let late = errors("# A\n## B\n```predict\nlost: a?\n```\n<b>\n");
    assert_eq!(late.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [3, 6]);
}

#[test]
fn what_is_found_is_cited_in_short() {
    let (_, problem) = step(&format!("[a](x{})", "y".repeat(500)));
    let Problem::Link { found } = &problem else { panic!("{problem:?}") };
    assert_eq!(found.chars().count(), limits::MAX_CITED + 1);
    assert!(problem.to_string().ends_with("y…`"));
}

#[test]
fn errors_survive_being_written_and_read() {
    let errors = read("<a>\n\n```run\nMaster.fly\n```\n").expect_err("wrong");
    let json = serde_json::to_string(&errors).expect("they can be written");
    assert_eq!(serde_json::from_str::<Vec<LessonError>>(&json).expect("and read"), errors);
}
