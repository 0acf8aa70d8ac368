//! One machine's view of the cluster: what it believes, and what it learned last.

use node_core::NodeId;
use yew::prelude::*;

use super::{
    panel::{DrawnProps, Panel, same},
    parts::{is_dead, reason_sentence, state_word},
};
use crate::{
    format::machine,
    language::Language,
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
    let say = picture.language;
    html! {
        <section class="view" aria-labelledby="view-title">
            <div class="view-head">
                <h3 id="view-title">{ say.view_title(&machine(one.number)) }</h3>
                <button type="button" class="quiet" onclick={on.reform(|_| Intent::LookAt(None))}>
                    { say.view_close() }
                </button>
            </div>
            { content(say, one) }
        </section>
    }
}

fn content(say: Language, one: &Machine) -> Html {
    let bold = |name, n| html! { <b data-view-messages={name}>{ say.count(n) }</b> };
    let dead = is_dead(&one.condition);
    html! {
        <>
            if dead {
                <p>{ say.view_dead(state_word(say, &one.condition)) }</p>
            } else {
                <p>{ say.view_answers_parts(html! { <code>{ "Apothik.Cluster.get_state" }</code> }) }</p>
            }
            if let Some(view) = &one.view {
                <pre class="code" data-view-of={one.number.to_string()}>{ state(one.number, view) }</pre>
                <p class="learned" data-learned="">{ learned(say, view.learned.as_ref()) }</p>
            } else {
                <p data-view-of={one.number.to_string()}>{ say.view_silent() }</p>
                <p class="learned" data-learned="">{ learned(say, None) }</p>
            }
            <p class="learned">
                { say.view_messages_parts(bold("dropped", one.dropped), bold("ignored", one.ignored)) }
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

fn learned(say: Language, learned: Option<&Learned>) -> String {
    let Some(Learned { about, news, at_ms }) = learned else {
        return say.view_nothing_learned().to_owned();
    };
    let (about, at) = (machine(about.number()), say.moment(*at_ms));
    match news {
        News::Up => say.view_learned_up(&about, &at),
        News::Down(reason) => say.view_learned_down(&about, &at, reason_sentence(say, *reason)),
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
