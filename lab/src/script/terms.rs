//! Literals: integers, strings and atoms.

use num_bigint::BigInt;
use winnow::{
    ascii::space0,
    combinator::{alt, cut_err, delimited, opt, peek, preceded, repeat, separated},
    error::{ContextError, ErrMode, FromExternalError, StrContext},
    prelude::*,
    token::{any, none_of, one_of, take_while},
};

use node_core::{MAX_TERM_BYTES, Term, View};

use super::{Input, expected};
use crate::value::{integer, is_operator};

/// A failure that no other reading can mend, with a sentence that says what is wrong.
pub(super) fn failure(sentence: &'static str) -> ErrMode<ContextError> {
    let mut error = ContextError::new();
    error.push(StrContext::Label(sentence));
    ErrMode::Cut(error)
}

/// The same with a sentence that depends on what was read.
pub(super) fn refusal<E>(why: E) -> ErrMode<ContextError>
where
    E: core::error::Error + Send + Sync + 'static,
{
    ErrMode::Cut(ContextError::from_external_error(&"", why))
}

/// A key or a value.
pub(super) fn term(input: &mut Input<'_>) -> ModalResult<Term> {
    let start = *input;
    let term = alt((number.map(|n| integer(&n)), string, bytes, atom))
        .context(expected("an integer, a string or an atom"))
        .parse_next(input)?;
    if term.size() > MAX_TERM_BYTES {
        *input = start;
        return Err(failure("a key or a value has at most 65,536 bytes"));
    }
    Ok(term)
}

/// A decimal integer of 64 bits.
pub(super) fn decimal(input: &mut Input<'_>) -> ModalResult<i64> {
    number.verify_map(|n| i64::try_from(n).ok()).parse_next(input)
}

/// An integer: decimal with `_` between digits, `0x`, `0o`, `0b`, or `?c`.
fn number(input: &mut Input<'_>) -> ModalResult<BigInt> {
    let start = *input;
    let negative = opt(one_of(['-', '+'])).parse_next(input)? == Some('-');
    let magnitude = alt((
        preceded("0x", cut_err(digits(16)).context(expected("hexadecimal digits"))),
        preceded("0o", cut_err(digits(8)).context(expected("octal digits"))),
        preceded("0b", cut_err(digits(2)).context(expected("binary digits"))),
        preceded('?', character).map(|c| BigInt::from(u32::from(c))),
        digits(10),
    ))
    .parse_next(input)?;
    if peek(opt((one_of(['.', 'e', 'E']), one_of('0'..='9')))).parse_next(input)?.is_some() {
        *input = start;
        return Err(failure("floats are not keys or values here; expected an integer"));
    }
    Ok(if negative { -magnitude } else { magnitude })
}

fn digits<'a>(radix: u32) -> impl ModalParser<Input<'a>, BigInt, ContextError> {
    (
        one_of(move |c: char| c.is_digit(radix)),
        take_while(0.., move |c: char| c.is_digit(radix) || c == '_'),
    )
        .take()
        .verify_map(move |text: &str| BigInt::parse_bytes(text.replace('_', "").as_bytes(), radix))
}

fn character(input: &mut Input<'_>) -> ModalResult<char> {
    alt((preceded('\\', any).map(|c| escape(c).unwrap_or(c)), any)).parse_next(input)
}

fn string(input: &mut Input<'_>) -> ModalResult<Term> {
    quoted.map(|bytes| Term::binary(&bytes)).parse_next(input)
}

/// A binary by its bytes, as `iex` prints one that is no text: `<<1, 255>>`.
fn bytes(input: &mut Input<'_>) -> ModalResult<Term> {
    let byte = decimal.verify_map(|n| u8::try_from(n).ok());
    let bytes = separated(0.., delimited(space0, byte, space0), ',');
    let end = cut_err((space0, ">>")).context(expected("a byte from 0 to 255, or `>>`"));
    delimited("<<", bytes, end).map(|bytes: Vec<u8>| Term::binary(&bytes)).parse_next(input)
}

