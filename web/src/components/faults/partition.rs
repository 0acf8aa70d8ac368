//! Which machines can't hear which.

use std::collections::BTreeSet;

use yew::prelude::*;

use crate::picture::Intent;

/// Props of [`PartitionForm`].
#[derive(Clone, PartialEq, Properties)]
pub struct PartitionFormProps {
    /// What the person asks for.
    pub on: Callback<Intent>,
    /// The living machines.
    pub machines: Vec<u32>,
    /// Whether the network is cut now.
    pub cut: bool,
}

/// A side for each machine, and the cut between the sides.
#[component]
pub fn PartitionForm(props: &PartitionFormProps) -> Html {
    let PartitionFormProps { on, machines, cut } = props;
    // Machines that were moved to the other side than the one they have at first.
    let moved = use_state(BTreeSet::<u32>::new);
    let half = machines.len() / 2;
    let is_first = |place: usize, number: u32| (place < half) != moved.contains(&number);
    let (mut first, mut second) = (Vec::new(), Vec::new());
    for (place, &number) in machines.iter().enumerate() {
        if is_first(place, number) { first.push(number) } else { second.push(number) }
    }
    let possible = !first.is_empty() && !second.is_empty();
    let sides = vec![first, second];
    html! {
        <div class="fault-group">
            <h3>{ "Partition" }</h3>
            <p class="what">{ "Two sides that don’t hear each other. Click a machine to move it." }</p>
            <div class="sides" role="group" aria-label="Sides of the partition">
                { for machines.iter().enumerate().map(|(place, &number)| {
                    let side = if is_first(place, number) { "A" } else { "B" };
                    let moved = moved.clone();
                    let onclick = Callback::from(move |_| {
                        let mut next = (*moved).clone();
                        if !next.remove(&number) {
                            next.insert(number);
                        }
                        moved.set(next);
                    });
                    html! {
                        <button key={number} type="button" class={classes!("side", format!("side-{}", side.to_lowercase()))}
                            data-side={side} {onclick}
                            aria-label={format!("Machine {number} is on side {side}")}>
                            { number }<span class="side-name">{ side }</span>
                        </button>
                    }
                }) }
            </div>
            <div class="buttons">
                <button type="button" data-fault="cut" disabled={!possible}
                    onclick={on.reform(move |_| Intent::Partition(sides.clone()))}>{ "Cut" }</button>
                <button type="button" data-fault="heal" disabled={!cut}
                    onclick={on.reform(|_| Intent::Heal)}>{ "Heal" }</button>
                <span class="what" role="status">{ if *cut { "The network is cut." } else { "" } }</span>
            </div>
        </div>
    }
}
