//! What the lab puts up with, in one place; a machine's own limits are in `node_core`.

/// Machines in a cluster, and the highest machine number.
pub const MAX_MACHINES: u32 = 100;

/// Machines of a fresh cluster when nothing else is said, as in the seed.
pub const DEFAULT_MACHINES: u32 = 5;

/// Keys of one `fill` or `hits`.
pub const MAX_KEYS_PER_FILL: u64 = 1_000_000;

/// Keys the ledger accounts for.
pub const MAX_LEDGER_KEYS: usize = 2_000_000;

/// Keys of one fill that are under way at once.
pub const WINDOW: u64 = 2_048;

/// Bytes of one console line: room for the largest key and the largest value.
pub const MAX_LINE_BYTES: usize = 256 * 1024;

/// Values of a `for` comprehension.
pub const MAX_LOOP: i64 = 1_000;

/// Views the ledger remembers, to tell where a key was once.
pub const MAX_VIEWS: usize = 1_000;

/// The longest delay and the largest jitter of the network, in milliseconds.
pub const MAX_DELAY_MILLIS: u32 = 10_000;
