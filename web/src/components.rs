//! The page: it draws a [`Picture`] and emits [`Intent`]s, and knows nothing of what is behind.

pub mod account;
pub mod bar;
pub mod beliefs;
pub mod cluster;
pub mod console;
pub mod controls;
pub mod disc;
mod disc_marks;
pub mod distribution;
pub mod faults;
pub mod fill_form;
pub mod geometry;
pub mod log;
pub mod loss;
pub mod notices;
pub mod palette;
pub mod panel;
mod parts;
pub mod story;
pub mod table;
pub mod tabs;
pub mod theme;
pub mod timeline;
pub mod toll;
pub mod view;
pub mod why;
pub mod words;

use std::rc::Rc;

use yew::prelude::*;

use crate::picture::{Intent, Picture};
use account::ACCOUNT;
use beliefs::BeliefMatrix;
use cluster::Cluster;
use console::Console;
use controls::CONTROLS;
use distribution::DISTRIBUTION;
use faults::FAULTS;
use loss::LossOnKill;
use notices::NOTICES;
use palette::patterns;
use panel::{Drawn, Panel};
use table::KEYS_TABLE;
use tabs::Tabs;
use theme::Theme;
use timeline::OVER_TIME;
use view::MACHINE_VIEW;
use why::Why;
use words::WORDS;

/// Props of [`Lab`].
#[derive(Clone, PartialEq, Properties)]
pub struct LabProps {
    /// What there is to see.
    pub picture: Rc<Picture>,
    /// What the person asks for.
    pub on: Callback<Intent>,
}

/// The whole page.
#[component]
pub fn Lab(props: &LabProps) -> Html {
    let LabProps { picture, on } = props;
    let drawn = |panel: Panel| html! { <Drawn {picture} {on} {panel} /> };
    html! {
        <>
            { patterns() }
            <header class="masthead">
                <div>
                    <h1>{ "Apothik" }</h1>
                    <p>{ "A distributed cache. Each machine is a real process; a click kills it." }</p>
                </div>
                <Theme />
            </header>
            <main
                data-settled={picture.settled.to_string()}
                data-ready={picture.ready.to_string()}
                data-filling={picture.fill.is_some().to_string()}
            >
                { drawn(NOTICES) }
                { drawn(CONTROLS) }
                <div class="stage">
                    <Cluster picture={picture} on={on} />
                    <LossOnKill picture={picture} on={on} />
                </div>
                { drawn(ACCOUNT) }
                { drawn(FAULTS) }
                <div class="panels">
                    { drawn(DISTRIBUTION) }
                    { drawn(OVER_TIME) }
                    <Console picture={picture} on={on} />
                    <BeliefMatrix picture={picture} on={on} />
                    <div class="panel machines">
                        { drawn(KEYS_TABLE) }
                        { drawn(MACHINE_VIEW) }
                    </div>
                    <Why picture={picture} on={on} />
                    <Tabs picture={picture} on={on} />
                    { drawn(WORDS) }
                </div>
            </main>
        </>
    }
}
