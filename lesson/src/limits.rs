//! What a lesson may have at most, in one place; each breach is an error. No lesson for people
//! comes near: these are for files that are not made for people.

/// Bytes of a file.
pub const MAX_BYTES: usize = 200_000;

/// Steps of a lesson.
pub const MAX_STEPS: usize = 100;

/// Console lines of a step, those of all its `run` blocks.
pub const MAX_LINES: usize = 200;

/// Characters of one text: a paragraph, a heading, a table's cell, a block of code.
pub const MAX_TEXT: usize = 10_000;

/// Lists, quotes, tables, emphases and links inside one another.
pub const MAX_DEPTH: usize = 12;

/// Columns of a table.
pub const MAX_COLUMNS: usize = 20;

/// Guesses of one `predict`.
pub const MAX_GUESSES: usize = 10;

/// Characters of a live figure.
pub const MAX_EXPRESSION: usize = 200;

/// Parentheses inside one another in a live figure.
pub const MAX_PARENTHESES: usize = 10;

/// Errors that are told of one file.
pub const MAX_ERRORS: usize = 20;

/// Characters of the file that an error cites.
pub const MAX_CITED: usize = 60;
