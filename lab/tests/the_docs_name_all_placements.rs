//! What `docs/console.md` says of placements: it names all of them, with their settings, and what it
//! says that the console answers is what the console answers.

use lab::{count::grouped, script};
use node_core::Placement;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const DOCS: &str = include_str!("../../docs/console.md");

/// The part about placements.
fn placements() -> &'static str {
    let (_, from) = DOCS.split_once("## Placements\n").expect("there is such a part");
    from.split_once("\n## ").expect("it ends").0
}

#[test]
fn every_placement_has_a_row_with_its_setting_as_the_console_takes_it() {
    for placement in Placement::ALL {
        let name = placement.name();
        let start = format!("| `:{name}` |");
        let rows: Vec<&str> = placements().lines().filter(|row| row.starts_with(&start)).collect();
        let [row] = rows[..] else { panic!("{start}: {rows:?}") };
        let setting = row.split('|').nth(3).expect("it has a column for it").trim();
        let Some((named, value)) = placement.setting() else {
            assert_eq!(setting, "", "{name}");
            continue;
        };
        let usage = setting.split('`').nth(1).expect(setting);
        assert!(usage.starts_with(named), "{usage}");
        let usual = script::parse(&format!("Master.boot(5, :{name}, {usage})"));
        assert_eq!(usual, script::parse(&format!("Master.boot(5, :{name})")), "{usage}");
        // One beyond each end of a range is refused, with that range.
        for beyond in [0, u32::MAX] {
            let error = placement.with_setting(beyond).check().expect_err(usage);
            let range = format!("{} to {}", grouped(error.least), grouped(error.most));
            assert!(setting.contains(&range), "{name}, from {value}: {range}");
        }
    }
}

#[test]
fn every_line_it_calls_wrong_is_answered_as_it_says() {
    let rows = placements().lines().filter_map(|row| row.strip_prefix("| `Master."));
    let mut count = 0;
    for row in rows {
        let (line, said) = row.split_once("` | ").expect(row);
        let said = said.trim_end_matches(" |").trim_matches('`').trim();
        let error = script::parse(&format!("Master.{line}")).expect_err(line).to_string();
        let (column, told) = error.split_once(": ").expect(&error);
        assert!(column.starts_with("column "), "{column}");
        // An ellipsis stands for what is left out.
        let (start, end) = said.split_once('…').unwrap_or((said, said));
        assert!(told.starts_with(start), "{line}: {told}; not {start}");
        assert!(told.ends_with(end), "{line}: {told}; not {end}");
        count += 1;
    }
    assert_eq!(count, 7);
}
