//! Scenarios beside the cluster: the list of them, one that is open, and what is wrong with a file or
//! a link that is none.

mod list;
mod open;
mod playhouse;
mod problem;

use yew::prelude::*;

use super::share::Asked;
use crate::{
    language::Language,
    picture::Picture,
    scenarios::{Source, Trouble},
};
use list::{list, own};
use open::open;
pub(super) use open::{button, progress, title};
pub(super) use playhouse::Phase;
pub use playhouse::{Playhouse, use_playhouse};
use problem::problem;

/// Where the title is of what is shown.
const HEADING: &str = ".scenario h2";

/// The panel beside the cluster; nothing while no scenario is open.
pub(super) fn scenarios(picture: &Picture, playhouse: &Playhouse, share: &Callback<Asked>) -> Html {
    let say = picture.language;
    let told = |name, title: &str, why: Html| {
        html! {
            <div role="alert" data-scenario-trouble={name}>
                <h2 tabindex="-1">{ title.to_owned() }</h2>
                <p>{ why }</p>
            </div>
        }
    };
    let content = match playhouse.phase() {
        Phase::Closed => return Html::default(),
        Phase::Reading(_) => html! {
            <p class="lesson-wait" role="status">{ say.scenario_reading() }</p>
        },
        Phase::Listed(all, missing) => list(say, all, missing.as_deref(), playhouse),
        Phase::Open(one) => open(one, picture, playhouse, share),
        Phase::Wrong(source, error) => {
            let title = match source {
                Source::Link(_) => say.scenario_bad_link(),
                _ => say.scenario_wrong(),
            };
            let line = error.line.to_string();
            told(
                "wrong",
                title,
                html! {
                    <><b data-line={line.clone()}>{ say.scenario_line(&line) }</b>{ " " }{ problem(say, &error.problem) }</>
                },
            )
        }
        Phase::BadLink(why) => told("link", say.scenario_bad_link(), trouble(say, why).into()),
        Phase::Unavailable(why) => {
            told("unavailable", say.scenario_unavailable(), why.clone().into())
        }
    };
    let fails =
        matches!(playhouse.phase(), Phase::Wrong(..) | Phase::BadLink(_) | Phase::Unavailable(_));
    html! {
        <aside class="lesson scenario" aria-label={say.scenario_label()}>
            <div class="lesson-bar">
                <button type="button" class="quiet" data-scenarios="" onclick={playhouse.choose()}>
                    { say.scenario_all() }
                </button>
                <button type="button" class="quiet" data-scenario-close="" onclick={playhouse.close()}>
                    { say.scenario_close() }
                </button>
            </div>
            { content }
            if fails { { own(say, playhouse) } }
        </aside>
    }
}

/// Why a link leads to nothing.
pub(super) fn trouble(say: Language, why: &Trouble) -> String {
    match why {
        Trouble::Newer(version) => say.scenario_newer(version, &lab::scenario::VERSION.to_string()),
        Trouble::Damaged => say.scenario_damaged().to_owned(),
        Trouble::TooLarge => say.scenario_link_too_large(lab::limits::MAX_SCENARIO_BYTES as u64),
    }
}

/// What is shown in place of a scenario, in one line; none while there is one, or none was asked for.
pub(super) fn obstacle(say: Language, phase: &Phase) -> Option<String> {
    Some(match phase {
        Phase::Closed | Phase::Reading(_) | Phase::Open(_) | Phase::Listed(_, None) => return None,
        Phase::Listed(_, Some(missing)) => say.scenario_missing(missing),
        Phase::Wrong(_, error) => {
            format!(
                "{} {}",
                say.scenario_line(&error.line.to_string()),
                problem(say, &error.problem)
            )
        }
        Phase::BadLink(why) => trouble(say, why),
        Phase::Unavailable(why) => format!("{}: {why}", say.scenario_unavailable()),
    })
}
