//! Saving figures and the run.

use super::Page;
use crate::{
    export::{Export, seam},
    picture::{Notice, Picture},
};

impl Page {
    /// Saves something of this picture, or tells the person why it can't be.
    pub(super) fn save(&self, what: Export, picture: &Picture) {
        let page = self.clone();
        seam::save(what, picture, move |why| {
            page.0.borrow().notify(Notice::CantSave(why));
        });
    }
}
