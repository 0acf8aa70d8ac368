//! Words for programs that only exports have.

use crate::picture::MarkKind;

/// What happened.
pub(super) const fn mark_name(kind: MarkKind) -> &'static str {
    match kind {
        MarkKind::Fill => "fill",
        MarkKind::Kill => "kill",
        MarkKind::Leave => "leave",
        MarkKind::Freeze => "freeze",
        MarkKind::Loss => "loss",
        MarkKind::Start => "start",
        MarkKind::Add => "add",
    }
}
