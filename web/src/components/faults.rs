//! Faults: the deaths a machine can have, a cut network, and a slow or lossy one.

pub mod cut;
pub mod deaths;
pub mod network;

use yew::prelude::*;

use super::{
    panel::{DrawnProps, Panel, same},
    parts::also,
};
use crate::picture::{Condition, Picture};
use cut::Cut;
use deaths::Deaths;
use network::{Travel, told};

/// What a teacher breaks, behind a line that says what is broken now.
pub const FAULTS: Panel = Panel { draw: faults, same: same!(machines, sides, network, ready) };

fn faults(props: &DrawnProps) -> Html {
    let DrawnProps { picture, on, .. } = props;
    let say = picture.language;
    html! {
        <details class="faults" data-faults="">
            <summary>
                <h2>{ say.faults_title() }</h2>
                { " " }
                <span class="in-force" data-in-force="">{ in_force(picture) }</span>
            </summary>
            <div class="faults-body">
                <Deaths {picture} {on} />
                <Cut {picture} {on} />
                <Travel language={say} network={picture.network} {on} />
            </div>
        </details>
    }
}

/// What is broken now, on the line that opens the panel.
fn in_force(picture: &Picture) -> String {
    let frozen = picture.machines.iter().filter(|one| one.condition == Condition::Frozen).count();
    let say = picture.language;
    let mut said = Vec::new();
    if frozen > 0 {
        said.push(say.faults_frozen(frozen as u64));
    }
    if picture.sides.len() > 1 {
        said.push(say.faults_cut(&picture.sides.len().to_string()));
    }
    if picture.network != Default::default() {
        said.push(say.faults_messages(&told(say, picture.network)));
    }
    if said.is_empty() {
        say.faults_offered().to_owned()
    } else {
        say.faults_now(&also(say, &said))
    }
}
