//! How a page begins: alone it boots a cluster, invited it joins the one there is.

use std::{
    cell::{OnceCell, RefCell},
    collections::BTreeMap,
    rc::Rc,
};

use gloo_events::EventListener;
use gloo_storage::{SessionStorage, Storage};
use gloo_timers::{callback::Interval, future::TimeoutFuture};
use js_sys::Reflect;
use lab::{
    command::PlacementName,
    limits::DEFAULT_MACHINES,
    master::{Click, Input, Master},
};
use node_core::Placement;
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::PageTransitionEvent;

use super::{Cluster, Factory, Frame, Inner, WATCH_MILLIS, tabs::Tabs};
use crate::{
    board::Board,
    clock::Clock,
    link::Links,
    picture::Picture,
    tabs::{PageId, TabChannel},
};

/// Machines that a tab brings along when it joins a cluster.
const JOINING_MACHINES: usize = 2;

/// How long an invited page waits for the others to answer, in milliseconds: when it knows that
/// there are some, and when it can't know.
const PATIENCE_MILLIS: [u32; 2] = [3_000, 300];

/// How often it looks whether they have, in milliseconds.
const LOOK_MILLIS: u32 = 10;

/// Under what this tab remembers its last page.
const REMEMBERED: &str = "apothik.page";

/// Which cluster a page belongs to.
pub struct Membership {
    /// The cookie.
    pub cookie: String,
    /// Whether it was given in the address: others may know it.
    pub is_invited: bool,
    /// The address at which another tab joins.
    pub invitation: String,
}

/// What a tab remembers of the page it showed last.
#[derive(Serialize, Deserialize)]
struct LastPage {
    cookie: String,
    page: u32,
}

impl Cluster {
    /// Joins the cluster, or boots one of five machines; `on_picture` is called with every new
    /// picture, once a frame at most.
    ///
    /// # Errors
    ///
    /// The machine's program can't be fetched or compiled.
    pub async fn launch(
        membership: Membership,
        on_picture: impl Fn(Picture) + 'static,
    ) -> Result<Self, JsValue> {
        let Membership { cookie, is_invited, invitation } = membership;
        let clock = Clock::new(None)?;
        let factory = Factory::load(&clock).await?;
        let links = Links::new(&cookie);
        let reloaded = SessionStorage::get::<LastPage>(REMEMBERED)
            .ok()
            .filter(|last| last.cookie == cookie && is_reload())
            .map(|last| PageId(last.page));
        let me = random_page()?;
        let slot: Rc<OnceCell<Self>> = Rc::default();
        let channel = TabChannel::open(&cookie, me, {
            let slot = slot.clone();
            move |heard| {
                if let Some(cluster) = slot.get() {
                    cluster.with(|inner, cluster| inner.tab_said(cluster, heard));
                }
            }
        })?;
        let tabs = Tabs::new(me, channel, links.clone());
        let mut master = Master::joining(clock.now(), Placement::Modulo)
            .with_requests_from(tabs.first_request());
        if let Some(bytes) = device_memory() {
            // The browser and the system want most of it.
            master.set_memory(bytes / 4);
        }
        let mut board = Board::new(clock.millis());
        board.set_invitation(invitation.clone());
        let cluster = Self(Rc::new(RefCell::new(Inner {
            master,
            board,
            tabs,
            tabs_changed: true,
            decided: false,
            last_watch: clock.millis(),
            clock,
            cookie: cookie.clone(),
            invitation,
            factory,
            workers: BTreeMap::new(),
            requests: BTreeMap::new(),
            killed_at: BTreeMap::new(),
            timer: None,
            watch: None,
            frame: Frame::default(),
            on_picture: Box::new(on_picture),
        })));
        let _ = slot.set(cluster.clone());
        cluster.find_others(is_invited, links.as_ref(), reloaded).await;
        if let Some(links) = &links {
            links.live_page(me.0);
        }
        // A tab that can't remember only fails to tell a reload from a close.
        let _ = SessionStorage::set(REMEMBERED, LastPage { cookie, page: me.0 });
        let watched = cluster.clone();
        let watch = Interval::new(WATCH_MILLIS, move || watched.with(|inner, _| inner.watch()));
        cluster.with(|inner, _| {
            inner.watch = Some(watch);
            inner.begin(reloaded.is_some());
        });
        cluster.listen_to_page();
        Ok(cluster)
    }

