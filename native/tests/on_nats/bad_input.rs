//! Wrong tokens, addresses, cookies and versions: one clear line, and the command ends.

use std::{
    net::TcpListener,
    process::{Command, Stdio},
    thread,
    time::Duration,
};

use lab::pages::{self, PageId, Said};

use crate::cluster::{Machines, Server, TOKEN, apothik, console};

/// Runs the command; answers what it complained of. It must fail.
fn complaint(arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_apothik"));
    let output = command.args(arguments).stdin(Stdio::null()).output().expect("it starts");
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(output.stdout.is_empty(), "{output:?}");
    String::from_utf8(output.stderr).expect("it is text")
}

#[test]
fn a_wrong_token_and_none_are_refused() {
    let server = Server::start();
    let url = server.url();
    for subcommand in ["node", "master"] {
        let wrong = ["--nats", &url, "--cookie", "c", "--token", "another"];
        let said = format!("apothik: the NATS server at {url} refuses this token\n");
        assert_eq!(complaint(&[&[subcommand], &wrong[..]].concat()), said);
        let said = format!("apothik: the NATS server at {url} asks for a token\n");
        assert_eq!(complaint(&[&[subcommand], &wrong[..4]].concat()), said);
    }
}

#[test]
fn no_server_and_what_is_no_address_are_told_apart() {
    let free = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = free.local_addr().expect("it has one").port();
    drop(free);
    let url = format!("nats://127.0.0.1:{port}");
    let said = complaint(&["node", "--nats", &url, "--cookie", "c"]);
    assert!(said.starts_with(&format!("apothik: there is no NATS server at {url}: ")), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
    for wrong in ["", "http://[", "ftp://127.0.0.1", "nats://"] {
        let said = complaint(&["master", "--nats", wrong, "--cookie", "c"]);
        assert_eq!(said, format!("apothik: {wrong:?} is no address of a NATS server\n"));
    }
    let said = complaint(&["master", "--nats", "ws://127.0.0.1:1", "--cookie", "c"]);
    assert!(said.starts_with("apothik: ws://127.0.0.1:1 is for browsers"), "{said}");
}

#[test]
fn a_cookie_that_is_too_long_is_refused() {
    let server = Server::start();
    let cookie = "x".repeat(65);
    let url = server.url();
    let said = complaint(&["node", "--nats", &url, "--token", TOKEN, "--cookie", &cookie]);
    assert_eq!(said, "apothik: a cookie of 65 bytes; it has 64 at most\n");
}

#[test]
fn pages_of_another_version_end_the_command_before_it_does_anything() {
    let server = Server::start();
    let mut command = apothik(&server, "node", "newer");
    let mut child = command.args(["--count", "2"]).spawn().expect("it starts");
    let mut body = pages::encode(PageId(1), &Said::Bye).expect("memory is enough");
    body[0] = pages::VERSION + 1;
    while child.try_wait().expect("it runs").is_none() {
        server.publish("apothik.newer.lab", &body);
        thread::sleep(Duration::from_millis(20));
    }
    let output = child.wait_with_output().expect("it ends");
    let said = String::from_utf8(output.stderr).expect("it is text");
    assert_eq!(output.status.code(), Some(1));
    let newer = format!("version {} of what pages say", pages::VERSION + 1);
    assert!(said.contains(&newer) && said.lines().count() == 1, "{said}");
}

#[test]
fn noise_on_every_subject_disturbs_nobody() {
    let server = Server::start();
    let _machines = Machines::start(&server, "noise", 2);
    let noise: Vec<Vec<u8>> = (0..200).map(|n: u32| n.to_le_bytes().repeat(n as usize)).collect();
    let subjects = pages::Subjects::new("noise").expect("it is short");
    let node = subjects.node(node_core::NodeId::new(1));
    for (subject, body) in [subjects.lab(), subjects.cluster(), node].iter().cycle().zip(&noise) {
        server.publish(subject, body);
    }
    let answered = console(&server, "noise", "Master.fill(1, 300)\nMaster.hits(2, 300)\n");
    assert!(answered.ok && answered.account().1, "{answered:?}");
    assert_eq!(answered.answers(), [":ok", "0"], "machine 2 has keys of its own: {answered:?}");
}

#[test]
fn more_machines_than_a_cluster_may_have_are_refused() {
    let server = Server::start();
    let most = lab::limits::MAX_MACHINES.to_string();
    let mut command = apothik(&server, "node", "many");
    let output = command.args(["--count", "2", "--from", &most]).output().expect("it starts");
    let said = String::from_utf8(output.stderr).expect("it is text");
    assert_eq!(output.status.code(), Some(1));
    assert!(said.contains(&format!("a cluster has {most} at most")), "{said}");
}
