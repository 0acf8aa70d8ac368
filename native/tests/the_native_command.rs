//! `apothik run FILE`: results on stdout, complaints on stderr.

use std::{
    io::Write,
    process::{Command, Output, Stdio},
};

fn apothik(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_apothik"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    child.stdin.take().expect("it has one").write_all(input).expect("it reads");
    child.wait_with_output().expect("it ends")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("it is text")
}

#[test]
fn one_result_line_a_command_and_hints_apart() {
    let ran = apothik(&["run", "-"], b"# the fill that vanished\n\nkill(1)\nfill(1, 5)\nsum\n");
    assert_eq!(text(&ran.stdout), ":ok\n:ok\n0\n");
    assert_eq!(text(&ran.stderr), "standard input, line 4: 5 refused\n");
    assert!(ran.status.success());
}

#[test]
fn with_echo_each_line_stands_before_its_result() {
    let ran = apothik(&["run", "-", "--echo"], b"Master.sum\r\n");
    assert_eq!(text(&ran.stdout), "iex> Master.sum\n0\n");
}

#[test]
fn of_a_file_with_a_line_that_cannot_be_read_nothing_is_run_and_it_says_where() {
    let ran = apothik(&["run", "-"], b"sum\nfill(1,\nsum\n");
    assert_eq!(text(&ran.stdout), "");
    let complaint = "apothik: standard input, line 2, column 8: expected how many keys, but the \
                     line ends\n";
    assert_eq!(text(&ran.stderr), complaint);
    assert_eq!(ran.status.code(), Some(1));
}

#[test]
fn a_file_that_is_not_utf8_or_not_there_is_refused() {
    let ran = apothik(&["run", "-"], b"sum\n\xff\xfe\n");
    assert_eq!(text(&ran.stderr), "apothik: standard input, line 2: expected UTF-8\n");
    assert_eq!(ran.status.code(), Some(1));
    let ran = apothik(&["run", "no such file"], b"");
    assert!(text(&ran.stderr).starts_with("apothik: can't read no such file: "));
    assert_eq!(ran.status.code(), Some(1));
}

#[test]
fn a_result_that_is_not_the_expected_one_ends_the_run() {
    let ran = apothik(&["run", "-"], b"fill(1, 10)\n\n@2s sum #=> 11\nkill(1)\n");
    assert_eq!(text(&ran.stdout), ":ok\n10\n");
    assert_eq!(text(&ran.stderr), "apothik: standard input, line 3: expected 11, got 10\n");
    assert_eq!(ran.status.code(), Some(1));
}

/// The link to the seed's experiment.
fn link() -> String {
    let lines = b"Master.fill(1, 5000)\nMaster.kill(2)\nMaster.hits(1, 5000)\nMaster.fill(1, 5000)\nMaster.sum\n";
    let made = apothik(&["link", "-"], lines);
    format!("http://localhost:8080/{}", text(&made.stdout).trim_end())
}

#[test]
fn a_link_of_the_seeds_experiment_is_short_and_runs_as_the_file_does() {
    let link = link();
    assert!(link.len() < 200, "{link}");
    let ran = apothik(&["run", &link], b"");
    assert_eq!(text(&ran.stdout), ":ok\n:ok\n948\n:ok\n8056\n", "{}", text(&ran.stderr));
}

#[test]
fn a_link_that_is_cut_changed_or_of_a_newer_version_is_refused() {
    let link = link();
    let cut = &link[..link.len() - 9];
    for damaged in [
        cut,
        &cut.replace("=1.", "=1.AAAA"),
        &format!("{link}AAAA"),
        "x#run=",
        "x#run=1",
        "x#run=0.AA",
    ] {
        let ran = apothik(&["run", damaged], b"");
        assert_eq!(
            text(&ran.stderr),
            "apothik: the link is cut or changed: expected all of it\n",
            "{damaged}"
        );
        assert_eq!(ran.status.code(), Some(1));
    }
    let newer = apothik(&["run", &link.replace("=1.", "=2.")], b"");
    let said = "apothik: the link was made by a newer Apothik: version 2; this reads 1\n";
    assert_eq!(text(&newer.stderr), said);
}

