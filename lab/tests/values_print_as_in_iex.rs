//! Results print as Elixir's `inspect` writes them, on one line.

use lab::value::{Value, inspected};
use node_core::Term;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[test]
fn strings_are_quoted_with_elixirs_escapes() {
    let inspect = |text: &str| inspected(&Term::string(text));
    assert_eq!(inspect("été"), "\"été\"");
    assert_eq!(inspect("a\"b\\c\n\t\u{1b}\u{7f}"), r#""a\"b\\c\n\t\e\d""#);
    assert_eq!(inspect("#{x} # y"), r##""\#{x} # y""##);
}

#[test]
fn a_binary_that_is_no_text_prints_as_bytes() {
    assert_eq!(inspected(&Term::binary(&[255, 0])), "<<255, 0>>");
    assert_eq!(inspected(&Term::string("a\0")), "<<97, 0>>");
    assert_eq!(inspected(&Term::string("")), "\"\"");
}

#[test]
fn atoms_are_quoted_only_where_needed() {
    for (text, shown) in [
        ("toto", ":toto"),
        ("nil", "nil"),
        ("true", "true"),
        ("apothik_1@127.0.0.1", ":\"apothik_1@127.0.0.1\""),
        ("with space", ":\"with space\""),
        ("ok?", ":ok?"),
        ("a@b", ":a@b"),
        ("1a", ":\"1a\""),
        ("", ":\"\""),
        ("EXIT", ":EXIT"),
        ("Elixir.GenServer", "GenServer"),
        ("Elixir.Apothik.Cache", "Apothik.Cache"),
        ("+", ":+"),
        ("été", ":été"),
    ] {
        assert_eq!(inspected(&Term::atom(text)), shown);
    }
}

#[test]
fn lists_of_small_integers_print_as_numbers() {
    let list = Value::List([104, 105].into_iter().map(Value::count).collect());
    assert_eq!(list.to_string(), "[104, 105]");
    assert_eq!(Value::nodedown().to_string(), "{:badrpc, :nodedown}");
}
