//! What the person should know before all else.

use yew::prelude::*;

use super::panel::{DrawnProps, Panel, same};

/// A machine that could not start, a missing feature of the browser: a sentence each.
pub const NOTICES: Panel = Panel { draw: notices, same: same!(notices) };

fn notices(props: &DrawnProps) -> Html {
    let notices = &props.picture.notices;
    html! {
        <div role="status" class="notices">
            if !notices.is_empty() {
                <ul>{ for notices.iter().map(|notice| html! { <li>{ notice.as_str() }</li> }) }</ul>
            }
        </div>
    }
}
