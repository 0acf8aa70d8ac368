//! `cargo xtask order`: puts the functions of the page's programs in an order that gzip packs well.
//!
//! gzip finds what it has seen within the last 32 kB only. wasm-bindgen writes the functions by
//! size, so that two of the same make, such as what yew makes for each component, are far apart.
//! Here each is followed by the one that has most in common with it. Nothing else changes.

use std::{
    collections::{BTreeMap, BTreeSet},
    convert::Infallible,
    env, fs,
    path::PathBuf,
};

use anyhow::{Context, Result, anyhow};
use wasm_encoder::{
    CodeSection, FunctionSection, Module,
    reencode::{Error, Reencode},
};
use wasmparser::{CodeSectionReader, FunctionSectionReader, Parser, Payload, TypeRef};

/// Orders the functions of every program in the folder in which Trunk puts the page together.
pub(crate) fn order() -> Result<()> {
    if env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "debug") {
        return Ok(());
    }
    let folder = env::var_os("TRUNK_STAGING_DIR").context("Trunk runs this, as its hook")?;
    for entry in fs::read_dir(PathBuf::from(folder))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "wasm") {
            let ordered = ordered(&fs::read(&path)?)
                .with_context(|| format!("{} is no program", path.display()))?;
            fs::write(&path, ordered)?;
        }
    }
    Ok(())
}

/// The same program, its functions in another order.
fn ordered(program: &[u8]) -> Result<Vec<u8>> {
    let mut imported = 0;
    let mut bodies = Vec::new();
    for payload in Parser::new(0).parse_all(program) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes()),
            _ => {}
        }
    }
    let order = by_likeness(&bodies);
    let mut places = vec![0; order.len()];
    for (place, &function) in (imported..).zip(&order) {
        if let Some(one) = places.get_mut(function) {
            *one = place;
        }
    }
    let mut module = Module::new();
    Order { imported, order, places }
        .parse_core_module(&mut module, Parser::new(0), program)
        .map_err(|error| anyhow!("{error}"))?;
    Ok(module.finish())
}

/// Writes a program anew, with its functions in this order.
struct Order {
    /// How many functions come from outside; they are counted first.
    imported: u32,
    /// The functions, by where they were.
    order: Vec<usize>,
    /// What each function's number is now.
    places: Vec<u32>,
}

impl Order {
    fn arranged<T: Clone>(&self, all: &[T]) -> Vec<T> {
        self.order.iter().filter_map(|&one| all.get(one).cloned()).collect()
    }
}

impl Reencode for Order {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<Infallible>> {
        let own = function.checked_sub(self.imported);
        Ok(own.map_or(function, |own| self.places[own as usize]))
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        let types = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        for one in self.arranged(&types) {
            functions.function(one);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        let bodies = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        for one in self.arranged(&bodies) {
            self.parse_function_body(code, one)?;
        }
        Ok(())
    }
}

/// How many bytes are looked at as one.
const PIECE: usize = 6;

/// Pieces that more functions have than so many say nothing.
const COMMON: usize = 100;

/// How many of the last functions the next one should be like.
const LAST: usize = 20;

/// An order in which each function has much in common with those right before it.
fn by_likeness(bodies: &[&[u8]]) -> Vec<usize> {
    let pieces = numbered(bodies);
    let mut users: Vec<Vec<usize>> = Vec::new();
    for (function, its) in pieces.iter().enumerate() {
        for &piece in its {
            users.resize_with(users.len().max(piece + 1), Vec::new);
            users[piece].push(function);
        }
    }
    let mut left: Vec<usize> = (0..bodies.len()).collect();
    let mut order: Vec<usize> = Vec::with_capacity(bodies.len());
    while !left.is_empty() {
        let mut likeness = vec![0_f64; bodies.len()];
        for (back, &last) in (1_u32..).zip(order.iter().rev().take(LAST)) {
            for users in pieces[last].iter().map(|&piece| &users[piece]) {
                if (2..=COMMON).contains(&users.len()) {
                    // What few have says more, and what is near is found for longer.
                    let weight = (users.len() as f64).powf(-0.7) / f64::from(back).sqrt();
                    users.iter().for_each(|&user| likeness[user] += weight);
                }
            }
        }
        // Else whatever is large would come first: it has something of everything.
        let score = |one: usize| likeness[one] / (pieces[one].len() as f64 + 40.0).sqrt();
        let best = (0..left.len()).max_by(|&a, &b| score(left[a]).total_cmp(&score(left[b])));
        order.push(left.remove(best.unwrap_or_default()));
    }
    order
}

/// The pieces that each function has, by numbers.
fn numbered<'a>(bodies: &[&'a [u8]]) -> Vec<BTreeSet<usize>> {
    let mut numbers: BTreeMap<&'a [u8], usize> = BTreeMap::new();
    let mut number = |piece| {
        let next = numbers.len();
        *numbers.entry(piece).or_insert(next)
    };
    bodies.iter().map(|body| body.windows(PIECE).map(&mut number).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{
        EntityType, ExportKind, ExportSection, Function, ImportSection, TypeSection, ValType,
    };
    use wasmparser::Operator;

    /// A program that imports a function and has three: two alike, and one between them that calls
    /// the import and the last of them.
    fn program() -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], [ValType::I64]);
        let mut imports = ImportSection::new();
        imports.import("outside", "given", EntityType::Function(0));
        let mut functions = FunctionSection::new();
        let mut exports = ExportSection::new();
        let mut code = CodeSection::new();
        for (number, name) in [(1, "first"), (2, "caller"), (3, "last")] {
            functions.function(0);
            exports.export(name, ExportKind::Func, number);
            let mut body = Function::new([]);
            let mut instructions = body.instructions();
            if name == "caller" {
                instructions.call(0).drop().call(3);
            } else {
                instructions.i64_const(0x0123_4567_89ab_cdef).i64_const(number.into()).i64_add();
            }
            instructions.end();
            code.function(&body);
        }
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&functions).section(&exports);
        module.section(&code);
        module.finish()
    }

    /// By name, where a function is among those of the program, and what it calls or counts with.
    fn read(program: &[u8]) -> BTreeMap<String, (u32, Vec<i64>)> {
        let mut exports = Vec::new();
        let mut bodies = Vec::new();
        for payload in Parser::new(0).parse_all(program) {
            match payload.unwrap() {
                Payload::ExportSection(all) => {
                    exports = all.into_iter().map(Result::unwrap).collect();
                }
                Payload::CodeSectionEntry(body) => {
                    let operators = body.get_operators_reader().unwrap().into_iter();
                    let numbers = operators.filter_map(|one| match one.unwrap() {
                        Operator::Call { function_index } => Some(function_index.into()),
                        Operator::I64Const { value } => Some(value),
                        _ => None,
                    });
                    bodies.push(numbers.collect::<Vec<_>>());
                }
                _ => {}
            }
        }
        let own = |index: u32| (index, bodies[index as usize - 1].clone());
        exports.iter().map(|one| (one.name.to_owned(), own(one.index))).collect()
    }

    #[test]
    fn functions_that_are_alike_come_together_and_each_is_still_called() {
        let before = read(&program());
        let after = read(&ordered(&program()).unwrap());
        let places = ["first", "last", "caller"].map(|name| after[name].0);
        assert_eq!(places[0].abs_diff(places[1]), 1, "{places:?}");
        assert_eq!(after["first"].1, before["first"].1);
        assert_eq!(after["last"].1, before["last"].1);
        assert_eq!(after["caller"].1, [0, i64::from(after["last"].0)]);
    }
}
