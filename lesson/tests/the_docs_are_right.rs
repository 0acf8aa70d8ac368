//! What `docs/lessons.md` shows can be read as it stands, and it names all there is.

use lesson::{Count, Directive, KillCount, MachineCount, Panel, read};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const DOCS: &str = include_str!("../../docs/lessons.md");

#[test]
fn every_example_of_the_docs_can_be_read() {
    let examples: Vec<&str> = DOCS
        .split("````markdown\n")
        .skip(1)
        .filter_map(|rest| rest.split_once("````").map(|(example, _)| example))
        .collect();
    assert_eq!(examples.len(), 1 + Directive::ALL.len());
    for example in examples {
        let lesson = if example.starts_with("# ") {
            example.to_owned()
        } else if example.contains("```cluster") {
            format!("# A\n\n{example}\n## B\n")
        } else {
            format!("# A\n\n## B\n\n{example}\n```run\nMaster.sum\n```\n")
        };
        assert!(read(&lesson).is_ok(), "{example}: {:?}", read(&lesson));
    }
}

#[test]
fn the_docs_name_every_directive_figure_and_number() {
    let is_named = |name: &str| DOCS.contains(&format!("`{name}`"));
    assert!(Directive::ALL.into_iter().all(|one| is_named(one.name())));
    assert!(Panel::NAMES.into_iter().all(is_named));
    assert!(Count::ALL.iter().all(|one| is_named(&format!("={one}"))));
    assert!(MachineCount::ALL.iter().all(|one| is_named(&format!("={one} 2"))));
    assert!(KillCount::ALL.iter().all(|one| is_named(&format!("=kill {one}"))));
}
