//! `phash2` against 800 results that Erlang printed (`oracle/phash2.tsv`: kind, term, range,
//! hash).

use node_core::{Term, phash2};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const ORACLE: &str = include_str!("oracle/phash2.tsv");

fn hash_of(kind: &str, text: &str) -> u32 {
    match kind {
        "int" => phash2::hash(&Term::from(text.parse::<i64>().unwrap())),
        "atom" => phash2::hash(&Term::atom(text)),
        "bin" => phash2::hash(&Term::binary(&unhex(text))),
        "pair" => {
            let (atom, integer) = text.rsplit_once(' ').unwrap();
            phash2::tuple(&[Term::atom(atom), Term::from(integer.parse::<i64>().unwrap())])
        }
        other => panic!("an unknown kind of term: {other}"),
    }
}

fn unhex(text: &str) -> Vec<u8> {
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    assert!(rest.is_empty());
    let digit = |c: u8| (c as char).to_digit(16).unwrap() as u8;
    pairs.iter().map(|[high, low]| digit(*high) << 4 | digit(*low)).collect()
}

#[test]
fn every_hash_erlang_printed_is_the_same_here() {
    let mut rows = 0;
    for line in ORACLE.lines() {
        let [kind, text, range, expected] =
            line.split('\t').collect::<Vec<_>>().try_into().unwrap();
        let range: u64 = range.parse().unwrap();
        let expected: u64 = expected.parse().unwrap();
        assert_eq!(u64::from(hash_of(kind, text)) % range, expected, "{line}");
        rows += 1;
    }
    assert_eq!(rows, 800);
}

#[test]
fn without_a_range_the_hash_has_27_bits() {
    let hash = phash2::hash(&Term::from(1));
    assert_eq!(phash2::without_range(hash), hash % (1 << 27));
}
