//! Elixir values as `iex` prints them, each on one line and never cut.

use core::fmt::{self, Write};

use node_core::{NodeId, Term, View};
use num_bigint::{BigInt, Sign};
use serde::{Deserialize, Serialize};

/// What a console line evaluates to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Value {
    /// An integer, an atom or a binary.
    Term(Term),
    /// `{a, b}`.
    Tuple(Vec<Value>),
    /// `[a, b]`.
    List(Vec<Value>),
}

impl Value {
    /// `:ok`.
    #[must_use]
    pub fn ok() -> Self {
        Self::atom("ok")
    }

    /// The atom with this text.
    #[must_use]
    pub fn atom(text: &str) -> Self {
        Self::Term(Term::atom(text))
    }

    /// What is in it, if it is a term.
    #[must_use]
    pub fn view(&self) -> Option<View<'_>> {
        match self {
            Self::Term(term) => Some(term.view()),
            Self::Tuple(_) | Self::List(_) => None,
        }
    }

    /// A node's name, an atom.
    #[must_use]
    pub fn node(node: NodeId) -> Self {
        Self::atom(&node.to_string())
    }

    /// A count.
    #[must_use]
    pub fn count(count: u64) -> Self {
        Self::Term(Term::from(i64::try_from(count).unwrap_or(i64::MAX)))
    }

    /// `{:badrpc, reason}`: what `:rpc.call` answers when it failed.
    #[must_use]
    pub fn badrpc(reason: Self) -> Self {
        Self::Tuple(vec![Self::atom("badrpc"), reason])
    }

    /// `{:badrpc, :nodedown}`.
    #[must_use]
    pub fn nodedown() -> Self {
        Self::badrpc(Self::atom("nodedown"))
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Term(term) => inspect(term, f),
            Self::Tuple(elements) => sequence(f, '{', elements, '}'),
            Self::List(elements) => match keywords(elements) {
                Some(pairs) => keyword_list(f, &pairs),
                None => sequence(f, '[', elements, ']'),
            },
        }
    }
}

/// The pairs of a keyword list: each element a tuple of an atom and a value. Node names are
/// atoms too, but never the first of a pair here.
fn keywords(elements: &[Value]) -> Option<Vec<(&str, &Value)>> {
    let pairs: Vec<_> = elements.iter().map(pair).collect::<Option<_>>()?;
    let bare = |name: &str| name.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    (!pairs.is_empty() && pairs.iter().all(|(name, _)| bare(name))).then_some(pairs)
}

fn pair(element: &Value) -> Option<(&str, &Value)> {
    let Value::Tuple(pair) = element else { return None };
    match &pair[..] {
        [name, value] => match name.view() {
            Some(View::Atom(name)) => Some((name, value)),
            _ => None,
        },
        _ => None,
    }
}

fn keyword_list(f: &mut fmt::Formatter<'_>, pairs: &[(&str, &Value)]) -> fmt::Result {
    f.write_char('[')?;
    for (i, (name, value)) in pairs.iter().enumerate() {
        let comma = if i > 0 { ", " } else { "" };
        write!(f, "{comma}{name}: {value}")?;
    }
    f.write_char(']')
}

fn sequence(f: &mut fmt::Formatter<'_>, open: char, all: &[Value], close: char) -> fmt::Result {
    f.write_char(open)?;
    for (i, value) in all.iter().enumerate() {
        if i > 0 {
            f.write_str(", ")?;
        }
        write!(f, "{value}")?;
    }
    f.write_char(close)
}

/// A term as Elixir's `inspect` writes it.
#[must_use]
pub fn inspected(term: &Term) -> String {
    Value::Term(term.clone()).to_string()
}

fn inspect(term: &Term, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match term.view() {
        View::Integer(n) => write!(f, "{n}"),
        View::Big { negative, limbs } => write!(f, "{}", to_bigint(negative, limbs)),
        View::Atom(text) => inspect_atom(text, f),
        View::Binary(bytes) => match core::str::from_utf8(bytes) {
            Ok(text) if text.chars().all(is_printable) => quoted(text, f),
            _ => {
                f.write_str("<<")?;
                for (i, byte) in bytes.iter().enumerate() {
                    let comma = if i > 0 { ", " } else { "" };
                    write!(f, "{comma}{byte}")?;
                }
                f.write_str(">>")
            }
        },
    }
}

