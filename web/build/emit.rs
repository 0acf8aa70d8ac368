//! Writes a function for each message, with one pattern a language.

use std::fmt::Write;

use crate::{
    LANGUAGES,
    read::{Catalogue, Key, Part},
};

/// A message in every language.
pub struct Message {
    id: String,
    /// Its variables, in the order in which the first language has them.
    variables: Vec<Variable>,
    patterns: Vec<Vec<Part>>,
}

struct Variable {
    name: String,
    kind: Kind,
}

/// What stands for a variable.
#[derive(Clone, Copy, Default, PartialEq, PartialOrd)]
enum Kind {
    /// Whatever is to be put there.
    #[default]
    Plain,
    /// A word that something is selected by.
    Word,
    /// A number: a plural is selected by it, or it is written by `NUMBER`.
    Count,
}

/// Every message with its pattern in every language; what is missing or differs is an error.
pub fn pair_up(catalogues: &[Catalogue]) -> Result<Vec<Message>, Vec<String>> {
    let mut faults = Vec::new();
    let mut messages = Vec::new();
    let mut ids: Vec<&String> = catalogues.iter().flat_map(|one| one.messages.keys()).collect();
    ids.sort();
    ids.dedup();
    for id in ids {
        let mut patterns = Vec::new();
        let mut variables: Vec<Variable> = Vec::new();
        let mut sets = Vec::new();
        for (catalogue, language) in catalogues.iter().zip(LANGUAGES) {
            match catalogue.messages.get(id) {
                Some(pattern) => {
                    let mut own = Vec::new();
                    collect(pattern, &mut own);
                    for Variable { name, kind } in &own {
                        learn(&mut variables, name, *kind);
                    }
                    let mut names: Vec<String> = own.into_iter().map(|one| one.name).collect();
                    names.sort();
                    sets.push(names);
                    patterns.push(pattern.clone());
                }
                None => faults.push(format!("locales/{language} has no message {id}")),
            }
        }
        if sets.windows(2).any(|two| two[0] != two[1]) {
            faults.push(format!("{id} has not the same variables in all languages"));
        }
        messages.push(Message { id: id.clone(), variables, patterns });
    }
    let broken = catalogues.iter().any(|one| !one.faults.is_empty());
    if faults.is_empty() && !broken { Ok(messages) } else { Err(faults) }
}

fn collect(pattern: &[Part], into: &mut Vec<Variable>) {
    for part in pattern {
        match part {
            Part::Text(_) => {}
            Part::Variable { name, counts } => {
                learn(into, name, if *counts { Kind::Count } else { Kind::Plain });
            }
            Part::Choice { on, variants } => {
                let by_word = variants.iter().any(|(key, _)| matches!(key, Key::Word(_)));
                learn(into, on, if by_word { Kind::Word } else { Kind::Count });
                for (_, pattern) in variants {
                    collect(pattern, into);
                }
            }
        }
    }
}

/// The variable is of this kind, unless it is known to be of a more particular one.
fn learn(variables: &mut Vec<Variable>, name: &str, kind: Kind) {
    match variables.iter_mut().find(|one| one.name == name) {
        Some(known) if known.kind >= kind => {}
        Some(known) => known.kind = kind,
        None => variables.push(Variable { name: name.to_owned(), kind }),
    }
}

/// The functions, as Rust.
///
/// A message without variables is a `&'static str`. One with variables is a `String`; each is a
/// `u64` or a `&str`. One whose name ends in `-parts` is drawn: it takes and answers `Html`.
pub fn functions(messages: &[Message]) -> String {
    let mut code = String::from("impl Language {\n");
    for message in messages {
        // Writing to a string does not fail.
        let _ = function(&mut code, message);
    }
    code.push_str("}\n");
    code
}

fn function(code: &mut String, message: &Message) -> std::fmt::Result {
    let Message { id, variables, patterns } = message;
    let name = id.replace('-', "_");
    writeln!(code, "    /// `{id}`, in this language.")?;
    if let (true, Some(texts)) = (variables.is_empty(), plain(patterns)) {
        writeln!(code, "    pub(crate) const fn {name}(self) -> &'static str {{")?;
        return writeln!(code, "        self.pick([{}])\n    }}", texts.join(", "));
    }
    let drawn = id.ends_with("-parts");
    let mut parameters = String::new();
    let mut arguments = String::new();
    let mut pieces = Vec::new();
    for Variable { name, kind } in variables {
        let name = name.replace('-', "_");
        let kind = match (kind, drawn) {
            (Kind::Count, _) => {
                write!(arguments, "Argument::Count({name}), ")?;
                "u64"
            }
            (Kind::Plain, true) => {
                write!(arguments, "Argument::Drawn({}), ", pieces.len())?;
                pieces.push(name.clone());
                "Html"
            }
            (Kind::Plain, false) | (Kind::Word, _) => {
                write!(arguments, "Argument::Text({name}), ")?;
                "&str"
            }
        };
        write!(parameters, ", {name}: {kind}")?;
    }
    if variables.len() > 6 {
        writeln!(
            code,
            "    #[allow(clippy::too_many_arguments, reason = \"each is a variable\")]"
        )?;
    }
    let (kind, write) = if drawn { ("Html", "draw") } else { ("String", "write") };
    let pieces = if drawn { format!(", &[{}]", pieces.join(", ")) } else { String::new() };
    writeln!(code, "    pub(crate) fn {name}(self{parameters}) -> {kind} {{")?;
    writeln!(code, "        static PATTERNS: [&[Part]; {}] = [", LANGUAGES.len())?;
    for pattern in patterns {
        writeln!(code, "            {},", list(pattern, variables))?;
    }
    writeln!(code, "        ];")?;
    writeln!(code, "        self.{write}(self.pick(PATTERNS), &[{arguments}]{pieces})\n    }}")
}

/// The texts of patterns that are nothing else.
fn plain(patterns: &[Vec<Part>]) -> Option<Vec<String>> {
    let text = |pattern: &Vec<Part>| match &pattern[..] {
        [Part::Text(text)] => Some(format!("{text:?}")),
        _ => None,
    };
    patterns.iter().map(text).collect()
}

fn list(pattern: &[Part], variables: &[Variable]) -> String {
    let place = |name: &str| variables.iter().position(|one| one.name == name).unwrap_or_default();
    let parts: Vec<String> = pattern
        .iter()
        .map(|part| match part {
            Part::Text(text) => format!("Part::Text({text:?})"),
            Part::Variable { name, .. } => format!("Part::Argument({})", place(name)),
            Part::Choice { on, variants } => {
                let variants: Vec<String> = variants
                    .iter()
                    .map(|(key, pattern)| {
                        let key = match key {
                            Key::Exactly(n) => format!("Key::Exactly({n})"),
                            Key::Plural(name) if name == "one" => "Key::One".to_owned(),
                            Key::Plural(_) => "Key::Many".to_owned(),
                            Key::Word(word) => format!("Key::Word({word:?})"),
                            Key::Otherwise => "Key::Otherwise".to_owned(),
                        };
                        format!("({key}, {})", list(pattern, variables))
                    })
                    .collect();
                format!("Part::Choice({}, &[{}])", place(on), variants.join(", "))
            }
        })
        .collect();
    format!("&[{}]", parts.join(", "))
}
