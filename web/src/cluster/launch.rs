//! How a cluster begins: a tab that is alone boots one, an invited one joins the one there is.

use std::{
    cell::{OnceCell, RefCell},
    collections::BTreeMap,
    panic,
    rc::Rc,
};

use gloo_timers::{callback::Interval, future::TimeoutFuture};
use js_sys::Reflect;
use lab::{
    limits::DEFAULT_MACHINES,
    master::{Click, Input, Master},
    pages::PageId,
};
use node_core::{Founding, Placement};
use wasm_bindgen::JsValue;
use web_sys::MessagePort;

use super::{Cluster, Inner, Rhythm, Seat, Timekeeper, WATCH_MILLIS, class, tabs::Tabs};
use crate::{
    board::Board,
    clock::Clock,
    control::{
        self, Port,
        master::{FromMaster, Opening, ToMaster},
    },
    ending::end,
    link::Links,
    picture::Notice,
    picture::Picture,
    record::keeper::Keeper,
    tabs::TabChannel,
};

/// Machines that a tab brings along when it joins a cluster.
const JOINING_MACHINES: usize = 2;

/// How long an invited page waits for the others to answer, in milliseconds: when it knows that
/// there are some, when it can't know, and when it can't know in a class.
const PATIENCE_MILLIS: [u32; 3] = [3_000, 300, 1_000];

/// How often it looks whether they have, in milliseconds.
const LOOK_MILLIS: u32 = 10;

/// Runs the Master in this worker: it joins the cluster, or boots one of five machines. `page` leads
/// to the page.
///
/// # Errors
///
/// The browser lacks something.
pub async fn run(opening: JsValue, page: MessagePort) -> Result<(), JsValue> {
    panic::set_hook(Box::new(|info| end(&info.to_string())));
    let opening: Opening = control::from_js(opening)?;
    let Opening {
        cookie,
        class,
        is_invited,
        invitation,
        origin,
        page: me,
        reloaded,
        second,
        record_bytes,
    } = opening;
    let usual = Founding { placement: Placement::Modulo, machines: DEFAULT_MACHINES };
    let clock = Clock::new(Some(origin))?;
    let slot: Rc<OnceCell<Cluster>> = Rc::default();
    let page = Port::listen(page, {
        let slot = slot.clone();
        move |message: ToMaster, port| {
            if let Some(cluster) = slot.get() {
                cluster.told(message, port);
            }
        }
    });
    let line = match &class {
        Some(class) => match class::open_line(class, &cookie, me, &slot).await {
            Ok(line) => Some(line),
            Err(trouble) => {
                page.tell(&FromMaster::NoClass(trouble));
                return Ok(());
            }
        },
        None => None,
    };
    // Locks reach no other browser.
    let links = Links::new(&cookie).filter(|_| line.is_none());
    let channel = TabChannel::open(&cookie, me, line.clone(), {
        let slot = slot.clone();
        move |heard| {
            if let Some(cluster) = slot.get() {
                cluster.with(|inner, cluster| inner.tab_said(cluster, heard));
            }
        }
    })?;
    if let Some(line) = line {
        // Whoever hears this page can reach it.
        line.flushed().await?;
    }
    let goodbye = channel.goodbye();
    let tabs = Tabs::new(me, channel, links.clone());
    let mut master =
        Master::joining(clock.now(), Founding::default()).with_requests_from(tabs.first_request());
    // The browser and the system want most of it.
    let memory = device_memory().map(|bytes| bytes / 4);
    if let Some(bytes) = memory {
        master.set_memory(bytes);
    }
    let mut board = Board::new(clock.millis());
    board.set_invitation(invitation);
    if links.is_none() && class.is_none() {
        board.notify(Notice::NoLocks);
    }
    let cluster = Cluster(Rc::new(RefCell::new(Inner {
        master,
        board,
        keeper: Keeper::new(memory, record_bytes as usize),
        looker: None,
        gathering: None,
        saves_next: false,
        asked_to_keep: false,
        tabs,
        seat: class.map(Seat::new),
        tabs_changed: true,
        decided: false,
        last_watch: clock.millis(),
        clock,
        cookie,
        is_second: second.is_some(),
        machines: BTreeMap::new(),
        parting: Vec::new(),
        requests: BTreeMap::new(),
        killed_at: BTreeMap::new(),
        time: Timekeeper::default(),
        timer: None,
        watch: None,
        rhythm: Rhythm::default(),
        player: None,
        page,
        shown: Picture::default(),
    })));
    let _ = slot.set(cluster.clone());
    cluster.0.borrow().page.tell(&FromMaster::Goodbye(goodbye));
    cluster.find_others(is_invited, links.as_ref(), reloaded).await;
    if let Some(links) = &links {
        links.live_page(me.0);
    }
    let watched = cluster.clone();
    let watch = Interval::new(WATCH_MILLIS, move || watched.with(|inner, _| inner.watch()));
    let joins = {
        let inner = cluster.0.borrow();
        inner.seat.is_some() && inner.tabs.has_others()
    };
    cluster.with(|inner, _| {
        inner.watch = Some(watch);
        inner.begin(reloaded.is_some(), second.unwrap_or(usual));
    });
    if joins {
        cluster.claim_and_start(JOINING_MACHINES).await;
    }
    Ok(())
}

impl Cluster {
    /// Waits for the other pages' answers, if there may be any.
    async fn find_others(&self, is_invited: bool, links: Option<&Links>, reloaded: Option<PageId>) {
        let [known, unknown, in_class] = PATIENCE_MILLIS;
        let patience = match links {
            _ if !is_invited => 0,
            None if self.0.borrow().seat.is_some() => in_class,
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
}

impl Inner {
    /// The others are known now, if there are any.
    fn begin(&mut self, is_reload: bool, founding: Founding) {
        self.decided = true;
        if is_reload {
            self.board.notify(Notice::Reloaded);
        }
        if self.tabs.has_others() {
            self.tabs_changed = true;
            // In a class their names are claimed first.
            for _ in 0..if self.seat.is_some() { 0 } else { JOINING_MACHINES } {
                self.tell(Input::Click(Click::Add));
            }
        } else {
            let Founding { machines, placement } = founding;
            self.tell(Input::Click(Click::Boot { machines, placement }));
        }
    }
}

/// How much memory the device has, in bytes, where the browser tells: 8 GiB at most.
fn device_memory() -> Option<u64> {
    let navigator = Reflect::get(&js_sys::global(), &"navigator".into()).ok()?;
    let gib = Reflect::get(&navigator, &"deviceMemory".into()).ok()?.as_f64()?;
    Some((gib * f64::from(1 << 30)) as u64)
}
