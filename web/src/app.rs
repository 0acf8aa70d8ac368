//! The page: a cluster behind, the components in front.

use std::rc::Rc;

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{
    cluster::{Cluster, Membership},
    components::Lab,
    link::Links,
    picture::Picture,
};

/// The whole page.
#[component]
pub fn App() -> Html {
    let picture = use_state_eq(|| Rc::new(Picture::default()));
    let cluster = use_mut_ref(|| None::<Cluster>);
    {
        let picture = picture.setter();
        let cluster = cluster.clone();
        use_effect_with((), move |()| {
            spawn_local(async move {
                let show = picture.clone();
                match launch(move |new| show.set(Rc::new(new))).await {
                    Ok(launched) => *cluster.borrow_mut() = Some(launched),
                    Err(reason) => {
                        let notice = format!("The machines can’t be started: {}", text_of(&reason));
                        let failed = Picture { notices: vec![notice], ..Picture::default() };
                        picture.set(Rc::new(failed));
                    }
                }
            });
        });
    }
    let on = use_callback((), move |intent, ()| {
        if let Some(cluster) = &*cluster.borrow() {
            cluster.intend(intent);
        }
    });
    html! { <Lab picture={(*picture).clone()} {on} /> }
}

async fn launch(show: impl Fn(Picture) + 'static) -> Result<Cluster, JsValue> {
    let membership = membership()?;
    let has_links = Links::new(&membership.cookie).is_some();
    let cluster = Cluster::launch(membership, show).await?;
    if !has_links {
        cluster.notify(
            "This page is not in a secure context, so there are no Web Locks: machines learn of a \
             death from ticks alone, after about two seconds."
                .to_owned(),
        );
    }
    Ok(cluster)
}

/// The longest cookie that is taken from the URL, in bytes.
const MAX_COOKIE_BYTES: usize = 64;

/// The cluster's cookie: `#cookie=…` in the address, else 128 random bits.
fn membership() -> Result<Membership, JsValue> {
    let window = web_sys::window().ok_or("there is no window")?;
    let address = window.location().href()?;
    let (page, hash) = address.split_once('#').unwrap_or((&address, ""));
    let named = hash.split('&').find_map(|part| part.strip_prefix("cookie=")).map(|name| {
        js_sys::decode_uri_component(name).map_or_else(|_| name.to_owned(), Into::into)
    });
    let named = named.filter(|name| !name.is_empty() && name.len() <= MAX_COOKIE_BYTES);
    let is_invited = named.is_some();
    let cookie = match named {
        Some(name) => name,
        None => {
            let mut bytes = [0; 16];
            window.crypto()?.get_random_values_with_u8_array(&mut bytes)?;
            bytes.iter().map(|byte| format!("{byte:02x}")).collect()
        }
    };
    let invitation = format!("{page}#cookie={}", js_sys::encode_uri_component(&cookie));
    Ok(Membership { cookie, is_invited, invitation })
}

fn text_of(reason: &JsValue) -> String {
    reason.dyn_ref::<js_sys::Error>().map_or_else(
        || reason.as_string().unwrap_or_else(|| format!("{reason:?}")),
        |error| error.message().into(),
    )
}