#[test]
fn a_link_that_inflates_beyond_all_measure_is_refused_before_it_has() {
    let deflate = |text: &str| lab::scenario::link::made(text).expect("memory is enough");
    let bomb = deflate(&"# ".repeat(100_000_000));
    assert!(bomb.len() < 500_000, "{}", bomb.len());
    assert_eq!(lab::scenario::link::opened(&bomb), Err(lab::scenario::link::LinkError::TooLarge));
    let ran = apothik(&["run", &format!("#run={}", &deflate(&"# ".repeat(600_000)))], b"");
    assert_eq!(
        text(&ran.stderr),
        "apothik: the link holds more than 1,000,000 bytes, the most a scenario has\n"
    );
}

#[test]
fn a_sweep_without_seeds_is_refused() {
    for seeds in ["5..5", "7..3", "1", "a..b", "..", "-1..2"] {
        let output = apothik(&["sweep", "--seeds", seeds], b"");
        assert!(!output.status.success(), "{seeds}");
    }
    let output = apothik(&["sweep", "--seeds", "5..5"], b"");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("there is no seed in 5..5"), "{said}");
}

#[test]
fn a_sweep_tells_what_it_did_and_a_life_is_recorded_and_replayed() {
    let folder = tempfile::tempdir().expect("a folder");
    let record = folder.path().join("seed.record");
    let record = record.to_str().expect("text");
    let swept = apothik(&["sweep", "--seeds", "3..4", "--record", record], b"");
    assert!(swept.status.success(), "{swept:?}");
    let again = apothik(&["replay", record], b"");
    let said = String::from_utf8_lossy(&again.stdout).into_owned();
    assert!(again.status.success() && said.contains("all as recorded"), "{again:?}");
    let cut = std::fs::read(record).expect("it is there");
    std::fs::write(record, &cut[..cut.len() / 2]).expect("it can be written");
    let refused = apothik(&["replay", record], b"");
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(
        !refused.status.success() && said.contains("the record was cut: a part of it is missing"),
        "{said}"
    );
}

#[test]
fn a_run_is_recorded_and_what_happened_in_it_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let record = folder.path().join("run.record");
    let record = record.to_str().expect("text");
    let lines = b"put(1, :k, 1)\nkill(2)\n";
    let ran = apothik(&["run", "-", "--record", record], lines);
    assert_eq!((text(&ran.stdout), text(&ran.stderr)), (":ok\n:ok\n", ""));
    let told = apothik(&["replay", record, "--feed"], b"");
    assert!(told.status.success(), "{told:?}");
    let told = text(&told.stdout);
    for happened in [
        "apothik_1 starts",
        "typed: Master.put(1, :k, 1)",
        "the Master -> apothik_1: request, put :k = 1",
        "answered: :ok",
        "apothik_2 is killed",
        "apothik_1 sees apothik_2 down: its link closed",
        "apothik run standard input: ",
    ] {
        assert!(told.contains(happened), "{happened}: {told}");
    }
    assert!(told.trim_end().ends_with("all as recorded") && !told.contains("tick"), "{told}");
    std::fs::write(record, "fill(1, 5)\n").expect("it can be written");
    let refused = apothik(&["replay", record], b"");
    let said = text(&refused.stderr);
    assert!(said.ends_with("this is no record of Apothik\n"), "{said}");
}

/// The figure in a line of the table that `apothik scale` prints.
fn figure(told: &str, name: &str) -> u64 {
    let line = told.lines().find_map(|line| line.trim_start().strip_prefix(name));
    let figure = line.and_then(|line| line.split_whitespace().next()).expect(name);
    figure.replace(',', "").parse().expect("it is a number")
}

#[test]
fn scale_without_options_is_the_seeds_own_experiment() {
    let ran = apothik(&["scale"], b"");
    let told = text(&ran.stdout);
    assert!(ran.status.success(), "{}", text(&ran.stderr));
    for (name, count) in [
        ("acknowledged keys", 5_000),
        ("found (hits)", 948),
        ("unreachable", 3_056),
        ("lost", 996),
        ("stored entries", 4_004),
        ("reachable", 948),
        ("stranded", 3_056),
    ] {
        assert_eq!(figure(told, name), count, "{name}: {told}");
    }
    // No bar where there is no terminal.
    assert_eq!(text(&ran.stderr), "");
}

