//! A program of Node that a test talks to; it ends with the test, whatever ends that.

#![allow(
    dead_code,
    clippy::panic,
    clippy::unwrap_used,
    reason = "each test takes what it needs, and a program that does not start ends it"
)]

use std::{
    io::{BufRead, BufReader, Read},
    path::Path,
    process::{Child, Command, Stdio},
    sync::mpsc::{Receiver, channel},
    thread,
};

/// A program that runs until it is dropped: its standard input closes with us.
pub struct Node {
    /// What it said when it was ready.
    pub ready: String,
    /// The lines it has said since.
    pub lines: Receiver<String>,
    child: Child,
}

impl Node {
    /// Starts a script of `end2end`, and waits until it says `ready …`.
    pub fn start(script: &str, arguments: &[&str]) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../end2end");
        let mut child = Command::new("node")
            .current_dir(folder)
            .arg(script)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut errors = child.stderr.take().unwrap();
        let errors = thread::spawn(move || {
            let mut text = String::new();
            errors.read_to_string(&mut text).ok();
            text
        });
        let mut said = BufReader::new(child.stdout.take().unwrap()).lines();
        let first = said.next().and_then(Result::ok).unwrap_or_default();
        let Some(ready) = first.strip_prefix("ready ") else {
            let why = errors.join().unwrap_or_default();
            panic!("{script} does not start (its packages: `npm ci --ignore-scripts` in end2end/): {why}");
        };
        let ready = ready.to_owned();
        let (send, lines) = channel();
        thread::spawn(move || {
            for line in said.map_while(Result::ok) {
                if send.send(line).is_err() {
                    break;
                }
            }
        });
        Self { ready, lines, child }
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}
