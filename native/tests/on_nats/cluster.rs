//! A real NATS server, and real commands on it.

use std::{
    env, fs,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    path::PathBuf,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// What the server asks for.
pub const TOKEN: &str = "a token of this test";

/// How long anything may take before a test gives up on it.
pub const LIMIT: Duration = Duration::from_secs(60);

/// A server on a port of its own.
pub struct Server {
    child: Child,
    port: u16,
    folder: tempfile::TempDir,
}

impl Server {
    pub fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let free = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = free.local_addr().expect("it has one").port();
        drop(free);
        let config =
            format!("host: 127.0.0.1\nport: {port}\nauthorization {{ token: \"{TOKEN}\" }}\n");
        fs::write(folder.path().join("nats.conf"), config).expect("it can be written");
        let child = run_server(&folder.path().join("nats.conf"), port);
        Self { child, port, folder }
    }

    /// Says something on a subject, as any client of the server may.
    pub fn publish(&self, subject: &str, body: &[u8]) {
        let mut server = self.greet();
        let head = format!("PUB {subject} {}\r\n", body.len());
        let all = [head.as_bytes(), body, b"\r\nPING\r\n"].concat();
        server.write_all(&all).expect("it reads");
        // It has taken everything once it answers the last of it.
        let answers = BufReader::new(server).lines();
        assert!(answers.map_while(Result::ok).any(|line| line == "PONG"), "it answers");
    }

    /// Every body that is said on a subject from now on, as any client of the server hears it.
    pub fn listen(&self, subject: &str) -> impl Iterator<Item = Vec<u8>> + use<> {
        let mut server = self.greet();
        server.write_all(format!("SUB {subject} 1\r\n").as_bytes()).expect("it reads");
        let mut server = BufReader::new(server);
        std::iter::from_fn(move || {
            loop {
                let mut head = String::new();
                server.read_line(&mut head).ok().filter(|&bytes| bytes > 0)?;
                if head.starts_with("MSG") {
                    let bytes = head.split_whitespace().last()?.parse().ok()?;
                    let mut body = vec![0; bytes];
                    server.read_exact(&mut body).ok()?;
                    return Some(body);
                }
            }
        })
    }

    fn greet(&self) -> TcpStream {
        let mut server = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        let hello = format!("CONNECT {{\"auth_token\":\"{TOKEN}\",\"verbose\":false}}\r\n");
        server.write_all(hello.as_bytes()).expect("it reads");
        server
    }

    pub fn url(&self) -> String {
        format!("nats://127.0.0.1:{}", self.port)
    }

    /// Ends it at once.
    pub fn kill(&mut self) {
        self.child.kill().expect("it runs");
        self.child.wait().expect("it ends");
    }

    /// Starts it anew on the same port.
    pub fn start_again(&mut self) {
        self.child = run_server(&self.folder.path().join("nats.conf"), self.port);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn run_server(config: &PathBuf, port: u16) -> Child {
    let program = env::var_os("NATS_SERVER").unwrap_or_else(|| "nats-server".into());
    let child =
        Command::new(&program).arg("-c").arg(config).stderr(Stdio::null()).spawn().expect(
            "nats-server is on PATH, or NATS_SERVER names it: `cargo xtask setup` installs it",
        );
    let began = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(began.elapsed() < LIMIT, "the server listens");
        thread::sleep(Duration::from_millis(10));
    }
    child
}

/// The command, about the cluster with this cookie on this server.
pub fn apothik(server: &Server, subcommand: &str, cookie: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_apothik"));
    command.args([subcommand, "--nats", &server.url(), "--token", TOKEN, "--cookie", cookie]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// A process that runs machines.
pub struct Machines {
    child: Child,
    /// Its machines' numbers.
    pub numbers: Vec<u32>,
}

impl Machines {
    /// Starts so many, and waits until they run.
    pub fn start(server: &Server, cookie: &str, count: u32) -> Self {
        Self::begin(server, cookie, count).ready()
    }

    /// Starts so many.
    pub fn begin(server: &Server, cookie: &str, count: u32) -> Starting {
        let mut command = apothik(server, "node", cookie);
        Starting(command.args(["--count", &count.to_string()]).spawn().expect("it starts"))
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Waits for its end, which something else brought about; answers whether it ended well.
    pub fn end(mut self) -> bool {
        self.child.wait().expect("it ends").success()
    }

    /// Ends it at once, as the system would.
    pub fn kill(mut self) {
        self.child.kill().expect("it runs");
        self.child.wait().expect("it ends");
    }
}

impl Drop for Machines {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A process whose machines may not run yet.
pub struct Starting(Child);

impl Starting {
    pub fn ready(self) -> Machines {
        let mut child = self.0;
        let mut out = BufReader::new(child.stdout.take().expect("it has one"));
        let mut said = String::new();
        out.read_line(&mut said).expect("it is text");
        let numbers = said.rsplit(": ").next().unwrap_or_default();
        let numbers = numbers.split_whitespace().map_while(|number| number.parse().ok()).collect();
        if said.is_empty() {
            let mut error = String::new();
            let _ = child.stderr.take().expect("it has one").read_to_string(&mut error);
            panic!("no machines run: {error}");
        }
        Machines { child, numbers }
    }
}

/// What a console answered.
#[derive(Debug)]
pub struct Answered {
    pub ok: bool,
    /// What the lines came to, and the account after them.
    pub out: String,
    pub error: String,
}

impl Answered {
    /// The figures of the account, and whether both its sums are right and the machines agree.
    pub fn account(&self) -> (Vec<u64>, bool) {
        let all: Vec<&str> = self.out.lines().collect();
        let Some([stored, acknowledged, others, verdict]) = all.last_chunk() else {
            return (Vec::new(), false);
        };
        let figures = |line: &str| -> Vec<u64> {
            line.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect()
        };
        let (stored, acknowledged) = (figures(stored), figures(acknowledged));
        let sums = |all: &[u64]| all.first() == Some(&all[1..].iter().sum());
        let agrees = *verdict == "the machines agree" && sums(&stored) && sums(&acknowledged);
        ([stored, acknowledged, figures(others)].concat(), agrees)
    }

    /// The answers alone.
    pub fn answers(&self) -> Vec<&str> {
        let all: Vec<&str> = self.out.lines().collect();
        all[..all.len().saturating_sub(4)].to_vec()
    }
}

/// Runs lines on a cluster's console.
pub fn console(server: &Server, cookie: &str, lines: &str) -> Answered {
    ended(begin_console(server, cookie, lines))
}

/// What lines come to on simulated machines.
pub fn simulated(lines: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_apothik"));
    command.args(["run", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().expect("it starts");
    child.stdin.take().expect("it has one").write_all(lines.as_bytes()).expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    String::from_utf8(output.stdout).expect("it is text")
}

/// Begins to; the account comes after the answers.
pub fn begin_console(server: &Server, cookie: &str, lines: &str) -> Child {
    let mut command = apothik(server, "master", cookie);
    let mut child = command.args(["--account", "-"]).spawn().expect("it starts");
    child.stdin.take().expect("it has one").write_all(lines.as_bytes()).expect("it reads");
    child
}

/// Waits for a console's end.
pub fn ended(child: Child) -> Answered {
    let output = child.wait_with_output().expect("it ends");
    let text = |bytes| String::from_utf8(bytes).expect("it is text");
    Answered { ok: output.status.success(), out: text(output.stdout), error: text(output.stderr) }
}
