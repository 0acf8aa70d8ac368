//! Experiments on a cluster of Apothik machines.
#![forbid(unsafe_code)]

pub mod command;
pub mod ledger;
pub mod limits;
pub mod master;
pub mod script;
pub mod session;
pub mod sim;
pub mod value;
