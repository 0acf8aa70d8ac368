//! What the lab puts up with, in one place; a machine's own limits are in `node_core`.

/// Machines in a cluster, and the highest machine number.
pub const MAX_MACHINES: u32 = 200;

/// Machines of a fresh cluster when nothing else is said, as in the seed.
pub const DEFAULT_MACHINES: u32 = 5;

/// Keys of one `fill` or `hits`.
pub const MAX_KEYS_PER_FILL: u64 = 100_000_000;

/// What a cluster may take in memory when nothing else is said, in bytes: its machines' entries
/// and its ledger together.
pub const DEFAULT_MEMORY: u64 = 2 << 30;

/// What a small entry takes on its machine, in bytes.
pub const BYTES_PER_ENTRY: u64 = 64;

/// What a key takes in the ledger, in bytes.
pub const BYTES_PER_KEY: u64 = 48;

/// Batches of one fill that are under way at once.
pub const WINDOW: u64 = 8;

/// Keys of one batch at most, and at least.
pub const BATCH_KEYS: std::ops::RangeInclusive<u64> = 16..=8_192;

/// Keys of each machine's part of a large batch, on average, as far as a machine takes batches of
/// so many: with a thousand machines, parts of fewer would be all message and no keys.
pub const PART_KEYS: u64 = 16;

/// Batches of a fill, as long as they are within these bounds: a small fill too is to be seen
/// going on, and a machine that dies in the middle is to cost a part of it.
pub const BATCHES: u64 = 64;

/// Bytes of one console line: room for the largest key and the largest value.
pub const MAX_LINE_BYTES: usize = 256 * 1024;

/// Values of a `for` comprehension.
pub const MAX_LOOP: i64 = 1_000;

/// Views the ledger remembers, to tell where a key was once.
pub const MAX_VIEWS: usize = 1_000;

/// What the owners of all these may take in memory, in bytes, but for the last two: a table or a ring
/// is made for each.
pub const MAX_VIEWS_BYTES: usize = 64 << 20;

/// Bytes of the keys that no fill wrote, when the fate of every key is told: of a few hundred of the
/// largest keys it is not.
pub const MAX_CELLS_TEXT: usize = 1 << 20;

/// Machines before or after a change, when it is told which keys moved from whom to whom.
pub const MAX_MOVES_MACHINES: usize = 60;

/// The longest delay and the largest jitter of the network, in milliseconds.
pub const MAX_DELAY_MILLIS: u32 = 10_000;

/// Bytes of a scenario file, and of what a link to a run holds once it is inflated.
pub const MAX_SCENARIO_BYTES: usize = 1_000_000;

/// Lines of a scenario file, whatever is in them.
pub const MAX_SCENARIO_LINES: usize = 10_000;

/// The latest moment a line of a scenario can be given, since its start.
pub const MAX_SCENARIO_TIME: core::time::Duration = core::time::Duration::from_secs(86_400);

/// Characters of a scenario's title.
pub const MAX_TITLE_CHARS: usize = 200;

/// Characters of a scenario's question, and of its answer.
pub const MAX_TEXT_CHARS: usize = 4_000;
