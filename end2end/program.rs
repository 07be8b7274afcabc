//! The program itself, started over a folder and ended with the test.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

/// A running program.
pub struct Program {
    pub child: Child,
    /// Its host and port.
    pub address: String,
}

impl Drop for Program {
    /// A test that failed leaves no program behind.
    fn drop(&mut self) {
        // It may be dead already: that is what is wanted.
        if self.child.kill().is_ok() {
            self.child.wait().unwrap();
        }
    }
}

/// Starts the demonstration over a folder, or over a PostgreSQL where one is given, and waits until it says where it listens.
pub fn start(data: &Path, database: Option<&str>) -> Program {
    let mut child = Command::new(env!("CARGO_BIN_EXE_classe12"))
        .args(["serve", "--demo", "--scale", "0", "--port", "0", "--data"])
        .arg(data)
        .args(database.into_iter().flat_map(|url| ["--database", url]))
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let line = lines
        .find_map(|line| line.ok().filter(|line| line.contains("http://")))
        .unwrap();
    let (_, address) = line.trim().rsplit_once("http://").unwrap();
    Program {
        address: address.trim_end_matches('/').to_owned(),
        child,
    }
}