    /// Waits for the other pages' answers, if there may be any.
    async fn find_others(&self, is_invited: bool, links: Option<&Links>, reloaded: Option<PageId>) {
        let [known, unknown] = PATIENCE_MILLIS;
        let patience = match links {
            _ if !is_invited => 0,
            None => unknown,
            Some(links) => match links.has_pages().await {
                Ok(true) => known,
                Ok(false) => 0,
                Err(_) => unknown,
            },
        };
        if patience == 0 && reloaded.is_none() {
            return;
        }
        let mut waited = 0;
        while waited < patience && !self.0.borrow().tabs.has_others() {
            // Channels register late: an early hello may be missed.
            if waited.is_multiple_of(10 * LOOK_MILLIS) {
                self.0.borrow().tabs.greet(reloaded);
            }
            TimeoutFuture::new(LOOK_MILLIS).await;
            waited += LOOK_MILLIS;
        }
    }

    /// Follows what the browser does to the page.
    fn listen_to_page(&self) {
        let Some(window) = web_sys::window() else { return };
        let cluster = self.clone();
        EventListener::new(&window, "pagehide", move |event| {
            let kept = is_kept(event);
            cluster.with(|inner, _| inner.leaves(kept));
        })
        .forget();
        let cluster = self.clone();
        EventListener::new(&window, "pageshow", move |event| {
            if is_kept(event) {
                cluster.with(|inner, _| inner.returns());
            }
        })
        .forget();
        let Some(document) = window.document() else { return };
        let cluster = self.clone();
        EventListener::new(&document.clone(), "visibilitychange", move |_| {
            let hidden = document.hidden();
            cluster.with(|inner, _| inner.shown(hidden));
        })
        .forget();
    }
}

impl Inner {
    /// The others are known now, if there are any.
    fn begin(&mut self, is_reload: bool) {
        self.decided = true;
        if is_reload {
            let notice = "This page was reloaded: the machines it ran died with it.";
            self.board.notify(notice.to_owned());
        }
        if self.tabs.has_others() {
            self.tabs_changed = true;
            for _ in 0..JOINING_MACHINES {
                self.tell(Input::Click(Click::Add));
            }
        } else {
            let (machines, placement) = (DEFAULT_MACHINES, PlacementName::Modulo);
            self.tell(Input::Click(Click::Boot { machines, placement }));
        }
    }

    /// Puts the cookie into the address, so that a reload joins the same cluster.
    pub(super) fn keep_cookie(&self) {
        if let Some(history) = web_sys::window().and_then(|window| window.history().ok()) {
            // Where that is not allowed, a reload begins a new cluster.
            let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&self.invitation));
        }
    }
}

/// Whether the browser keeps the page as it is, to show it again.
fn is_kept(event: &web_sys::Event) -> bool {
    event.dyn_ref::<PageTransitionEvent>().is_some_and(PageTransitionEvent::persisted)
}

/// Whether this load of the page is a reload: a tab that was opened from another one remembers the
/// other's page too.
fn is_reload() -> bool {
    let performance = web_sys::window().and_then(|window| window.performance());
    let entries = performance.map(|performance| performance.get_entries_by_type("navigation"));
    let kind = entries.and_then(|entries| Reflect::get(&entries.get(0), &"type".into()).ok());
    kind.is_some_and(|kind| kind == "reload")
}

/// How much memory the device has, in bytes, where the browser tells: 8 GiB at most.
fn device_memory() -> Option<u64> {
    let navigator = web_sys::window()?.navigator();
    let gib = Reflect::get(&navigator, &"deviceMemory".into()).ok()?.as_f64()?;
    Some((gib * f64::from(1 << 30)) as u64)
}

fn random_page() -> Result<PageId, JsValue> {
    let mut bytes = [0; 4];
    let window = web_sys::window().ok_or("there is no window")?;
    window.crypto()?.get_random_values_with_u8_array(&mut bytes)?;
    Ok(PageId(u32::from_le_bytes(bytes)))
}
