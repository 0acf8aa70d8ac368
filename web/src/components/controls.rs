//! The bar of controls: fill, placement, one more machine, start over.

use yew::prelude::*;

use super::{
    fill_form::FillForm,
    panel::{DrawnProps, Panel, same},
    placement_form::PlacementForm,
};
use crate::picture::Intent;

/// Everything but the machines themselves that one can act on.
pub const CONTROLS: Panel = Panel {
    draw: controls,
    same: same!(placement, second, fill, fill_note, machines, ready, figures),
};

fn controls(props: &DrawnProps) -> Html {
    let DrawnProps { picture, on, .. } = props;
    let say = picture.language;
    let machines: Vec<u32> = picture.machines.iter().map(|machine| machine.number).collect();
    html! {
        <div class="controls">
            <FillForm
                {on}
                {machines}
                language={say}
                progress={picture.fill}
                note={picture.fill_note.clone()}
                inviting={picture.ready && picture.figures.acknowledged == 0}
            />
            // Beside a second cluster, each has its placement with its figures.
            if picture.second.is_none() {
                <PlacementForm id="placement" {on} placement={picture.placement} language={say}
                    runs={picture.running() > 0} />
            }
            <div class="whole-cluster">
                <button type="button" onclick={on.reform(|_| Intent::Add)}>{ say.controls_add() }</button>
                <button type="button" onclick={on.reform(|_| Intent::Reset)}
                    title={say.controls_reset_about()}>{ say.controls_reset() }</button>
            </div>
        </div>
    }
}
