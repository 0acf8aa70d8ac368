//! One connection to a NATS server, for a page and all its machines.
//!
//! The rest of the command is plain threads: what comes in is handed over in order with what became of
//! the connection, and what goes out waits in a bounded queue. While the server is away nothing is
//! kept for it: machines say again what was not confirmed, and pages greet each other anew.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering},
        mpsc::{self, Receiver, RecvTimeoutError},
    },
    time::{Duration, Instant},
};

use anyhow::{Context, anyhow, bail};
use async_nats::{
    Client, ConnectErrorKind, ConnectOptions, Event, ServerAddr, Subject, connection::State,
};
use bytes::Bytes;
use futures_util::StreamExt;
use tokio::{
    runtime::{Builder, Runtime},
    sync::mpsc::{Receiver as Queued, Sender as Queue, channel, error::TrySendError},
    task::{AbortHandle, JoinHandle},
};

/// Bodies that wait to be sent at most; more are lost, as in any network.
const MAX_OUT: usize = 65_536;

/// Bodies that wait to be acted on at most, in bytes; more are lost.
const MAX_IN_BYTES: usize = 256 * 1024 * 1024;

/// Bodies of one subject that wait at most.
const MAX_SUBJECT: usize = 65_536;

/// The longest wait before the next try to reach a server that went away.
const MAX_RETRY: Duration = Duration::from_secs(1);

/// How long the first connection may take.
const CONNECT_LIMIT: Duration = Duration::from_secs(5);

/// How long what is still to be sent may take when the command ends.
const CLOSE_LIMIT: Duration = Duration::from_secs(1);

/// What comes from the network.
#[derive(Debug)]
pub(crate) enum Heard<K> {
    /// A body, on the subject that was subscribed under this key.
    Body(K, Bytes),
    /// The server went away.
    Disconnected,
    /// It is there again.
    Reconnected,
    /// It is gone for good; this is why.
    Closed(String),
    /// So many bodies came faster than they could be acted on, and were lost.
    Overrun(u64),
    /// A person typed a line; nothing: there are no more.
    Typed(Option<String>),
    /// The person, or the system, wants the command to end.
    Stop,
}

/// A connection; `K` is what the owner calls a subscription.
pub(crate) struct Nats<K> {
    runtime: Runtime,
    client: Client,
    out: Queue<(Subject, Bytes)>,
    sending: JoinHandle<()>,
    heard: Receiver<Heard<K>>,
    sender: mpsc::Sender<Heard<K>>,
    waiting: Arc<AtomicUsize>,
    overrun: Arc<AtomicU64>,
    told_overrun: u64,
    /// Bodies that were not sent, since the server was away or too slow.
    unsent: u64,
    connected: Arc<AtomicBool>,
}

/// A subscription, which ends when this is dropped.
#[derive(Debug)]
pub(crate) struct Subscription(AbortHandle);

impl Drop for Subscription {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl<K: Clone + Send + 'static> Nats<K> {
    /// Connects; `name` is what the server's owner sees of it.
    pub(crate) fn connect(url: &str, token: Option<&str>, name: &str) -> anyhow::Result<Self> {
        let address = url.parse().ok().filter(|address: &ServerAddr| {
            address.clone().into_inner().host_str().is_some_and(|host| !host.is_empty())
        });
        let address = address.with_context(|| format!("{url:?} is no address of a NATS server"))?;
        if address.is_websocket() {
            bail!("{url} is for browsers; here it takes the address that begins with nats://");
        }
        let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        let (sender, heard) = mpsc::channel();
        let connected = Arc::new(AtomicBool::new(true));
        let mut options = ConnectOptions::new()
            .name(name)
            .subscription_capacity(MAX_SUBJECT)
            .connection_timeout(CONNECT_LIMIT)
            .reconnect_delay_callback(|attempts| match attempts {
                0 | 1 => Duration::ZERO,
                more => MAX_RETRY.min(Duration::from_millis(50) * more as u32),
            })
            .event_callback({
                let (sender, connected) = (sender.clone(), connected.clone());
                move |event| {
                    note(&sender, &connected, &event);
                    std::future::ready(())
                }
            });
        if let Some(token) = token {
            options = options.token(token.to_owned());
        }
        let client =
            runtime.block_on(options.connect(address)).map_err(|error| match error.kind() {
                ConnectErrorKind::AuthorizationViolation | ConnectErrorKind::Authentication => {
                    match token {
                        Some(_) => anyhow!("the NATS server at {url} refuses this token"),
                        None => anyhow!("the NATS server at {url} asks for a token"),
                    }
                }
                ConnectErrorKind::TimedOut => anyhow!("the NATS server at {url} does not answer"),
                _ => anyhow!("there is no NATS server at {url}: {}", innermost(&error)),
            })?;
        let (out, queued) = channel(MAX_OUT);
        let sending = runtime.spawn(send_all(client.clone(), queued));
        runtime.spawn(signals(sender.clone()));
        Ok(Self {
            runtime,
            client,
            out,
            sending,
            heard,
            sender,
            waiting: Arc::default(),
            overrun: Arc::default(),
            told_overrun: 0,
            unsent: 0,
            connected,
        })
    }

    /// The largest body that the server takes, in bytes.
    pub(crate) fn max_payload(&self) -> usize {
        self.client.max_payload()
    }

    /// Whether the server is there.
    pub(crate) fn is_connected(&self) -> bool {
        self.connected.load(Ordering::Relaxed) && self.client.connection_state() == State::Connected
    }

