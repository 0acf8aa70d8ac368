//! One connection that is up: what is said on it arrives in order and once, as on the BEAM's TCP.
//!
//! Messages are numbered from 1. The sender keeps each until the receiver has confirmed it, and
//! sends it again when that takes too long; the receiver keeps what came too early until the gap
//! is filled. So a lost, repeated or late message costs time and nothing else.

use alloc::{
    collections::{BTreeMap, VecDeque},
    vec::Vec,
};
use core::time::Duration;

use crate::{
    io::TimeoutReason,
    limits::{
        CONFIRM_DELAY, MAX_HELD_BYTES, MAX_RESENT, MAX_RESENT_BYTES, MAX_UNCONFIRMED_BYTES,
        RESEND_INTERVAL, RESEND_LIMIT,
    },
    message::Body,
    time::Instant,
};

#[derive(Clone, Debug, Default)]
pub(super) struct Connection {
    /// The number of the last message sent.
    sent: u64,
    /// The last messages sent, the newest last, as far as they are not confirmed.
    unconfirmed: VecDeque<Body>,
    unconfirmed_bytes: usize,
    resend: Option<Resend>,
    /// All messages up to this number have been received.
    received: u64,
    /// Messages received out of order, by number.
    held: BTreeMap<u64, Body>,
    held_bytes: usize,
    /// When to confirm, unless something that is sent does it first.
    confirm_at: Option<Instant>,
}

/// When the unconfirmed messages are sent again.
#[derive(Clone, Copy, Debug)]
struct Resend {
    at: Instant,
    wait: Duration,
}

/// A message with its number.
pub(super) type Numbered = (u64, Body);

impl Connection {
    /// Takes a message to send; answers its number.
    pub(super) fn send(&mut self, now: Instant, body: Body) -> u64 {
        self.sent += 1;
        self.unconfirmed_bytes += body.size();
        self.unconfirmed.push_back(body);
        self.confirm_at = None;
        let first = Resend { at: now + RESEND_INTERVAL, wait: RESEND_INTERVAL };
        self.resend.get_or_insert(first);
        self.sent
    }

    /// Whether more waits for a confirmation than may.
    pub(super) const fn is_overrun(&self) -> bool {
        self.unconfirmed_bytes > MAX_UNCONFIRMED_BYTES
    }

    /// The number up to which everything was received, to be told with whatever is sent.
    pub(super) const fn received(&self) -> u64 {
        self.received
    }

    /// The other side has received everything up to this number.
    pub(super) fn confirmed(&mut self, now: Instant, up_to: u64) {
        let first = self.sent + 1 - self.unconfirmed.len() as u64;
        if up_to < first || up_to > self.sent {
            return;
        }
        for _ in first..=up_to {
            let bytes = self.unconfirmed.pop_front().map_or(0, |body| body.size());
            self.unconfirmed_bytes -= bytes;
        }
        let waits = !self.unconfirmed.is_empty();
        self.resend = waits.then_some(Resend { at: now + RESEND_INTERVAL, wait: RESEND_INTERVAL });
    }

    /// Takes a received message; `false` when it came before, or there is no room to keep it.
    /// What can be acted on now is in [`next`](Self::next).
    pub(super) fn receive(&mut self, now: Instant, number: u64, body: Body) -> bool {
        // Even of a repeated one: its confirmation may have been lost.
        self.confirm_at.get_or_insert(now + CONFIRM_DELAY);
        if number <= self.received || self.held.contains_key(&number) {
            return false;
        }
        let bytes = body.size();
        if number > self.received + 1 && self.held_bytes + bytes > MAX_HELD_BYTES {
            return false;
        }
        self.held_bytes += bytes;
        self.held.insert(number, body);
        true
    }

    /// The next message to act on, if it is there.
    pub(super) fn next(&mut self) -> Option<Body> {
        let entry = self.held.first_entry().filter(|entry| *entry.key() == self.received + 1)?;
        let body = entry.remove();
        self.received += 1;
        self.held_bytes -= body.size();
        Some(body)
    }

    /// When something is due, and what.
    pub(super) fn timeout(&self) -> Option<(Instant, TimeoutReason)> {
        let resend = self.resend.map(|resend| (resend.at, TimeoutReason::Resend));
        let confirm = self.confirm_at.map(|at| (at, TimeoutReason::Confirm));
        match (resend, confirm) {
            (Some(resend), Some(confirm)) => {
                Some(if confirm.0 < resend.0 { confirm } else { resend })
            }
            (one, other) => one.or(other),
        }
    }

    /// What is to be sent again now.
    pub(super) fn take_resends(&mut self, now: Instant) -> Vec<Numbered> {
        let Some(resend) = self.resend.filter(|resend| resend.at <= now) else {
            return Vec::new();
        };
        let wait = (resend.wait * 2).min(RESEND_LIMIT);
        self.resend = Some(Resend { at: now + wait, wait });
        self.confirm_at = None;
        let first = self.sent + 1 - self.unconfirmed.len() as u64;
        let mut bytes = 0;
        let again = self.unconfirmed.iter().take(MAX_RESENT).take_while(|body| {
            let before = bytes;
            bytes += body.size();
            before < MAX_RESENT_BYTES
        });
        (first..).zip(again.cloned()).collect()
    }

    /// Whether a confirmation of its own is due.
    pub(super) fn take_confirmation(&mut self, now: Instant) -> bool {
        self.confirm_at.take_if(|at| *at <= now).is_some()
    }
}
