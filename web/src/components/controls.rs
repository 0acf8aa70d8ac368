//! The bar of controls: fill, placement, one more machine, start over.

use lab::command::PlacementName;
use yew::prelude::*;

use super::{
    fill_form::FillForm,
    panel::{DrawnProps, Panel, same},
};
use crate::picture::Intent;

const PLACEMENTS: [(PlacementName, &str, &str); 2] = [
    (PlacementName::Modulo, "Modulo", "The owner is a position in the list of who is alive."),
    (PlacementName::Fixed, "Fixed", "The owner never changes, alive or not."),
];

/// Everything but the machines themselves that one can act on.
pub const CONTROLS: Panel =
    Panel { draw: controls, same: same!(placement, fill, fill_note, machines, ready, figures) };

fn controls(props: &DrawnProps) -> Html {
    let DrawnProps { picture, on, .. } = props;
    let machines: Vec<u32> = picture.machines.iter().map(|machine| machine.number).collect();
    html! {
        <div class="controls">
            <FillForm
                {on}
                {machines}
                progress={picture.fill}
                note={picture.fill_note.clone()}
                inviting={picture.ready && picture.figures.acknowledged == 0}
            />
            <fieldset class="placement">
                <legend>{ "Placement" }</legend>
                { for PLACEMENTS.into_iter().map(|(name, label, title)| {
                    let place = on.reform(move |_: Event| Intent::Place(name));
                    html! {
                        <label {title}>
                            <input type="radio" name="placement" onchange={place}
                                checked={picture.placement == name} />
                            { label }
                        </label>
                    }
                }) }
            </fieldset>
            <div class="whole-cluster">
                <button type="button" onclick={on.reform(|_| Intent::Add)}>{ "Add a machine" }</button>
                <button type="button" onclick={on.reform(|_| Intent::Reset)}
                    title="Back to a fresh cluster of five">{ "Reset" }</button>
            </div>
        </div>
    }
}
