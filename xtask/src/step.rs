//! One command at a time: where it runs, how it is timed, what its failure says.

use std::ffi::OsStr;
use std::fmt;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::Instant;

/// Why a command of ours stopped, in words for the developer who typed it.
#[derive(Debug)]
pub struct Fault(String);

/// What a step answers.
pub type Outcome<T = ()> = Result<T, Fault>;

impl Fault {
    /// A fault that says `words`.
    pub fn new(words: impl Into<String>) -> Self {
        Self(words.into())
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// Turns the system's error into a fault that names the file.
pub fn on_file(path: &Path) -> impl Fn(std::io::Error) -> Fault {
    let path = path.to_path_buf();
    move |error| Fault(format!("{}: {error}", path.display()))
}

/// The repository's root.
pub fn root() -> PathBuf {
    let own = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    let own = PathBuf::from(own);
    own.parent().map_or_else(|| own.clone(), Path::to_path_buf)
}

/// Where cargo puts what it builds.
pub fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// `program`, to be run at the root.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    command
}

/// The cargo that started us.
pub fn cargo() -> Command {
    command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Does `what`, prints its line with the seconds it took.
pub fn timed<T>(what: &str, work: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
    eprintln!("   {what}…");
    let start = Instant::now();
    let outcome = work();
    let seconds = start.elapsed().as_secs_f32();
    let end = if outcome.is_ok() { "" } else { ", failed" };
    println!("── {what}  {seconds:.1} s{end}");
    outcome
}

/// Runs to the end; a failure is a fault.
pub fn run(command: &mut Command) -> Outcome {
    let status = status(command)?;
    succeeded(command, status)
}

/// Runs to the end and answers how it went.
pub fn status(command: &mut Command) -> Outcome<ExitStatus> {
    command
        .status()
        .map_err(|error| Fault(format!("{}: {error}", shown(command))))
}

/// Whether the command exists and succeeds; what it prints is dropped.
pub fn quietly(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// What the command prints, trimmed.
pub fn output(command: &mut Command) -> Outcome<String> {
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| Fault(format!("{}: {error}", shown(command))))?;
    succeeded(command, output.status)?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Runs to the end: the lines of its standard output, and those of its errors, which are passed on as they come.
pub fn lines(command: &mut Command) -> Outcome<(ExitStatus, Vec<String>, Vec<String>)> {
    let fault = |command: &Command, error: std::io::Error| Fault(format!("{}: {error}", shown(command)));
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| fault(command, error))?;
    let (out, errors) = (child.stdout.take(), child.stderr.take());
    let (printed, told) = std::thread::scope(|scope| {
        let told = scope.spawn(|| read_lines(errors, |line| eprintln!("{line}")));
        (read_lines(out, |_| ()), told.join())
    });
    let told = told.map_err(|_| Fault::new(format!("{}: its errors can't be read", shown(command))))?;
    let status = child.wait().map_err(|error| fault(command, error))?;
    Ok((
        status,
        printed.map_err(|error| fault(command, error))?,
        told.map_err(|error| fault(command, error))?,
    ))
}

fn read_lines(pipe: Option<impl Read>, shown: impl Fn(&str)) -> std::io::Result<Vec<String>> {
    let mut lines = Vec::new();
    if let Some(pipe) = pipe {
        for line in BufReader::new(pipe).split(b'\n') {
            let line = String::from_utf8_lossy(&line?).into_owned();
            shown(&line);
            lines.push(line);
        }
    }
    Ok(lines)
}

/// Runs to the end; each line printed is passed on and shown to `read`.
pub fn tee(command: &mut Command, mut read: impl FnMut(&str)) -> Outcome<ExitStatus> {
    let fault = |command: &Command, error: std::io::Error| Fault(format!("{}: {error}", shown(command)));
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| fault(command, error))?;
    if let Some(pipe) = child.stdout.take() {
        let mut lines = BufReader::new(pipe);
        let mut line = Vec::new();
        while lines
            .read_until(b'\n', &mut line)
            .map_err(|error| fault(command, error))?
            > 0
        {
            let mut out = std::io::stdout().lock();
            out.write_all(&line)
                .and_then(|()| out.flush())
                .map_err(|error| fault(command, error))?;
            read(String::from_utf8_lossy(&line).trim_end());
            line.clear();
        }
    }
    child.wait().map_err(|error| fault(command, error))
}

fn succeeded(command: &Command, status: ExitStatus) -> Outcome {
    if status.success() {
        Ok(())
    } else {
        Err(Fault(format!("{}: {status}", shown(command))))
    }
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}
