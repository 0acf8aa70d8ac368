//! What the console understands, and what it says of what it doesn't.

use lab::{
    command::{Command, Line, Network},
    script,
};
use node_core::{Placement, Term};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn one(line: &str) -> Command {
    match script::parse(line) {
        Ok(Some(Line::One(command))) => command,
        other => panic!("{line}: {other:?}"),
    }
}

fn complaint(line: &str) -> String {
    script::parse(line).expect_err(line).to_string()
}

#[test]
fn every_command_is_read_with_and_without_the_masters_name() {
    let cases = [
        ("boot", Command::Boot { machines: 5, placement: Placement::Modulo }),
        ("boot(3)", Command::Boot { machines: 3, placement: Placement::Modulo }),
        ("boot(3, :fixed)", Command::Boot { machines: 3, placement: Placement::Fixed }),
        ("fill(1, 5000)", Command::Fill { via: 1, keys: 5000 }),
        ("hits( 1 ,5_000 )", Command::Hits { via: 1, keys: 5000 }),
        ("stat", Command::Stat),
        ("stat()", Command::Stat),
        ("stat(3)", Command::StatOf(3)),
        ("stat 3", Command::StatOf(3)),
        ("sum", Command::Sum),
        ("kill(-1)", Command::Kill(-1)),
        ("start(6)", Command::Start(6)),
        ("cluster(4)", Command::Cluster(4)),
        ("get(1, :toto)", Command::Get { via: 1, key: Term::atom("toto") }),
        ("delete(1, 42)", Command::Delete { via: 1, key: Term::from(42) }),
        (
            r#"put 2, "a key with spaces", -1"#,
            Command::Put { via: 2, key: Term::string("a key with spaces"), value: Term::from(-1) },
        ),
    ];
    for (line, command) in cases {
        assert_eq!(one(line), command);
        assert_eq!(one(&format!("Master.{line}")), command);
        assert_eq!(one(&format!("iex(master@127.0.0.1)12>  {line}  # so")), command);
    }
}

