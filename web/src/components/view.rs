//! One machine's view of the cluster: what it believes, and what it learned last.

use node_core::NodeId;
use yew::prelude::*;

use super::{
    panel::{DrawnProps, Panel, same},
    parts::{is_dead, reason_sentence, state_word},
};
use crate::{
    format::{count, machine, moment},
    picture::{Intent, Learned, Machine, News, View},
};

/// The view that is open, if one is.
pub const MACHINE_VIEW: Panel = Panel { draw: machine_view, same: same!(machines, looked_at) };

fn machine_view(props: &DrawnProps) -> Html {
    let (picture, on) = (&props.picture, &props.on);
    let open = picture
        .looked_at
        .and_then(|number| picture.machines.iter().find(|machine| machine.number == number));
    let Some(one) = open else { return Html::default() };
    html! {
        <section class="view" aria-labelledby="view-title">
            <div class="view-head">
                <h3 id="view-title">{ format!("{}'s view", machine(one.number)) }</h3>
                <button type="button" class="quiet" onclick={on.reform(|_| Intent::LookAt(None))}>
                    { "Close" }
                </button>
            </div>
            { content(one) }
        </section>
    }
}

fn content(one: &Machine) -> Html {
    let dead = is_dead(&one.condition);
    html! {
        <>
            if dead {
                <p>{ format!("It is {}: it believes nothing any more. Its last view:", state_word(&one.condition)) }</p>
            } else {
                <p>{ "What " }<code>{ "Apothik.Cluster.get_state" }</code>{ " answers there:" }</p>
            }
            if let Some(view) = &one.view {
                <pre class="code" data-view-of={one.number.to_string()}>{ state(one.number, view) }</pre>
                <p class="learned" data-learned="">{ learned(view.learned.as_ref()) }</p>
            } else {
                <p data-view-of={one.number.to_string()}>{ "It has not said yet." }</p>
                <p class="learned" data-learned="">{ learned(None) }</p>
            }
            <p class="learned">
                { "Messages: " }
                <b data-view-messages="dropped">{ count(one.dropped) }</b>
                { " dropped, " }
                <b data-view-messages="ignored">{ count(one.ignored) }</b>
                { " ignored." }
            </p>
        </>
    }
}

/// `{:"apothik_2@127.0.0.1", [:"apothik_1@127.0.0.1", …]}`, as `get_state` answers.
fn state(number: u32, view: &View) -> String {
    let atom = |node: NodeId| format!(":\"{node}\"");
    let members: Vec<String> = view.members.iter().map(|&member| atom(member)).collect();
    format!("{{{}, [{}]}}", atom(NodeId::new(number)), members.join(", "))
}

fn learned(learned: Option<&Learned>) -> String {
    let Some(Learned { about, news, at_ms }) = learned else {
        return "It has learned of no change yet.".to_owned();
    };
    let (about, at) = (machine(about.number()), moment(*at_ms));
    match news {
        News::Up => format!("Last learned: {about} is up, at {at}."),
        News::Down(reason) => {
            format!("Last learned: {about} is down, at {at}, because {}.", reason_sentence(*reason))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_is_written_as_elixir_does() {
        let view = View { members: vec![NodeId::new(1), NodeId::new(2)], learned: None };
        assert_eq!(
            state(2, &view),
            r#"{:"apothik_2@127.0.0.1", [:"apothik_1@127.0.0.1", :"apothik_2@127.0.0.1"]}"#
        );
    }
}
