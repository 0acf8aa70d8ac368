//! Every bound and duration of a machine, in one place.

use core::time::Duration;

/// How often a machine broadcasts a tick.
pub const TICK_INTERVAL: Duration = Duration::from_millis(500);

/// How long a machine may be silent before the others call it down: four ticks, as the BEAM's
/// `net_ticktime` is four of its ticks.
pub const TICK_LIMIT: Duration = Duration::from_millis(2_000);

/// How long after the first hello the second follows; each later wait is twice as long.
pub const HELLO_INTERVAL: Duration = Duration::from_millis(20);

/// At most one `Connect` to the same machine in this time, however much old data it sends.
pub const CONNECT_INTERVAL: Duration = Duration::from_millis(10);

/// How long a call waits for its answer: `GenServer.call`'s default.
pub const CALL_TIMEOUT: Duration = Duration::from_secs(5);

/// The largest key and the largest value, in bytes.
pub const MAX_TERM_BYTES: usize = 64 * 1024;

/// The largest body that is read from a channel, in bytes.
pub const MAX_BODY_BYTES: usize = 1024 * 1024;

/// Bodies are sent once they are this large, in bytes; one message may go over it.
pub const FULL_BODY_BYTES: usize = 256 * 1024;

/// Machines one machine keeps track of, living and dead.
pub const MAX_PEERS: usize = 1024;

/// Calls that may wait on one machine.
pub const MAX_PENDING_CALLS: usize = 65_536;