#[test]
fn scale_under_fixed_loses_what_the_dead_machine_had_and_nothing_else() {
    let ran = apothik(&["scale", "--placement", "fixed", "--kill", "2"], b"");
    let told = text(&ran.stdout);
    assert_eq!(figure(told, "found (hits)"), 4_004);
    assert_eq!((figure(told, "unreachable"), figure(told, "lost")), (0, 996));
}

#[test]
fn the_figures_of_some_hundred_machines_sum() {
    let ran = apothik(&["scale", "--nodes", "200", "--keys", "20_000", "--kill", "200"], b"");
    let told = text(&ran.stdout);
    assert!(ran.status.success(), "{}", text(&ran.stderr));
    let figure = |name| figure(told, name);
    assert_eq!(figure("acknowledged keys"), 20_000);
    assert_eq!(figure("found (hits)") + figure("unreachable") + figure("lost"), 20_000);
    assert_eq!(figure("reachable") + figure("stranded"), figure("stored entries"));
    assert_eq!(figure("stored entries") + figure("lost"), 20_000);
}

#[test]
fn one_machine_alone_takes_everything_with_it() {
    let ran = apothik(&["scale", "--nodes", "1", "--keys", "10", "--kill", "1"], b"");
    let told = text(&ran.stdout);
    assert!(ran.status.success(), "{}", text(&ran.stderr));
    assert_eq!((figure(told, "found (hits)"), figure(told, "lost")), (0, 10));
    assert_eq!(figure(told, "stored entries"), 0);
}

#[test]
fn scale_refuses_keys_that_do_not_fit_and_says_how_many_do() {
    let refused = |arguments: &[&str]| {
        let ran = apothik(&[&["scale", "--memory", "20M"], arguments].concat(), b"");
        assert_eq!((ran.status.code(), text(&ran.stdout)), (Some(1), ""));
        text(&ran.stderr).to_owned()
    };
    let said = refused(&["--keys", "100_000"]);
    assert!(said.contains(" need 28 MB, and there is 20 MB; "), "{said}");
    let (_, fitting) = said.split_once("; ").expect("a number follows");
    let fitting = fitting.strip_suffix(" keys would fit\n").expect("nothing else does");
    let fits = apothik(&["scale", "--memory", "20M", "--keys", &fitting.replace(',', "")], b"");
    assert!(fits.status.success(), "{}", text(&fits.stderr));
    assert!(refused(&["--keys", &u64::MAX.to_string()]).contains(" keys would fit"));
    let said = refused(&["--nodes", "1000", "--keys", "1"]);
    assert!(said.contains("not even the machines fit"), "{said}");
}

#[test]
fn scale_says_what_is_wrong_with_its_arguments() {
    for (arguments, complaint) in [
        (&["--nodes", "0"][..], "a cluster has 1 to 1,024 machines here"),
        (&["--nodes", "1025"], "a cluster has 1 to 1,024 machines here"),
        (&["--nodes", "99999999999"], "a cluster has 1 to 1,024 machines here"),
        (&["--nodes", "-1"], "unexpected argument '-1'"),
        (&["--nodes", "99999999999999999999"], "expected a number"),
        (&["--keys", "0"], "there are no keys to put"),
        (&["--keys", "many"], "expected a number, such as 5000 or 10_000_000"),
        (&["--kill", "6"], "no machine has the number of the one to be killed"),
        (&["--kill", "0"], "no machine has the number of the one to be killed"),
        (&["--nodes", "1"], "no machine has the number of the one to be killed"),
        (&["--placement", "random"], "possible values: modulo, fixed, tokens"),
        (&["--memory", "4 gallons"], "`4 gallons` is no size"),
        (&["--memory", "99999999999G"], "`99999999999G` is no size"),
    ] {
        let ran = apothik(&[&["scale"], arguments].concat(), b"");
        let said = text(&ran.stderr);
        assert!(said.contains(complaint), "{arguments:?}: {said}");
        assert!(!ran.status.success() && ran.stdout.is_empty());
    }
}

