//! A machine while time does not go at its usual pace: whatever comes to it waits at its gate.

use node_core::Envelope;
use wasm_bindgen::JsValue;

use super::{Host, Keeper};
use crate::{
    control::{
        self,
        machine::{FromMachine, Requests},
    },
    gate::Act,
    pace::{FLIGHT, Pace},
    road::Received,
};

/// What a moment may have lost as a number of JavaScript, in milliseconds.
const ROUNDING: f64 = 0.001;

impl Host {
    /// The cluster's time goes so fast from now on.
    pub(super) fn set_pace(&mut self, pace: Pace) {
        self.clock.set_pace(pace);
        // It was set for another pace.
        self.timer = None;
        self.transport.set_slowed(!pace.is_usual());
        if pace.is_usual() {
            self.keeper = None;
        } else if let Some(keeper) = &mut self.keeper {
            keeper.begin();
        } else {
            let mut keeper = Keeper::default();
            self.road.part_bodies();
            for entered in self.road.numbers().into_iter().filter_map(|it| self.road.told(it)) {
                keeper.entered(entered);
            }
            keeper.begin();
            self.keeper = Some(keeper);
        }
        self.take_arrived();
    }

    /// Each message of a body waits for itself.
    pub(super) fn hold(&mut self, envelopes: Vec<Envelope>) {
        let now = self.clock.common();
        for envelope in envelopes {
            if let Some(keeper) = &mut self.keeper {
                keeper.came(envelope.from);
            }
            for number in self.road.enter(now, FLIGHT, vec![envelope]) {
                self.is_held(number);
            }
        }
    }

    /// A Master asks for these.
    pub(super) fn asked(&mut self, requests: Requests) {
        if self.keeper.is_none() {
            return self.comes(Received::Requests(requests));
        }
        for request in requests {
            self.comes(Received::Requests(vec![request]));
        }
    }

    /// Something comes that no network carries: it waits at the gate, or behind what does.
    pub(super) fn comes(&mut self, received: Received) {
        let now = self.clock.common();
        let at = match (&self.keeper, &received) {
            (Some(_), _) => Some(now + FLIGHT),
            (None, Received::LinkDown(_)) => None,
            (None, _) => self.road.last_asked(),
        };
        let Some(at) = at else { return self.receive(received) };
        if let Some(keeper) = &mut self.keeper
            && received.is_asked()
        {
            keeper.asked();
        }
        if let Some(number) = self.road.wait(now, at, received) {
            self.is_held(number);
        }
    }

    fn is_held(&mut self, number: u64) {
        if let Some(keeper) = &mut self.keeper
            && let Some(entered) = self.road.told(number)
        {
            keeper.entered(entered);
        }
    }

    /// Does something to what waits, if it still does.
    pub(super) fn act(&mut self, ticket: u64, number: u64, act: Act) {
        let Some(keeper) = &mut self.keeper else { return };
        keeper.did(ticket);
        match act {
            Act::Deliver => {
                if let Some(received) = self.road.take(number) {
                    keeper.left(number);
                    self.receive(received);
                }
            }
            Act::Drop => {
                if self.road.lose(number) {
                    keeper.left(number);
                }
            }
            Act::Delay => {
                if self.road.delay(self.clock.common(), number) {
                    self.is_held(number);
                }
            }
            Act::Duplicate => {
                if let Some(number) = self.road.duplicate(number) {
                    self.is_held(number);
                }
            }
        }
    }

    /// Time stands still, at the moment for which this machine waited.
    pub(super) fn wake_for_step(&mut self, ticket: u64) {
        let Some(keeper) = &mut self.keeper else { return };
        keeper.did(ticket);
        let now = self.clock.now();
        if let Some((at, reason)) = self.node.poll_timeout()
            && at.as_millis_f64() <= now.as_millis_f64() + ROUNDING
        {
            self.time_is_up(now.max(at), reason);
        }
    }

    /// Tells the Master of the gate, if there is something to tell.
    pub(super) fn tell_of_gate(&mut self) -> Result<(), JsValue> {
        let (wall, is_paused) = (self.clock.wall(), self.clock.pace().is_paused());
        let timer = self.node.poll_timeout().filter(|_| self.socket.is_none());
        let Some(keeper) = &mut self.keeper else { return Ok(()) };
        if let Some(report) = keeper.report(wall, is_paused, timer) {
            self.master.tell(&FromMachine::Gate(control::pack_to_post(&report)?));
        }
        Ok(())
    }
}
