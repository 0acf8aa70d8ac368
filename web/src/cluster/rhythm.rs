//! How often the page is told of a new picture: so seldom that drawing takes a small part of its
//! time.
//!
//! To draw the page takes the browser several milliseconds: done sixty times a second while a
//! million keys come in, it would be most of what the page does. So the page says how long each
//! drawing took, and the next picture waits in proportion. Who clicks is not made to wait.

use gloo_timers::callback::Timeout;

/// For each millisecond of drawing, so many without.
const REST: f64 = 14.0;

/// The longest time from one drawing to the next, in milliseconds.
const MAX_WAIT_MILLIS: f64 = 160.0;

/// Where the page is with the pictures it was sent, and how long drawing takes it.
#[derive(Default)]
pub(super) struct Rhythm {
    state: State,
    /// Something has changed since the last picture.
    is_due: bool,
    is_urgent: bool,
    /// When the last picture was sent, in milliseconds since the page was opened.
    sent: f64,
    /// How long a drawing takes, in milliseconds, smoothed.
    takes: f64,
}

#[derive(Default)]
enum State {
    /// The page has drawn what it was sent.
    #[default]
    Idle,
    /// It is too early for the next picture.
    Resting { _timeout: Timeout },
    /// The page is drawing.
    Drawing,
}

impl Rhythm {
    /// The next picture is not to wait: somebody did something, or waits for this.
    pub(super) const fn hurry(&mut self) {
        self.is_urgent = true;
    }

    /// Something has changed. Answers whether a picture is to be sent now; otherwise `wake` is called
    /// when it is time to ask again, or [`drawn`](Self::drawn) says so.
    pub(super) fn is_time(&mut self, now: f64, wake: impl FnOnce() + 'static) -> bool {
        self.is_due = true;
        match self.state {
            State::Drawing => return false,
            State::Resting { .. } if !self.is_urgent => return false,
            _ => {}
        }
        let wait = (self.takes * REST).min(MAX_WAIT_MILLIS) - (now - self.sent);
        if wait >= 1.0 && !self.is_urgent {
            self.state = State::Resting { _timeout: Timeout::new(wait as u32, wake) };
            return false;
        }
        self.state = State::Drawing;
        self.sent = now;
        self.is_due = false;
        self.is_urgent = false;
        true
    }

    /// The rest is over.
    pub(super) fn rested(&mut self) {
        self.state = State::Idle;
    }

    /// The page has drawn the last picture, in so many milliseconds; answers whether something has
    /// changed since.
    pub(super) fn drawn(&mut self, took: f64) -> bool {
        self.state = State::Idle;
        self.takes = if took > self.takes { took } else { self.takes * 0.8 + took * 0.2 };
        self.is_due
    }
}
