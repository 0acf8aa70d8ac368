//! Reads a language's Fluent files into plain patterns.
//!
//! Of Fluent's syntax this takes what the page needs: variables, plural and word selections,
//! `NUMBER($n)`, terms, and references to other messages. Anything else is a fault, with its place.

use std::{collections::BTreeMap, fs, path::Path};

use fluent_syntax::{
    ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey},
    parser,
};

/// The messages of one language.
#[derive(Default)]
pub struct Catalogue {
    /// Each message's pattern.
    pub messages: BTreeMap<String, Vec<Part>>,
    /// What could not be read, with file and message.
    pub faults: Vec<String>,
}

/// A piece of a pattern.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// Text as it is.
    Text(String),
    /// A variable; `counts` when it is written as a number.
    Variable { name: String, counts: bool },
    /// One of several, the last when no other matches.
    Choice { on: String, variants: Vec<(Key, Vec<Part>)> },
}

/// When a variant is taken.
#[derive(Clone, Debug, PartialEq)]
pub enum Key {
    /// The number is this one.
    Exactly(u64),
    /// The number is in this plural category of the language.
    Plural(String),
    /// The text is this word.
    Word(String),
    /// No other matches.
    Otherwise,
}

type Source = BTreeMap<String, Pattern<String>>;

/// All messages of the files in a folder.
pub fn catalogue(folder: &Path) -> Catalogue {
    let mut read = Catalogue::default();
    let mut source = Source::new();
    let mut files: Vec<_> = fs::read_dir(folder)
        .map(|files| files.filter_map(|file| Some(file.ok()?.path())).collect())
        .unwrap_or_default();
    files.sort();
    for file in files {
        let text = fs::read_to_string(&file).unwrap_or_default();
        let resource = parser::parse(text.clone()).unwrap_or_else(|(resource, errors)| {
            for error in errors {
                let line = text[..error.pos.start.min(text.len())].matches('\n').count() + 1;
                read.faults.push(format!("{}:{line}: {error}", file.display()));
            }
            resource
        });
        for entry in resource.body {
            let (id, value) = match entry {
                Entry::Message(message) => (message.id.name, message.value),
                Entry::Term(term) => (format!("-{}", term.id.name), Some(term.value)),
                _ => continue,
            };
            let Some(value) = value else {
                read.faults.push(format!("{}: {id} has no value", file.display()));
                continue;
            };
            if source.insert(id.clone(), value).is_some() {
                read.faults.push(format!("{}: {id} is there twice", file.display()));
            }
        }
    }
    for (id, pattern) in source.iter().filter(|(id, _)| !id.starts_with('-')) {
        match parts(pattern, &source, 0) {
            Ok(parts) => {
                read.messages.insert(id.clone(), parts);
            }
            Err(fault) => read.faults.push(format!("{}: {id}: {fault}", folder.display())),
        }
    }
    read
}

/// References are followed this deep; deeper ones go in a circle.
const DEEPEST: usize = 8;

fn parts(pattern: &Pattern<String>, source: &Source, depth: usize) -> Result<Vec<Part>, String> {
    if depth > DEEPEST {
        return Err("it refers to itself".to_owned());
    }
    let mut parts = Vec::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => parts.push(Part::Text(value.clone())),
            PatternElement::Placeable { expression } => match expression {
                Expression::Inline(inline) => placed(inline, source, depth, &mut parts)?,
                Expression::Select { selector, variants } => {
                    let InlineExpression::VariableReference { id } = selector else {
                        return Err("it selects by something that is no variable".to_owned());
                    };
                    let mut read = Vec::new();
                    for variant in variants {
                        let key = if variant.default { Key::Otherwise } else { key(&variant.key)? };
                        read.push((key, self::parts(&variant.value, source, depth)?));
                    }
                    // The default is the last to be tried, wherever it stands.
                    read.sort_by_key(|(key, _)| *key == Key::Otherwise);
                    parts.push(Part::Choice { on: id.name.clone(), variants: read });
                }
            },
        }
    }
    // Adjacent texts are one.
    let mut joined: Vec<Part> = Vec::new();
    for part in parts {
        if let (Part::Text(text), Some(Part::Text(last))) = (&part, joined.last_mut()) {
            last.push_str(text);
        } else {
            joined.push(part);
        }
    }
    Ok(joined)
}

fn key(key: &VariantKey<String>) -> Result<Key, String> {
    Ok(match key {
        VariantKey::NumberLiteral { value } => {
            Key::Exactly(value.parse().map_err(|_| format!("{value} is no whole number"))?)
        }
        VariantKey::Identifier { name } if matches!(&**name, "one" | "many") => {
            Key::Plural(name.clone())
        }
        VariantKey::Identifier { name } => Key::Word(name.clone()),
    })
}

fn placed(
    inline: &InlineExpression<String>,
    source: &Source,
    depth: usize,
    into: &mut Vec<Part>,
) -> Result<(), String> {
    let refer = |id: &str, into: &mut Vec<Part>| -> Result<(), String> {
        let pattern = source.get(id).ok_or_else(|| format!("there is no {id}"))?;
        into.extend(parts(pattern, source, depth + 1)?);
        Ok(())
    };
    match inline {
        InlineExpression::StringLiteral { value } => {
            let mut text = String::new();
            fluent_syntax::unicode::unescape_unicode(&mut text, value)
                .map_err(|_| "a string could not be read".to_owned())?;
            into.push(Part::Text(text));
        }
        InlineExpression::NumberLiteral { value } => into.push(Part::Text(value.clone())),
        InlineExpression::VariableReference { id } => {
            into.push(Part::Variable { name: id.name.clone(), counts: false });
        }
        InlineExpression::FunctionReference { id, arguments } if id.name == "NUMBER" => {
            match &arguments.positional[..] {
                [InlineExpression::VariableReference { id }] => {
                    into.push(Part::Variable { name: id.name.clone(), counts: true });
                }
                _ => return Err("NUMBER takes one variable".to_owned()),
            }
        }
        InlineExpression::TermReference { id, .. } => refer(&format!("-{}", id.name), into)?,
        InlineExpression::MessageReference { id, .. } => refer(&id.name, into)?,
        _ => return Err("it has something the page can't do".to_owned()),
    }
    Ok(())
}
