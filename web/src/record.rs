//! The record of the run: what each machine and the Master were handed, noted beside them, so that
//! the run can be looked back on.
//!
//! A machine's worker notes ([`beside`]) and posts its notes before what they brought forth leaves:
//! it may be killed at any moment, and what it said until then must have come about again in a
//! replay. The Master's worker keeps them all ([`keeper`]) from the last boot on.

pub mod aside;
pub mod beside;
pub mod keeper;
