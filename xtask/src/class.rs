//! `cargo xtask class`: everything a class needs, on one laptop: a server, and the page beside it.

use std::{
    fs,
    net::{IpAddr, Ipv4Addr, TcpListener, TcpStream},
    path::Path,
    process::{Child, Command},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use local_ip_address::local_ip;
use qrcode::{QrCode, render::unicode};

use crate::{
    run::{command, run},
    setup, workspace,
};

/// How to hold it.
pub(crate) struct Options {
    /// Where the page is served.
    pub(crate) port: u16,
    /// Where the page finds the server.
    pub(crate) websocket_port: u16,
    /// Where machines outside a browser find it.
    pub(crate) nats_port: u16,
    /// The address by which others reach this laptop; it is found out if it isn't given.
    pub(crate) address: Option<IpAddr>,
    pub(crate) release: bool,
}

impl Default for Options {
    fn default() -> Self {
        let address = None;
        Self { port: 8080, websocket_port: 9222, nats_port: 4222, address, release: true }
    }
}

/// How long the server may take until it listens.
const PATIENCE: Duration = Duration::from_secs(10);

/// Bytes of chance in a token, which nobody is to guess.
const TOKEN: usize = 8;

/// Bytes of chance in a cookie, which only has to be another one each time.
const COOKIE: usize = 4;

/// Starts the server, serves the page, says where, and stays.
pub(crate) fn class(options: &Options) -> Result<()> {
    let tools = setup::for_class()?;
    for port in [options.port, options.websocket_port, options.nats_port] {
        is_free(port)?;
    }
    let host = match options.address {
        Some(address) => address,
        None => local_ip().unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST)),
    };
    let (token, cookie) = (random::<{ TOKEN }>()?, random::<{ COOKIE }>()?);
    let mut server = serve(&tools.nats_server, options, &token)?;
    let held = hold(options, &tools, host, &token, &cookie);
    // It ends with the class; if it has ended already, there is nothing to end.
    let _ = server.kill();
    server.wait().context("the server's end")?;
    held
}

fn hold(
    options: &Options,
    tools: &setup::ClassTools,
    host: IpAddr,
    token: &str,
    cookie: &str,
) -> Result<()> {
    listens(options.nats_port)?;
    let Options { port, websocket_port, nats_port, .. } = options;
    let class = format!("class=ws://{host}:{websocket_port}&token={token}&cookie={cookie}");
    let page = format!("http://{host}:{port}/#{class}");
    let mut told = format!(
        "\n{}\n\nThe class meets at\n\n  {page}\n\nMachines outside a browser take part with\n\n  cargo run \
         --release -p apothik -- node --nats nats://{host}:{nats_port} --token {token} --cookie {cookie} \
         --count 50\n\n",
        picture(&page)?
    );
    if host.is_loopback() {
        told += "No network was found, so only this laptop can take part: --address names another one.\n\n";
    }
    told += "Nothing is stored, and nobody else is contacted. Ctrl+C ends the class.\n";
    let port_of_page = *port;
    // Trunk listens once the page is built, which says much; what a teacher needs comes after that.
    thread::spawn(move || {
        while !answers(port_of_page) {
            thread::sleep(Duration::from_millis(200));
        }
        println!("{told}");
    });
    let mut trunk = tools.build.trunk("serve")?;
    trunk.args(["--port", &port.to_string(), "--address", &host.to_string()]);
    if !host.is_loopback() {
        trunk.args(["--address", "127.0.0.1"]);
    }
    if options.release {
        trunk.arg("--release");
    }
    run(&mut trunk)
}

/// A port that nobody else listens on.
fn is_free(port: u16) -> Result<()> {
    TcpListener::bind((Ipv4Addr::UNSPECIFIED, port)).map(|_| ()).with_context(|| {
        format!("port {port} is taken by another program: --port, --ws-port and --nats-port choose others")
    })
}

/// Starts the server; with this token, and nothing else that it asks for.
fn serve(program: &Path, options: &Options, token: &str) -> Result<Child> {
    let folder = workspace::root().join("target").join("class");
    fs::create_dir_all(&folder)?;
    let file = folder.join("nats-server.conf");
    fs::write(&file, config(options, token))?;
    let mut server: Command = command(program);
    server.arg("--config").arg(&file).spawn().context("nats-server can't be run")
}

/// What the server is told.
fn config(options: &Options, token: &str) -> String {
    let Options { websocket_port, nats_port, .. } = options;
    format!(
        "# Made by `cargo xtask class`, for one class: it is not used again.\n\
         listen: \"0.0.0.0:{nats_port}\"\n\
         authorization {{ token: \"{token}\" }}\n\
         # A laptop on a network of its own has no certificate; behind a proxy that has one, wss:// works.\n\
         websocket {{ listen: \"0.0.0.0:{websocket_port}\", no_tls: true }}\n\
         log_file: \"target/class/nats-server.log\"\n\
         # A class of thirty, with some machines each.\n\
         max_connections: 2000\n"
    )
}

/// Waits until somebody listens on a port of this laptop.
fn listens(port: u16) -> Result<()> {
    let until = Instant::now() + PATIENCE;
    while !answers(port) {
        if Instant::now() > until {
            bail!(
                "nats-server does not listen on port {port}; target/class/nats-server.log says why"
            );
        }
        thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}

/// Whether somebody listens on a port of this laptop.
fn answers(port: u16) -> bool {
    TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok()
}

/// The address as a picture that a telephone reads.
fn picture(address: &str) -> Result<String> {
    let code = QrCode::new(address).context("the address is too long for a QR code")?;
    // Dark on light, also on a dark terminal.
    let (dark, light) = (unicode::Dense1x2::Light, unicode::Dense1x2::Dark);
    Ok(code.render().dark_color(dark).light_color(light).build())
}

/// So many bytes that nobody guesses, as text.
fn random<const N: usize>() -> Result<String> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).context("this system gives no chance")?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_classes_have_different_tokens() {
        let (one, other) = (random::<{ TOKEN }>().unwrap(), random::<{ TOKEN }>().unwrap());
        assert_eq!(one.len(), 2 * TOKEN);
        assert_ne!(one, other);
    }

    #[test]
    fn the_server_asks_for_the_token_and_serves_browsers() {
        let told = config(&Options::default(), "a1b2");
        assert!(told.contains("token: \"a1b2\""));
        assert!(told.contains("websocket { listen: \"0.0.0.0:9222\", no_tls: true }"));
    }

    #[test]
    fn an_address_is_a_picture() {
        let lines = picture("http://192.168.1.5:8080/#class=ws://192.168.1.5:9222").unwrap();
        let widths: Vec<usize> = lines.lines().map(|line| line.chars().count()).collect();
        assert!(widths.len() > 10);
        assert!(widths.iter().all(|width| *width == widths[0]));
    }
}
