//! One component for every panel that keeps nothing of its own: a component costs bytes, a function
//! hardly any.

use std::rc::Rc;

use yew::prelude::*;

use crate::picture::{Intent, Picture};

/// How a panel is drawn, and when it is not drawn again.
#[derive(Clone, Copy)]
pub struct Panel {
    /// Draws it.
    pub draw: fn(&DrawnProps) -> Html,
    /// Whether two pictures are the same to it.
    pub same: fn(&Picture, &Picture) -> bool,
}

/// Props of [`Drawn`].
#[derive(Clone, Properties)]
pub struct DrawnProps {
    /// What there is to see.
    pub picture: Rc<Picture>,
    /// What the person asks for.
    pub on: Callback<Intent>,
    /// Which panel; always the same one at the same place.
    pub panel: Panel,
}

impl PartialEq for DrawnProps {
    fn eq(&self, other: &Self) -> bool {
        self.on == other.on
            && self.picture.language == other.picture.language
            && (self.panel.same)(&self.picture, &other.picture)
    }
}

/// A panel; it is drawn again only when the parts of the picture it shows have changed.
#[component]
pub fn Drawn(props: &DrawnProps) -> Html {
    (props.panel.draw)(props)
}

/// Whether these parts of two pictures are equal.
macro_rules! same {
    ($($part:ident),+) => { |one, other| true $(&& one.$part == other.$part)+ };
}
pub(super) use same;
