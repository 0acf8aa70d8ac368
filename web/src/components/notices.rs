//! What the person should know before all else.

use yew::prelude::*;

use super::parts::drawn_from;

drawn_from! {
    /// Props of [`Notices`].
    NoticesProps: notices
}

/// A machine that could not start, a missing feature of the browser: a sentence each.
#[component]
pub fn Notices(props: &NoticesProps) -> Html {
    let notices = &props.picture.notices;
    html! {
        <div role="status" class="notices">
            if !notices.is_empty() {
                <ul>{ for notices.iter().map(|notice| html! { <li>{ notice.as_str() }</li> }) }</ul>
            }
        </div>
    }
}
