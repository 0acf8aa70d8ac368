//! The page: workers behind, the components in front.

use std::rc::Rc;

use yew::prelude::*;

use crate::{
    components::Lab,
    control::text_of,
    page::{Page, chosen},
    picture::{Notice, Picture},
};

/// The whole page.
#[component]
pub fn App() -> Html {
    let picture = use_state_eq(|| Rc::new(Picture::default()));
    let page = use_mut_ref(|| None::<Page>);
    {
        let picture = picture.setter();
        let page = page.clone();
        use_effect_with((), move |()| {
            let show = picture.clone();
            match Page::launch(move |new| show.set(new)) {
                Ok(launched) => *page.borrow_mut() = Some(launched),
                Err(reason) => {
                    let notices = vec![Notice::CantStart(text_of(&reason))];
                    let failed = Picture { notices, language: chosen(), ..Picture::default() };
                    picture.set(Rc::new(failed));
                }
            }
        });
    }
    let on = use_callback((), move |intent, ()| {
        if let Some(page) = &*page.borrow() {
            page.intend(intent);
        }
    });
    html! { <Lab picture={(*picture).clone()} {on} /> }
}