/// An atom: `:toto`, `:"with quotes"`, `nil`, `true`, `false`, `Alias.Of.Module`.
fn atom(input: &mut Input<'_>) -> ModalResult<Term> {
    alt((
        preceded(
            ':',
            cut_err(alt((quoted_atom, bare, operator))).context(expected("an atom's name")),
        )
        .map(|text: String| Term::atom(&text)),
        alias.map(|name| Term::atom(&format!("Elixir.{name}"))),
        bare.verify(|name: &str| matches!(name, "nil" | "true" | "false"))
            .map(|name: String| Term::atom(&name)),
    ))
    .verify(|term| !matches!(term.view(), View::Atom(text) if text.chars().count() > 255))
    .parse_next(input)
}

fn quoted_atom(input: &mut Input<'_>) -> ModalResult<String> {
    quoted.verify_map(|bytes| String::from_utf8(bytes).ok()).parse_next(input)
}

/// An atom's name that needs no quotes.
pub(super) fn bare(input: &mut Input<'_>) -> ModalResult<String> {
    (
        one_of(|c: char| c.is_alphabetic() || c == '_'),
        take_while(0.., |c: char| c.is_alphanumeric() || c == '_' || c == '@'),
        opt(one_of(['?', '!'])),
    )
        .take()
        .map(str::to_owned)
        .parse_next(input)
}

/// An operator that is an atom without quotes, such as `:+`.
fn operator(input: &mut Input<'_>) -> ModalResult<String> {
    take_while(1.., |c: char| c.is_ascii_punctuation() && !matches!(c, ',' | '(' | ')' | '"'))
        .verify(is_operator)
        .map(str::to_owned)
        .parse_next(input)
}

/// A module's name.
pub(super) fn alias<'a>(input: &mut Input<'a>) -> ModalResult<&'a str> {
    (
        one_of('A'..='Z'),
        take_while(0.., |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.'),
    )
        .take()
        .parse_next(input)
}

/// Text in double quotes, with Elixir's escapes.
fn quoted(input: &mut Input<'_>) -> ModalResult<Vec<u8>> {
    let piece = alt((
        preceded('\\', cut_err(escaped).context(expected("an escape sequence"))),
        none_of(['"', '\\']).verify_map(plain),
    ));
    let pieces = repeat(0.., piece).fold(Vec::new, |mut bytes: Vec<u8>, piece: Vec<u8>| {
        bytes.extend(piece);
        bytes
    });
    let end = cut_err('"').context(expected("a closing `\"`"));
    let before = *input;
    let bytes = delimited('"', pieces, end).parse_next(input)?;
    let source = &before[..before.len() - input.len()];
    if has_interpolation(source) {
        *input = before;
        return Err(failure("interpolation is only understood in `:\"apothik_#{i}@127.0.0.1\"`"));
    }
    Ok(bytes)
}

fn has_interpolation(source: &str) -> bool {
    source.match_indices("#{").any(|(at, _)| {
        let backslashes = source[..at].bytes().rev().take_while(|&byte| byte == b'\\').count();
        backslashes % 2 == 0
    })
}

fn plain(c: char) -> Option<Vec<u8>> {
    Some(c.encode_utf8(&mut [0; 4]).as_bytes().to_vec())
}

/// What follows a backslash in a string, as bytes.
fn escaped(input: &mut Input<'_>) -> ModalResult<Vec<u8>> {
    let codepoint = |code: u32| char::from_u32(code).and_then(plain);
    alt((
        preceded('x', braced_hex.verify_map(codepoint)),
        preceded('x', hex(1, 2).map(|byte| vec![byte as u8])),
        preceded('u', alt((braced_hex, hex(4, 4))).verify_map(codepoint)),
        none_of(['x', 'u']).verify_map(|c| plain(escape(c).unwrap_or(c))),
    ))
    .parse_next(input)
}

fn braced_hex(input: &mut Input<'_>) -> ModalResult<u32> {
    delimited('{', hex(1, 6), '}').parse_next(input)
}

fn hex<'a>(least: usize, most: usize) -> impl ModalParser<Input<'a>, u32, ContextError> {
    take_while(least..=most, |c: char| c.is_ascii_hexdigit())
        .verify_map(|text: &str| u32::from_str_radix(text, 16).ok())
}

/// What a letter after a backslash stands for, when it isn't itself.
const fn escape(letter: char) -> Option<char> {
    Some(match letter {
        '0' => '\0',
        'a' => '\u{7}',
        'b' => '\u{8}',
        'd' => '\u{7f}',
        'e' => '\u{1b}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        's' => ' ',
        't' => '\t',
        'v' => '\u{b}',
        _ => return None,
    })
}