#[test]
fn every_remote_call_of_the_seed_is_read() {
    let call = |rest: &str| one(&format!(r#":rpc.call(:"apothik_1@127.0.0.1", {rest})"#));
    assert_eq!(call("Node, :stop, []"), Command::NodeStop(1));
    assert_eq!(call("Node, :list, []"), Command::NodeList(1));
    assert_eq!(call("System, :stop, []"), Command::Leave(1));
    assert_eq!(call("System, :stop, [0]"), Command::Leave(1));
    assert_eq!(call("Apothik.Cache, :stats, []"), Command::StatOf(1));
    assert_eq!(call("Apothik.Cluster, :get_state, []"), Command::Cluster(1));
    assert_eq!(call("Apothik.Cluster, :nb_nodes, []"), Command::NbNodes(1));
    let key = Term::string("k");
    assert_eq!(call(r#"Apothik.Cache, :get, ["k"]"#), Command::Get { via: 1, key: key.clone() });
    assert_eq!(
        call(r#"Apothik.Cache, :put, ["k", :v]"#),
        Command::Put { via: 1, key, value: Term::atom("v") }
    );
}

#[test]
fn the_hash_can_be_asked_for_with_and_without_a_range_and_of_a_tuple() {
    let answer = |line: &str| {
        let line = script::parse(line).expect("it is read").expect("a line");
        lab::session::Session::new().run(line).value.map(|value| value.to_string())
    };
    assert_eq!(answer(":erlang.phash2(\"k_1_7\", 5)"), Ok("3".to_owned()));
    assert_eq!(answer(":erlang.phash2(0)"), Ok("88723725".to_owned()));
    assert_eq!(answer(":erlang.phash2(<<>>, 1)"), Ok("0".to_owned()));
    assert_eq!(answer(":erlang.phash2({:\"apothik_40@127.0.0.1\", 470}, 2)"), Ok("1".to_owned()));
    assert!(complaint(":erlang.phash2(1, 0)").contains("a range from 1 to 4294967296"));
    assert!(complaint("get(1, <<256>>)").contains("a byte from 0 to 255, or `>>`"));
}

#[test]
fn a_loop_runs_its_body_for_each_value_up_or_down() {
    let stats =
        |numbers: &[i64]| Some(Line::Each(numbers.iter().map(|&i| Command::StatOf(i)).collect()));
    let line = "for i<-1..5, do: Master.stat(i)";
    assert_eq!(script::parse(line), Ok(stats(&[1, 2, 3, 4, 5])));
    assert_eq!(script::parse("for n <- 3..1, do: stat(n)"), Ok(stats(&[3, 2, 1])));
    let rpc =
        r#"for i <- 1..2, do: :rpc.call(:"apothik_#{i}@127.0.0.1", Apothik.Cache, :stats, [])"#;
    assert_eq!(script::parse(rpc), Ok(stats(&[1, 2])));
}

#[test]
fn the_seeds_sum_is_read_in_each_of_its_forms() {
    let sum = Ok(Some(Line::Sum(Box::new(Line::Counts))));
    let counts = "for {_, n} <- Master.stat, is_integer(n), do: n";
    assert_eq!(script::parse(&format!("({counts}) |> Enum.sum")), sum);
    assert_eq!(script::parse(&format!("({counts}) |> Enum.sum()")), sum);
    assert_eq!(script::parse(&format!("Enum.sum({counts})")), sum);
    assert_eq!(script::parse(&format!("Enum.sum(for({}))", &counts[4..])), sum);
}

#[test]
fn blank_lines_comments_and_bare_prompts_do_nothing() {
    for line in ["", "   ", "# a comment", "iex(master@127.0.0.1)3>", "iex>  "] {
        assert_eq!(script::parse(line), Ok(None), "{line:?}");
    }
}

#[test]
fn literals_are_those_of_elixir() {
    let key = |text: &str| match one(&format!("get(1, {text})")) {
        Command::Get { key, .. } => key,
        other => panic!("{other:?}"),
    };
    assert_eq!(key("-1_000"), Term::from(-1000));
    assert_eq!(key("0xFF"), Term::from(255));
    assert_eq!(key("?a"), Term::from(97));
    assert_eq!(key(r#""été \"x\" \n \u00e9 \x{1F600}""#), Term::string("été \"x\" \n é 😀"));
    assert_eq!(key(r#""\xff""#), Term::binary(&[255]));
    assert_eq!(key("nil"), Term::nil());
    assert_eq!(key("Apothik.Cache"), Term::atom("Elixir.Apothik.Cache"));
    assert_eq!(key(r#":"with space""#), Term::atom("with space"));
    assert_eq!(key(":ok?"), Term::atom("ok?"));
    assert_eq!(key(":!="), Term::atom("!="));
    let huge = "123456789012345678901234567890";
    assert_eq!(lab::value::inspected(&key(huge)), huge);
    assert_eq!(lab::value::inspected(&key(&format!("-{huge}"))), format!("-{huge}"));
}

#[test]
fn a_line_that_is_not_understood_says_where_and_what_was_expected() {
    for (line, expected) in [
        ("Master.fill(1)", "column 14: expected `,`, found `)`"),
        ("Master.fill(1, \"x\")", "column 16: expected how many keys, found `\"x\")`"),
        (
            "Master.fly(1)",
            "column 8: expected boot, placement, fill, stat, sum, put, get, delete, hits, kill, start, cluster, leave, freeze, thaw, trap, partition, heal or network, found `fly(1)`",
        ),
        ("Master.stat(1", "column 14: expected `)`, but the line ends"),
        ("Master.stat(1) x", "column 16: expected the end of the line, found `x`"),
        (
            "Master.get(1, 1.5)",
            "column 15: floats are not keys or values here; expected an integer",
        ),
        (
            "Master.boot(5, :rings)",
            "column 16: expected `:fixed`, `:modulo`, `:tokens`, `:ring`, `:bounded`, `:multiprobe`, `:rendezvous`, `:maglev`, `:jump`, `:memento`, `:anchor` or `:dx`, found `:rings)`",
        ),
        (
            "Master.boot(5, :ring, points: 0)",
            "column 23: a machine has 1 to 4,096 points on the ring",
        ),
        (
            "Master.boot(5, :ring, probes: 2)",
            "column 23: expected `points: 128`, found `probes: 2)`",
        ),
        (
            "Master.placement(:maglev, rows: 9)",
            "column 27: the rows are a prime from 2 to 1,048,573",
        ),
        (
            "boot(5, :bounded, capacity: 99)",
            "column 19: a machine takes from 100 to 1,000 hundredths of the average",
        ),
        ("boot(5, :multiprobe, probes: 65)", "column 22: a key has 1 to 64 probes"),
        ("boot(5, :multiprobe, probes: -1)", "column 22: a key has 1 to 64 probes"),
        ("boot(5, :multiprobe, probes: 4_294_967_297)", "column 22: a key has 1 to 64 probes"),
        ("Master.boot(5, :modulo, points: 2)", "column 25: this placement has no setting"),
        ("Master.get(1, \"open", "column 20: expected a closing `\"`, but the line ends"),
        (
            "été",
            "column 1: expected a command of the Master, an `:rpc.call` or a `for`, found `été`",
        ),
        (
            "Master.put(1, \"é\", oops)",
            "column 20: expected an integer, a string or an atom, found `oops)`",
        ),
    ] {
        assert_eq!(complaint(line), expected, "{line}");
    }
}

#[test]
fn numbers_beyond_the_limits_are_refused_where_they_stand() {
    assert!(complaint("fill(1, 0)").starts_with("column 9: from 1 to 100,000,000 keys"));
    assert!(complaint("fill(1, 1000000000)").starts_with("column 9: from 1 to 100,000,000 keys"));
    assert!(complaint("boot(0)").starts_with("column 6: a cluster has 1 to 200 machines"));
    assert!(complaint("start(201)").starts_with("column 7: machines are numbered from 1 to 200"));
    assert!(complaint("start(0)").ends_with(&format!("to {}", lab::limits::MAX_MACHINES)));
    assert!(complaint("for i <- 1..5000, do: stat(i)").contains("1,000 values"));
    let huge = format!("put(1, \"{}\", 1)", "k".repeat(10_000_000));
    assert!(complaint(&huge).contains("10,000,013 bytes; the limit is 262,144"));
    let large = format!("put(1, \"{}\", 1)", "k".repeat(70_000));
    assert_eq!(complaint(&large), "column 8: a key or a value has at most 65,536 bytes");
}

#[test]
fn of_a_pasted_session_only_the_lines_behind_prompts_are_run() {
    let text =
        "iex(master@127.0.0.1)1> Master.fill(1,5000)\n:ok\n\niex(master@127.0.0.1)2> Master.stat\n";
    assert_eq!(script::pasted(text).len(), 2);
    assert_eq!(script::pasted("Master.stat\nMaster.sum\n"), ["Master.stat", "Master.sum"]);
}

#[test]
fn a_key_in_a_field_is_a_literal_or_its_own_text() {
    assert_eq!(script::key(" k_1_7 "), Term::string("k_1_7"));
    assert_eq!(script::key("\"k_1_7\""), Term::string("k_1_7"));
    assert_eq!(script::key("42"), Term::from(42));
    assert_eq!(script::key(":toto"), Term::atom("toto"));
    assert_eq!(script::key("a key \"with"), Term::string("a key \"with"));
}

#[test]
fn faults_are_read() {
    let network = Network { delay: 50, jitter: 20, loss: 5 };
    for (source, command) in [
        ("Master.leave(2)", Command::Leave(2)),
        ("freeze 2", Command::Freeze(2)),
        ("Master.thaw(2)", Command::Thaw(2)),
        ("Master.trap(2)", Command::Trap(2)),
        (
            "Master.partition([1, 2], [3,4 , 5])",
            Command::Partition(vec![vec![1, 2], vec![3, 4, 5]]),
        ),
        ("Master.partition([1])", Command::Partition(vec![vec![1]])),
        ("Master.heal", Command::Heal),
        ("Master.heal()", Command::Heal),
        ("Master.network", Command::Network(None)),
        ("Master.network()", Command::Network(None)),
        ("Master.network(delay: 50, jitter: 20, loss: 5)", Command::Network(Some(network))),
        ("network loss: 5, delay: 50, jitter: 20", Command::Network(Some(network))),
        (
            "Master.network(loss: 5)",
            Command::Network(Some(Network { delay: 0, jitter: 0, loss: 5 })),
        ),
    ] {
        assert_eq!(script::parse(source), Ok(Some(Line::One(command))), "{source}");
    }
    for source in [
        "Master.partition()",
        "Master.partition([1, 2)",
        "Master.network(loss: 101)",
        "Master.network(delay: -1)",
        "Master.network(delay: 1, delay: 2)",
        "Master.network(speed: 1)",
    ] {
        assert!(script::parse(source).is_err(), "{source}");
    }
}
