//! Saving figures and the run.

use js_sys::Uint8Array;

use super::Page;
use crate::{
    export::{Export, seam},
    picture::{Notice, Picture},
};

impl Page {
    /// Saves a record, or tells the person why it can't be.
    pub(super) fn save_record(&self, bytes: &Uint8Array) {
        let page = self.clone();
        seam::save_record(bytes, move |why| {
            page.0.borrow().notify(Notice::CantSave(why));
        });
    }

    /// Saves something of this picture, or tells the person why it can't be.
    pub(super) fn save(&self, what: Export, picture: &Picture) {
        let page = self.clone();
        seam::save(what, picture, move |why| {
            page.0.borrow().notify(Notice::CantSave(why));
        });
    }
}
