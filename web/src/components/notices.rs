//! What the person should know before all else.

use yew::prelude::*;

use super::panel::{DrawnProps, Panel, same};
use crate::{class::ClassTrouble, language::Language, picture::Notice};

/// A machine that could not start, a missing feature of the browser: a sentence each.
pub const NOTICES: Panel = Panel { draw: notices, same: same!(notices) };

fn notices(props: &DrawnProps) -> Html {
    let notices = &props.picture.notices;
    html! {
        <div role="status" class="notices">
            if !notices.is_empty() {
                <ul>{ for notices.iter().map(|notice| html! { <li>{ sentence(props.picture.language, notice) }</li> }) }</ul>
            }
        </div>
    }
}

fn sentence(say: Language, notice: &Notice) -> String {
    match notice {
        Notice::CantStart(why) => say.notice_cant_start(why),
        Notice::MasterBroke(how) => say.notice_master_broke(how),
        Notice::CantSave(why) => say.notice_cant_save(why),
        Notice::NoWholeRecord => say.notice_no_whole_record().to_owned(),
        Notice::RecordIsLost(how) => say.notice_record_is_lost(how),
        Notice::NoTab => say.notice_no_tab().to_owned(),
        Notice::NoLocks => say.notice_no_locks().to_owned(),
        Notice::NoSecond(why) => say.notice_no_second(why),
        Notice::TooManyForTwo(most) => say.notice_too_many_for_two(*most),
        Notice::Reloaded => say.notice_reloaded().to_owned(),
        Notice::BroughtBack => say.notice_brought_back().to_owned(),
        Notice::NoClass(trouble) => no_class(say, trouble),
        Notice::ServerLost => say.notice_server_lost().to_owned(),
        Notice::ServerBack(seconds) => say.notice_server_back(*seconds),
        Notice::ServerEnded(why) => say.notice_server_ended(why),
    }
}

/// Why the page can't take part in the class.
fn no_class(say: Language, trouble: &ClassTrouble) -> String {
    match trouble {
        ClassTrouble::Address(server) => say.notice_class_address(server),
        ClassTrouble::NoLibrary => say.notice_class_no_library().to_owned(),
        ClassTrouble::NoServer(server) => say.notice_class_no_server(server),
        ClassTrouble::Token => say.notice_class_token().to_owned(),
        ClassTrouble::Cookie(most) => say.notice_class_cookie((*most).into()),
    }
}
