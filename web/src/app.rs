//! The page: workers behind, the components in front.

use std::rc::Rc;

use yew::prelude::*;

use crate::{
    address,
    components::{Lab, embed, use_playhouse},
    control::text_of,
    export::Figure,
    page::{Page, chosen},
    picture::{Intent, Notice, Picture},
};

/// The whole page, or the one figure that its address asks for.
#[component]
pub fn App() -> Html {
    // What is shown, and the live cluster, which is the same unless somebody looks back.
    let pictures = use_state_eq(|| {
        let none = Rc::new(Picture { language: chosen(), ..Picture::default() });
        (none.clone(), none)
    });
    let page = use_mut_ref(|| None::<Page>);
    let alone = use_memo((), |()| address::query("embed").map(|name| (Figure::named(&name), name)));
    {
        let pictures = pictures.setter();
        let (page, alone) = (page.clone(), alone.clone());
        use_effect_with((), move |()| {
            if matches!(&*alone, Some((None, _))) {
                // There is nothing to show that a cluster is needed for.
                return;
            }
            let show = pictures.clone();
            match Page::launch(move |shown, live| show.set((shown, live))) {
                Ok(launched) => *page.borrow_mut() = Some(launched),
                Err(reason) => {
                    let notices = vec![Notice::CantStart(text_of(&reason))];
                    let failed = Picture { notices, language: chosen(), ..Picture::default() };
                    let failed = Rc::new(failed);
                    pictures.set((failed.clone(), failed));
                }
            }
        });
    }
    let on = use_callback((), move |intent, ()| {
        if let Some(page) = &*page.borrow() {
            page.intend(intent);
        }
    });
    let (picture, live) = (*pictures).clone();
    let playhouse = use_playhouse(&live, &on);
    let is_two = matches!(&*alone, Some((Some(Figure::SideBySide), _)));
    use_effect_with(live.ready && is_two, {
        let on = on.clone();
        move |opens| {
            if *opens {
                on.emit(Intent::OpenSecond);
            }
        }
    });
    match &*alone {
        Some((figure, name)) => embed(&picture, &on, *figure, name, &playhouse),
        None => html! { <Lab {picture} {live} {on} {playhouse} /> },
    }
}
