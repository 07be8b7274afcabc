//! The program: serves the pages, invents the demo, imports files.

mod command;
#[cfg(test)]
mod documented;
mod options;

use clap::Parser;
use options::{Command, Options};
use std::process::ExitCode;
use tracing_subscriber::EnvFilter;

/// Error that ends a command: told to whoever typed it, in French.
pub(crate) type CommandError = Box<dyn std::error::Error>;

#[tokio::main]
async fn main() -> ExitCode {
    let filter = EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| EnvFilter::new("warn,tower_sessions_core=error,tower_sessions=error"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
    let options = Options::parse();
    let done = match &options.command {
        Command::Serve(serve) => command::serve::run(&options.place, serve).await,
        Command::Demo(demo) => command::demo::run(&options.place, demo).await,
        Command::User(user) => command::user::run(&options.place, user).await,
        Command::Import(import) => command::import::run(&options.place, import).await,
        Command::Export(export) => command::export::run(&options.place, export).await,
        Command::Undo(undo) => command::undo::run(&options.place, undo).await,
        Command::Verify(verify) => command::verify::run(&options.place, verify).await,
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            eprintln!("classe12 : {error}");
            ExitCode::FAILURE
        }
    }
}