#[test]
fn compare_tells_of_all_placements_or_of_those_that_were_asked_for() {
    let sizes = ["compare", "--nodes", "10,3", "--keys", "1_000"];
    let all = apothik(&sizes, b"");
    let told = text(&all.stdout);
    assert!(all.status.success(), "{}", text(&all.stderr));
    for placement in node_core::Placement::ALL {
        let rows = told.lines().filter(|line| line.starts_with(&format!("{} ", placement.name())));
        assert_eq!(rows.count(), 2, "{placement:?}: {told}");
    }
    assert_eq!(text(&all.stderr), "");
    let ran = apothik(&[&sizes[..], &["--placements", "ring,modulo"]].concat(), b"");
    let told = text(&ran.stdout);
    let first: Vec<&str> = told.lines().filter_map(|line| line.split_whitespace().next()).collect();
    // In order of size, and in an order of their own.
    assert_eq!(first, ["3", "placement", "modulo", "ring", "10", "placement", "modulo", "ring"]);
    // 1 - 2/3 of the keys, and they are few.
    assert!(told.contains("33.33 %"), "{told}");
}

#[test]
fn compare_draws_plots_and_writes_its_tables_into_a_page() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).to_str().expect("text").to_owned();
    let (plots, page) = (path("plots"), path("page.md"));
    let empty = "<!-- what is expected: begin --><!-- what is expected: end -->\nbefore\n\
                 <!-- a run: begin -->\nold\n<!-- a run: end -->\nafter\n";
    std::fs::write(&page, empty).expect("it can be written");
    let options = ["compare", "--nodes", "1,5", "--keys", "100", "--svg", &plots];
    let ran = apothik(&[&options[..], &["--write-docs", &page]].concat(), b"");
    assert!(ran.status.success(), "{}", text(&ran.stderr));
    let written = std::fs::read_to_string(&page).expect("it is there");
    let run = "before\n<!-- a run: begin -->\n\n`apothik compare --nodes 1,5";
    assert!(written.starts_with("<!-- what is expected: begin -->\n\n| placement |"));
    assert!(written.contains(run), "{written}");
    assert!(written.ends_with("\n<!-- a run: end -->\nafter\n"), "{written}");
    assert!(written.contains("### 5 machines") && !written.contains("old"), "{written}");
    let rows = written.lines().filter(|line| line.starts_with("| modulo |"));
    // Its formulas, and what it was at each size.
    assert_eq!(rows.count(), 3);
    for name in ["balance", "lookup", "memory", "going", "coming"] {
        let svg = std::fs::read_to_string(path(&format!("plots/{name}.svg"))).expect(name);
        // A background first, and everybody in the legend.
        assert!(svg.starts_with("<svg ") && svg.contains("fill=\"#FFFFFF\""), "{name}");
        for placement in node_core::Placement::ALL {
            assert!(svg.contains(placement.name()), "{name}, {placement:?}");
        }
    }
    std::fs::write(&page, "no markers\n").expect("it can be written");
    let ran = apothik(&["compare", "--nodes", "5", "--keys", "9", "--write-docs", &page], b"");
    assert!(
        text(&ran.stderr).contains("has no `<!-- what is expected: begin -->`"),
        "{}",
        text(&ran.stderr)
    );
    assert!(!ran.status.success() && ran.stdout.is_empty());
}

#[test]
fn compare_says_what_is_wrong_with_its_arguments() {
    for (arguments, complaint) in [
        (&["--nodes", "0"][..], "there can be 1 to 1,000,000 machines"),
        (&["--nodes", "5,0"], "there can be 1 to 1,000,000 machines"),
        (&["--nodes", "99999999999"], "there can be 1 to 1,000,000 machines"),
        (&["--nodes", "5,"], "expected a number, such as 5000 or 10_000_000"),
        (&["--nodes", "many"], "expected a number, such as 5000 or 10_000_000"),
        (&["--add", "99999999999"], "as many can come"),
        (&["--keys", "0"], "there can be 1 to 100,000,000 keys"),
        (&["--keys", "-1"], "unexpected argument '-1'"),
        (&["--nodes", "100,20", "--remove", "21"], "21 machines can't go where there are 20"),
        (&["--placements", "random"], "possible values: modulo, fixed, tokens, ring"),
        (&["--placements", "ring,random"], "possible values: modulo, fixed, tokens, ring"),
        (&["--write-docs", "no such file"], "can't read no such file"),
    ] {
        let ran = apothik(&[&["compare"], arguments].concat(), b"");
        let said = text(&ran.stderr);
        assert!(said.contains(complaint), "{arguments:?}: {said}");
        assert!(!ran.status.success() && ran.stdout.is_empty());
    }
}