    /// Hears what is said on a subject.
    pub(crate) fn subscribe(&self, subject: String, key: K) -> anyhow::Result<Subscription> {
        let mut bodies = self.runtime.block_on(self.client.subscribe(subject))?;
        let (sender, waiting, overrun) =
            (self.sender.clone(), self.waiting.clone(), self.overrun.clone());
        let task = self.runtime.spawn(async move {
            while let Some(message) = bodies.next().await {
                let bytes = message.payload.len();
                if waiting.load(Ordering::Relaxed) + bytes > MAX_IN_BYTES {
                    overrun.fetch_add(1, Ordering::Relaxed);
                    continue;
                }
                waiting.fetch_add(bytes, Ordering::Relaxed);
                if sender.send(Heard::Body(key.clone(), message.payload)).is_err() {
                    return;
                }
            }
            // It ends by itself only with the connection.
            let _ = sender.send(Heard::Closed("the NATS server refuses this page now".to_owned()));
        });
        Ok(Subscription(task.abort_handle()))
    }

    /// Hears lines on standard input, too, from now on.
    pub(crate) fn read_lines(&self) {
        let sender = self.sender.clone();
        std::thread::spawn(move || {
            for line in io::stdin().lines().map_while(Result::ok) {
                if sender.send(Heard::Typed(Some(line))).is_err() {
                    return;
                }
            }
            let _ = sender.send(Heard::Typed(None));
        });
    }

    /// Sends a body, if the server is there; it is lost else, or when too much waits already.
    pub(crate) fn publish(&mut self, subject: &str, body: Vec<u8>) {
        if !self.is_connected() {
            self.unsent += 1;
            return;
        }
        match self.out.try_send((subject.into(), body.into())) {
            Ok(()) => {}
            Err(TrySendError::Full(_) | TrySendError::Closed(_)) => self.unsent += 1,
        }
    }

    /// Bodies that were not sent since this was asked last.
    pub(crate) fn take_unsent(&mut self) -> u64 {
        std::mem::take(&mut self.unsent)
    }

    /// The server knows all that was asked of it so far.
    pub(crate) fn flush(&self) -> anyhow::Result<()> {
        let flushed = async { tokio::time::timeout(CONNECT_LIMIT, self.client.flush()).await };
        self.runtime.block_on(flushed).context("the NATS server does not answer")??;
        Ok(())
    }

    /// The next thing that comes; nothing when none has come by that moment.
    pub(crate) fn hear(&mut self, until: Option<Instant>) -> anyhow::Result<Option<Heard<K>>> {
        let overrun = self.overrun.load(Ordering::Relaxed);
        if overrun > self.told_overrun {
            let news = overrun - self.told_overrun;
            self.told_overrun = overrun;
            return Ok(Some(Heard::Overrun(news)));
        }
        let heard = match until {
            None => self.heard.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(until) => self.heard.recv_timeout(until.saturating_duration_since(Instant::now())),
        };
        match heard {
            Ok(heard) => {
                if let Heard::Body(_, body) = &heard {
                    self.waiting.fetch_sub(body.len(), Ordering::Relaxed);
                }
                Ok(Some(heard))
            }
            Err(RecvTimeoutError::Timeout) => Ok(None),
            Err(RecvTimeoutError::Disconnected) => bail!("the connection to NATS has ended"),
        }
    }

    /// Lets what was published leave, and ends the connection.
    pub(crate) fn close(self) {
        let Self { runtime, client, out, sending, .. } = self;
        drop(out);
        // Without a server nothing can leave, and nobody waits for that.
        runtime.block_on(async {
            let left = async {
                let _ = sending.await;
                let _ = client.flush().await;
            };
            let _ = tokio::time::timeout(CLOSE_LIMIT, left).await;
        });
        runtime.shutdown_background();
    }
}

/// Sends one body after another.
async fn send_all(client: Client, mut queued: Queued<(Subject, Bytes)>) {
    while let Some((subject, body)) = queued.recv().await {
        // A body that is too large was cut before, and a connection that is closed is told of.
        let _ = client.publish(subject, body).await;
    }
}

/// Hands on what became of the connection.
fn note<K>(sender: &mpsc::Sender<Heard<K>>, connected: &AtomicBool, event: &Event) {
    let heard = match event {
        Event::Connected => {
            if connected.swap(true, Ordering::Relaxed) {
                return;
            }
            Heard::Reconnected
        }
        Event::Disconnected => {
            connected.store(false, Ordering::Relaxed);
            Heard::Disconnected
        }
        Event::Closed => Heard::Closed("the NATS server closed the connection".to_owned()),
        Event::SlowConsumer(_) => Heard::Overrun(1),
        Event::ServerError(_) | Event::ClientError(_) | Event::LameDuckMode | Event::Draining => {
            return;
        }
    };
    // Nobody hears it once the command ends.
    let _ = sender.send(heard);
}

/// Waits for the person, or the system, to end the command.
async fn signals<K>(sender: mpsc::Sender<Heard<K>>) {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let Ok(mut ended) = signal(SignalKind::terminate()) else { return };
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = ended.recv() => {}
        }
    }
    #[cfg(not(unix))]
    let _ = tokio::signal::ctrl_c().await;
    let _ = sender.send(Heard::Stop);
}

/// What lies beneath an error, in the system's words.
fn innermost(error: &dyn std::error::Error) -> String {
    let mut error = error;
    while let Some(source) = error.source() {
        error = source;
    }
    error.to_string()
}