/// `String.printable?/1` of Elixir, for one character.
const fn is_printable(c: char) -> bool {
    matches!(c,
        '\u{20}'..='\u{7e}' | '\u{a0}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}'
        | '\u{10000}'..='\u{10ffff}' | '\u{7}'..='\u{d}' | '\u{1b}' | '\u{7f}')
}

/// Characters that turn the direction of text around; Elixir never prints them raw.
const fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn quoted(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_char('"')?;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '"' => f.write_str("\\\"")?,
            '\\' => f.write_str("\\\\")?,
            '#' if rest.peek() == Some(&'{') => f.write_str("\\#")?,
            '\u{0}' => f.write_str("\\0")?,
            '\u{7}' => f.write_str("\\a")?,
            '\u{8}' => f.write_str("\\b")?,
            '\t' => f.write_str("\\t")?,
            '\n' => f.write_str("\\n")?,
            '\u{b}' => f.write_str("\\v")?,
            '\u{c}' => f.write_str("\\f")?,
            '\r' => f.write_str("\\r")?,
            '\u{1b}' => f.write_str("\\e")?,
            '\u{7f}' => f.write_str("\\d")?,
            c if turns_direction(c) => write!(f, "\\x{{{:X}}}", u32::from(c))?,
            c if is_printable(c) => f.write_char(c)?,
            c if u32::from(c) < 0x100 => write!(f, "\\x{:02X}", u32::from(c))?,
            c => write!(f, "\\x{{{:X}}}", u32::from(c))?,
        }
    }
    f.write_char('"')
}

fn inspect_atom(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if matches!(text, "nil" | "true" | "false") {
        return f.write_str(text);
    }
    if let Some(alias) = text.strip_prefix("Elixir.")
        && is_alias(alias)
    {
        return f.write_str(alias);
    }
    f.write_char(':')?;
    if is_bare_atom(text) || is_operator(text) { f.write_str(text) } else { quoted(text, f) }
}

/// Operators that are atoms without quotes, `:+`.
const OPERATORS: [&str; 52] = [
    "!", "!=", "!==", "%", "%{}", "&", "&&", "&&&", "*", "**", "+", "++", "+++", "-", "--", "---",
    "->", ".", "..", "...", "/", "<", "<-", "<<<", "<<>>", "<<~", "<=", "<>", "<|>", "<~", "<~>",
    "=", "==", "===", "=~", ">", ">=", ">>>", "@", "^", "^^^", "{}", "|", "|>", "||", "|||", "~>",
    "~>>", "~~~", "//", "::", "<~~",
];

/// Whether this is an operator that is an atom without quotes.
pub(crate) fn is_operator(text: &str) -> bool {
    OPERATORS.contains(&text)
}

fn is_alias(text: &str) -> bool {
    text.split('.').all(|part| {
        part.starts_with(|c: char| c.is_ascii_uppercase())
            && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    })
}

/// Whether an atom needs no quotes: a letter or `_`, then letters, digits, `_` and `@`, perhaps
/// a `?` or `!` in the end.
fn is_bare_atom(text: &str) -> bool {
    let body = text.strip_suffix(['?', '!']).unwrap_or(text);
    body.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && body.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '@')
}

/// The term for an integer of any size.
#[must_use]
pub fn integer(value: &BigInt) -> Term {
    if let Ok(small) = i64::try_from(value) {
        return Term::from(small);
    }
    let (sign, limbs) = value.to_u64_digits();
    let limbs: Vec<[u8; 8]> = limbs.into_iter().map(u64::to_le_bytes).collect();
    Term::big(sign == Sign::Minus, &limbs)
}

fn to_bigint(negative: bool, limbs: &[[u8; 8]]) -> BigInt {
    let sign = if negative { Sign::Minus } else { Sign::Plus };
    BigInt::from_bytes_le(sign, limbs.as_flattened())
}
