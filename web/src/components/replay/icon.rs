//! What is on the buttons of a replay.

use yew::prelude::*;

/// A drawing on a button, 16 by 16.
#[derive(Clone, Copy)]
pub(super) enum Icon {
    /// To the beginning.
    Begin,
    /// Back to the mark before.
    MarkBefore,
    /// One happening back.
    Before,
    /// Play.
    Play,
    /// Stop playing.
    Stop,
    /// One happening on.
    After,
    /// On to the next mark.
    MarkAfter,
    /// To the end.
    End,
}

impl Icon {
    const fn path(self) -> &'static str {
        match self {
            Self::Begin => "M3 3h2v10h-2zM13 3v10l-7-5z",
            Self::MarkBefore => "M8 3v10l-6-5zM14 3v10l-6-5z",
            Self::Before => "M11 3v10l-7-5z",
            Self::Play => "M4 2l10 6l-10 6z",
            Self::Stop => "M3 3h4v10h-4zM9 3h4v10h-4z",
            Self::After => "M5 3v10l7-5z",
            Self::MarkAfter => "M2 3v10l6-5zM8 3v10l6-5z",
            Self::End => "M11 3h2v10h-2zM3 3v10l7-5z",
        }
    }

    /// It is drawn in the colour of its button's text.
    pub(super) fn draw(self) -> Html {
        html! {
            <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
                <path d={self.path()} />
            </svg>
        }
    }
}
