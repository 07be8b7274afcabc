//! A PostgreSQL of our own: fresh, on a free port, gone when we are.

mod owner;

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use crate::step::{self, Fault, Outcome, on_file};
use crate::system;
use owner::{Owner, as_owner};

/// A running server; dropping it stops it and removes its folder.
pub struct Postgres {
    bin: PathBuf,
    folder: PathBuf,
    owner: Option<Owner>,
    process: Child,
    port: u16,
}

impl Postgres {
    /// Starts one, installing PostgreSQL first where that is possible.
    pub fn start() -> Outcome<Self> {
        step::timed("PostgreSQL", || {
            let bin = match binaries() {
                Some(bin) => bin,
                None => {
                    system::install("postgresql")?;
                    binaries().ok_or_else(|| Fault::new("PostgreSQL was installed, but has no initdb"))?
                }
            };
            let owner = if system::is_root() {
                Some(Owner::find()?)
            } else {
                None
            };
            let folder = prepare(owner.as_ref())?;
            init(&bin, &folder, owner.as_ref())
                .and_then(|()| serve(bin, &folder, owner))
                .inspect_err(|_| {
                    remove(&folder);
                })
        })
    }

    /// How to reach its first database.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    fn wait_until_ready(&mut self) -> Outcome {
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(60) {
            let mut ask = step::command(self.bin.join("pg_isready"));
            if step::quietly(ask.args(["-q", "-h", "127.0.0.1", "-p", &self.port.to_string()])) {
                return Ok(());
            }
            if !matches!(self.process.try_wait(), Ok(None)) {
                break;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        let log = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        Err(Fault::new(format!("PostgreSQL didn't start:\n{log}")))
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let data = self.folder.join("data");
        let mut stop = as_owner(self.owner.as_ref(), &self.bin.join("pg_ctl"));
        stop.args(["stop", "--silent", "--mode=fast", "--timeout=20", "-D"])
            .arg(data);
        let stopped = step::quietly(&mut stop) || self.process.kill().is_ok();
        if !stopped || self.process.wait().is_err() {
            eprintln!("PostgreSQL on port {} may still run", self.port);
        }
        remove(&self.folder);
    }
}

/// `cargo xtask postgres`: one for tests run by hand.
pub fn hold() -> Outcome {
    let postgres = Postgres::start()?;
    println!("export CLASSE12_TEST_POSTGRES={}", postgres.url());
    println!("Enter stops it.");
    let mut line = String::new();
    std::io::stdin()
        .read_line(&mut line)
        .map(|_| ())
        .map_err(|error| Fault::new(error.to_string()))
}

/// Debian's newest, else the one that PATH's pg_config speaks of.
fn binaries() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten();
    let mut versions: Vec<u32> = versions
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .collect();
    versions.sort_unstable();
    let debian = versions
        .into_iter()
        .rev()
        .map(|version| format!("/usr/lib/postgresql/{version}/bin").into());
    let other = || {
        system::find("pg_config")?;
        step::output(step::command("pg_config").arg("--bindir"))
            .ok()
            .map(PathBuf::from)
    };
    let complete = |bin: &PathBuf| bin.join("initdb").is_file() && bin.join("postgres").is_file();
    debian
        .into_iter()
        .find(complete)
        .or_else(|| other().filter(complete))
}

/// An empty folder that its owner can reach: below /tmp, since a home or a checkout may be closed to others.
/// The path stays short, for the socket's may not exceed 107 bytes.
fn prepare(owner: Option<&Owner>) -> Outcome<PathBuf> {
    let folder = PathBuf::from(format!("/tmp/classe12-postgres-{}", std::process::id()));
    remove(&folder);
    fs::create_dir(&folder).map_err(on_file(&folder))?;
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).map_err(on_file(&folder))?;
    if let Some(owner) = owner {
        chown(&folder, Some(owner.user), Some(owner.group)).map_err(on_file(&folder))?;
    }
    Ok(folder)
}

fn init(bin: &Path, folder: &Path, owner: Option<&Owner>) -> Outcome {
    let mut init = as_owner(owner, &bin.join("initdb"));
    init.args([
        "--username=postgres",
        "--auth=trust",
        "--encoding=UTF8",
        "--no-locale",
        "--no-sync",
        "-D",
    ]);
    step::run(
        init.arg(folder.join("data"))
            .current_dir(folder)
            .stdout(Stdio::null()),
    )
}

fn serve(bin: PathBuf, folder: &Path, owner: Option<Owner>) -> Outcome<Postgres> {
    let listener = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    let port = listener
        .map_err(|error| Fault::new(format!("no free port: {error}")))?
        .port();
    let log = folder.join("log");
    let out = fs::File::create(&log).map_err(on_file(&log))?;
    let errors = out.try_clone().map_err(on_file(&log))?;
    let mut command = as_owner(owner.as_ref(), &bin.join("postgres"));
    command
        .arg("-D")
        .arg(folder.join("data"))
        .arg("-k")
        .arg(folder)
        .args(["-p", &port.to_string()]);
    for setting in ["listen_addresses=127.0.0.1", "fsync=on", "max_connections=300"] {
        command.args(["-c", setting]);
    }
    command
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(out)
        .stderr(errors);
    let process = command
        .spawn()
        .map_err(|error| Fault::new(format!("postgres: {error}")))?;
    let mut postgres = Postgres {
        bin,
        folder: folder.to_path_buf(),
        owner,
        process,
        port,
    };
    postgres.wait_until_ready()?;
    Ok(postgres)
}

fn remove(folder: &Path) {
    if let Err(error) = fs::remove_dir_all(folder)
        && error.kind() != std::io::ErrorKind::NotFound
    {
        eprintln!("{}: {error}", folder.display());
    }
}
