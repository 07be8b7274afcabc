//! What the product costs, always as a ratio to a baseline of the same run: a machine's speed cancels out.

mod bare;
mod charts;
mod client;
mod duck;
mod funding;
mod import_file;
mod measure;
mod pages;
mod rollout;
mod statements;
mod units_file;
mod updates;
mod updates_http;
mod usage_file;
mod world;

use clap::Parser;
use measure::Figures;
use std::{path::PathBuf, process::ExitCode};
use world::World;

/// What ends a run.
pub(crate) type Error = Box<dyn std::error::Error + Send + Sync>;

/// Measures the product against baselines; each name leaves its figures in `<data>/<name>.json`.
#[derive(Parser)]
struct Options {
    /// Only these: chart, rollup, nation, page, update, update-http, statements, import, import-units, usage, money.
    names: Vec<String>,
    /// Sizes of the invented nation.
    #[arg(long, value_delimiter = ',', default_value = "1,10,100")]
    scale: Vec<u32>,
    /// Where the nations are kept between two runs.
    #[arg(long, default_value = "target/bench")]
    data: PathBuf,
    /// Rows of the imported file.
    #[arg(long, default_value_t = 1_000_000)]
    rows: usize,
    /// Reads one file in a process of its own, whose memory is told.
    #[arg(long, hide = true)]
    child: Option<PathBuf>,
    /// What that file holds.
    #[arg(long, hide = true, default_value = "adoption")]
    child_kind: String,
    /// Measures pages in a process of its own, whose memory is told.
    #[arg(long, hide = true)]
    child_pages: bool,
}

impl Options {
    fn wants(&self, name: &str) -> bool {
        // Said in full, it is the updates over HTTP or the list of classes alone.
        let longer = ["update-http", "import-units"];
        let is = |wanted: &String| {
            wanted.starts_with(name) && (!longer.contains(&wanted.as_str()) || wanted == name)
        };
        self.names.is_empty() || self.names.iter().any(is)
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(&Options::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(options: &Options) -> Result<(), Error> {
    if let Some(file) = &options.child {
        return import_file::child(&options.data, &options.child_kind, file).await;
    }
    let mut figures = Figures::default();
    let of_nation = [
        "chart",
        "rollup",
        "nation",
        "page",
        "update",
        "update-http",
        "statements",
    ];
    let nations = of_nation.iter().any(|name| options.wants(name)) || options.child_pages;
    for scale in options.scale.iter().filter(|_| nations) {
        let world = World::open(&options.data, *scale).await?;
        if options.child_pages {
            return pages::child(&world).await;
        }
        if options.wants("chart") {
            charts::run(&world, &mut figures).await?;
        }
        if options.wants("rollup") {
            charts::against_scan(&world, &mut figures).await?;
        }
        if options.wants("nation") {
            // Both opened anew: beside one that has worked before, the same nation was slower by a tenth.
            let ours = World::open(&options.data, *scale).await?;
            let first = options.scale.first().copied().unwrap_or(1);
            let first = World::open(&options.data, first).await?;
            rollout::run(&ours, &first, &mut figures).await?;
            ours.store.close().await;
            first.store.close().await;
            duck::run(&world, &mut figures).await?;
        }
        if options.wants("page") {
            pages::run(&options.data, *scale, &mut figures)?;
        }
        let writing = ["update", "update-http", "statements"];
        if writing.iter().any(|name| options.wants(name)) {
            let copy = world.copy().await?;
            if options.wants("update") {
                updates::run(&copy, &mut figures).await?;
            }
            if options.wants("update-http") {
                updates_http::run(&copy, &mut figures).await?;
            }
            if options.wants("statements") {
                statements::run(&copy, &mut figures).await?;
            }
            copy.remove().await?;
        } else {
            world.store.close().await;
        }
    }
    files(options, &mut figures).await?;
    if options.wants("money") {
        funding::run(&options.data, &mut figures).await?;
    }
    figures.write(&options.data)?;
    Ok(())
}

/// Files to import, each against a bare insert of its rows.
async fn files(options: &Options, figures: &mut Figures) -> Result<(), Error> {
    if options.wants("import") {
        import_file::run(&options.data, options.rows, figures).await?;
    }
    if options.wants("import-units") {
        units_file::run(&options.data, options.rows, figures).await?;
    }
    if options.wants("usage") {
        usage_file::run(&options.data, options.rows, figures).await?;
    }
    Ok(())
}
