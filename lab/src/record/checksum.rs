//! A checksum of all that one note brought forth, by which a replay finds the first thing that
//! differs.

use node_core::{Output, wire};

/// The checksum of the outputs of a machine's last note; of those that want one.
#[derive(Clone, Debug, Default)]
pub(super) struct Sum {
    wanted: bool,
    bytes: Vec<u8>,
}

impl Sum {
    pub(super) const fn new(wanted: bool) -> Self {
        Self { wanted, bytes: Vec::new() }
    }

    /// The outputs of another note follow.
    pub(super) fn begin(&mut self) {
        self.bytes.clear();
    }

    /// The next output.
    pub(super) fn add(&mut self, output: &Output) {
        if self.wanted {
            let bytes = std::mem::take(&mut self.bytes);
            // As with a body: writing to memory does not fail.
            self.bytes = postcard::to_extend(output, bytes).unwrap_or_default();
        }
    }

    pub(super) fn value(&self) -> u32 {
        wire::checksum(&self.bytes)
    }
}
