//! What the fuzz target `handle_input` and the seeds of its corpus share.
#![forbid(unsafe_code)]

mod cluster;
mod step;

pub use cluster::Cluster;
pub use step::{Step, steps, write};
