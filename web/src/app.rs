//! The page: a cluster behind, the components in front.

use std::rc::Rc;

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{cluster::Cluster, components::Lab, link::Links, picture::Picture};

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
    let cookie = cookie()?;
    let has_links = Links::new(&cookie).is_some();
    let invitation = invitation(&cookie)?;
    let cluster = Cluster::launch(cookie, invitation, show).await?;
    if !has_links {
        cluster.notify(
            "This page is not in a secure context, so there are no Web Locks: machines learn of a \
             death from ticks alone, after about two seconds."
                .to_owned(),
        );
    }
    Ok(cluster)
}

/// The address at which another tab joins the cluster with this cookie.
fn invitation(cookie: &str) -> Result<String, JsValue> {
    let location = web_sys::window().ok_or("there is no window")?.location();
    let page = location.href()?;
    let page = page.split('#').next().unwrap_or_default();
    Ok(format!("{page}#cookie={}", js_sys::encode_uri_component(cookie)))
}

/// The longest cookie that is taken from the URL, in bytes.
const MAX_COOKIE_BYTES: usize = 64;

/// The cluster's cookie: `#cookie=…` in the URL, else 128 random bits.
fn cookie() -> Result<String, JsValue> {
    let window = web_sys::window().ok_or("there is no window")?;
    let hash = window.location().hash()?;
    let named =
        hash.trim_start_matches('#').split('&').find_map(|part| part.strip_prefix("cookie="));
    if let Some(name) = named {
        let name = js_sys::decode_uri_component(name).map_or_else(|_| name.to_owned(), Into::into);
        if !name.is_empty() && name.len() <= MAX_COOKIE_BYTES {
            return Ok(name);
        }
    }
    let mut bytes = [0; 16];
    window.crypto()?.get_random_values_with_u8_array(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

fn text_of(reason: &JsValue) -> String {
    reason.dyn_ref::<js_sys::Error>().map_or_else(
        || reason.as_string().unwrap_or_else(|| format!("{reason:?}")),
        |error| error.message().into(),
    )
}
