//! Machines and consoles in processes of their own, on a real NATS server.

mod bad_input;
mod cluster;
mod several_processes;
