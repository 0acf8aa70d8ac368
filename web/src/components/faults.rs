//! Faults: the deaths a machine can have, a cut network, and a slow or lossy one.

pub mod cut;
pub mod deaths;
pub mod network;

use yew::prelude::*;

use super::panel::{DrawnProps, Panel, same};
use crate::{
    format::counted,
    picture::{Condition, Picture},
};
use cut::Cut;
use deaths::Deaths;
use network::{Travel, told};

/// What a teacher breaks, behind a line that says what is broken now.
pub const FAULTS: Panel = Panel { draw: faults, same: same!(machines, sides, network, ready) };

fn faults(props: &DrawnProps) -> Html {
    let DrawnProps { picture, on, .. } = props;
    html! {
        <details class="faults" data-faults="">
            <summary>
                <h2>{ "Faults" }</h2>
                { " " }
                <span class="in-force" data-in-force="">{ in_force(picture) }</span>
            </summary>
            <div class="faults-body">
                <Deaths {picture} {on} />
                <Cut {picture} {on} />
                <Travel network={picture.network} {on} />
            </div>
        </details>
    }
}

/// What is broken now, on the line that opens the panel.
fn in_force(picture: &Picture) -> String {
    let frozen = picture.machines.iter().filter(|one| one.condition == Condition::Frozen).count();
    let mut said = Vec::new();
    if frozen > 0 {
        said.push(format!("{} frozen", counted(frozen as u64, "machine")));
    }
    if picture.sides.len() > 1 {
        said.push(format!("the network is cut in {}", picture.sides.len()));
    }
    if picture.network != Default::default() {
        said.push(format!("messages: {}", told(picture.network)));
    }
    if said.is_empty() {
        "crash, leave, freeze, trap; cut the network, slow it down".to_owned()
    } else {
        format!("now: {}", said.join("; "))
    }
}
