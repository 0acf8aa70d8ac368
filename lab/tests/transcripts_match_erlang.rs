//! Whole console sessions, whose answers were computed with Erlang's own `phash2` and checked
//! against five real BEAM nodes.

use lab::{script, session::Session};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn answers(lines: &str) -> String {
    let mut session = Session::new();
    let mut answers = String::new();
    for line in lines.lines() {
        let line = script::parse(line).expect("the line is understood").expect("it is not blank");
        let value = session.run(line).value.expect("it has a value");
        answers.push_str(&value.to_string());
        answers.push('\n');
    }
    answers
}

macro_rules! transcripts {
    ($($test:ident: $file:literal,)*) => {$(
        #[test]
        fn $test() {
            let lines = include_str!(concat!("transcripts/", $file, ".iex"));
            let expected = include_str!(concat!("transcripts/", $file, ".out"));
            assert_eq!(answers(lines), expected);
        }
    )*};
}

transcripts! {
    the_seeds_experiment: "seed-dynamic",
    the_seeds_first_system: "seed-fixed",
    a_machine_is_added_and_one_comes_back: "add-machine",
    a_fill_through_a_dead_node_stores_nothing: "fill-through-a-dead-node",
    machines_sort_as_text: "names-sort-as-text",
    ten_machines_and_two_more: "random-01",
    twelve_machines_and_a_key_that_is_not_ascii: "random-02",
    two_machines_of_which_one_dies: "random-03",
    kills_starts_and_fills: "random-04",
    a_ring_loses_and_moves_only_what_it_must: "ring",
    tokens_are_handed_over_and_come_back: "tokens",
}
