//! Every bound and duration of a machine, in one place.

use core::time::Duration;

/// How often a machine broadcasts a tick in a cluster of up to [`TICK_MEMBERS`]: at most so often.
pub const TICK_INTERVAL: Duration = Duration::from_millis(500);

/// Members up to which all tick every [`TICK_INTERVAL`]; with more, each ticks the less often.
pub const TICK_MEMBERS: u32 = 50;

/// Ticks that must be missing before a machine is called down, where none are lost on the way:
/// four, as the BEAM's `net_ticktime` is four of its ticks.
pub const MIN_MISSED_TICKS: u32 = 4;

/// Ticks that may be missing at most, however many are lost on the way.
pub const MAX_MISSED_TICKS: u32 = 24;

/// How long a machine may be silent before the others call it down, where no ticks are lost, in a
/// cluster of up to [`TICK_MEMBERS`]; [`tick_limit`] says it for any.
pub const TICK_LIMIT: Duration = TICK_INTERVAL.saturating_mul(MIN_MISSED_TICKS);

/// How often a machine that believes in so many members, itself too, broadcasts a tick.
///
/// Every tick is heard by all the others. If each ticked equally often however many they are, what
/// is delivered would grow with the square of their number, beyond what a browser can carry; so
/// from [`TICK_MEMBERS`] on the interval grows with the members, and each machine hears a hundred
/// ticks a second at most.
#[must_use]
pub const fn tick_interval(members: usize) -> Duration {
    let most = MAX_PEERS + 1;
    let members = if members < most { members as u32 } else { most as u32 };
    if members <= TICK_MEMBERS {
        return TICK_INTERVAL;
    }
    let millis = TICK_INTERVAL.as_millis() as u64 * members as u64;
    Duration::from_millis(millis / TICK_MEMBERS as u64)
}

/// How long a machine may be silent before the others call it down, where no ticks are lost and
/// all believe in so many members, themselves too.
#[must_use]
pub const fn tick_limit(members: usize) -> Duration {
    tick_interval(members).saturating_mul(MIN_MISSED_TICKS)
}

/// The longest interval between ticks that a machine is believed to use, whatever it says.
pub const MAX_TICK_INTERVAL: Duration = tick_interval(MAX_PEERS + 1);

/// How long after the first hello the second follows; each later wait is four times as long.
pub const HELLO_INTERVAL: Duration = Duration::from_millis(20);

/// Unasked, at most one `Connect` to the same machine in this time, however often it says hello on
/// a slow channel, and however much old data it sends; [`connect_interval`] says it for many
/// machines.
pub const CONNECT_INTERVAL: Duration = Duration::from_millis(100);

/// [`CONNECT_INTERVAL`] of a machine that has heard of so many others. In a large cluster all have
/// to say something to all at once: what that takes grows with the square of their number, and who
/// asks again before the answer can be there makes it longer.
#[must_use]
pub const fn connect_interval(peers: usize) -> Duration {
    let peers = if peers < MAX_PEERS { peers as u64 } else { MAX_PEERS as u64 };
    let millis = peers * peers;
    let [least, most] = [CONNECT_INTERVAL, MAX_CONNECT_INTERVAL];
    if millis < least.as_millis() as u64 {
        least
    } else if millis > most.as_millis() as u64 {
        most
    } else {
        Duration::from_millis(millis)
    }
}

/// The longest [`connect_interval`].
pub const MAX_CONNECT_INTERVAL: Duration = Duration::from_secs(3);

/// How long a message on a connection may go unconfirmed before it is sent again; each later wait
/// is twice as long.
pub const RESEND_INTERVAL: Duration = Duration::from_millis(300);

/// The longest wait before a message is sent again.
pub const RESEND_LIMIT: Duration = Duration::from_millis(1_200);

/// How long a confirmation waits for an answer to travel with.
pub const CONFIRM_DELAY: Duration = Duration::from_millis(50);

/// Messages that are sent again at once, on one connection.
pub const MAX_RESENT: usize = 1_024;

/// What is sent again at once, in bytes; one message may go over it.
pub const MAX_RESENT_BYTES: usize = 256 * 1024;

/// What may wait for a confirmation on one connection, in bytes; beyond it the other side is
/// given up.
pub const MAX_UNCONFIRMED_BYTES: usize = 64 * 1024 * 1024;

/// What is kept of messages that came too early on one connection, in bytes.
pub const MAX_HELD_BYTES: usize = 1024 * 1024;

/// How long a call waits for its answer: `GenServer.call`'s default.
pub const CALL_TIMEOUT: Duration = Duration::from_secs(5);

/// The largest key and the largest value, in bytes.
pub const MAX_TERM_BYTES: usize = 64 * 1024;

/// The largest body that is read from a channel, in bytes.
pub const MAX_BODY_BYTES: usize = 1024 * 1024;

/// Messages in one body.
pub const MAX_BODY_MESSAGES: usize = 32_768;

/// Bodies are sent once they are this large, in bytes; one message may go over it.
pub const FULL_BODY_BYTES: usize = 256 * 1024;

/// Machines one machine keeps track of, living and dead.
pub const MAX_PEERS: usize = 1024;

/// Calls that may wait on one machine.
pub const MAX_PENDING_CALLS: usize = 65_536;

/// How long the view and the same layout may differ before a machine notes that as changes.
pub const LAYOUT_PATIENCE: Duration = Duration::from_secs(10);

/// Layouts of others that a machine takes over in one [`TICK_INTERVAL`]: each may have it go through
/// all its entries. More are told again with a later tick.
pub const MAX_LAYOUTS_TAKEN: u32 = 8;

/// How many generations a layout may be ahead of a machine's own: no cluster gets so far in between.
pub const MAX_GENERATIONS_AHEAD: u32 = 1 << 20;

/// Changes a layout keeps; one more, and the present members found it anew.
pub const MAX_LAYOUT_CHANGES: usize = 4_096;

/// Keys of one batch.
pub const MAX_BATCH_KEYS: usize = 16_384;

/// Keys and values of one batch, in bytes.
pub const MAX_BATCH_BYTES: usize = 512 * 1024;

/// Batches that may wait on one machine.
pub const MAX_PENDING_BATCHES: usize = 64;
