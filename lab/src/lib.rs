//! Experiments on a cluster of Apothik machines.
#![forbid(unsafe_code)]
#![warn(clippy::unwrap_used)]

pub mod check;
pub mod command;
pub mod compare;
pub mod count;
pub mod detection;
pub mod ledger;
pub mod limits;
pub mod master;
pub mod pages;
pub mod placement;
pub mod record;
pub mod scale;
pub mod scenario;
pub mod script;
pub mod session;
pub mod sim;
pub mod sweep;
pub mod theory;
pub mod value;
