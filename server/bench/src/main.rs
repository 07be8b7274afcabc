//! What the product costs, always as a ratio to a baseline of the same run: a machine's speed cancels out.

mod charts;
mod import_file;
mod measure;
mod pages;
mod updates;
mod world;

use clap::Parser;
use std::{path::PathBuf, process::ExitCode};
use world::World;

/// What ends a run.
pub(crate) type Told = Box<dyn std::error::Error + Send + Sync>;

/// Measures the product against baselines.
#[derive(Parser)]
struct Options {
    /// Sizes of the invented nation.
    #[arg(long, value_delimiter = ',', default_value = "1,10,100")]
    scales: Vec<u32>,
    /// Only these: chart, page, update, import, rollup.
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// Where the nations are kept between two runs.
    #[arg(long, default_value = "target/bench")]
    data: PathBuf,
    /// Rows of the imported file.
    #[arg(long, default_value_t = 1_000_000)]
    rows: usize,
    /// Reads one file in a process of its own, whose memory is told.
    #[arg(long, hide = true)]
    child: Option<PathBuf>,
}

impl Options {
    fn wants(&self, name: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|only| only == name)
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let options = Options::parse();
    let done = match &options.child {
        Some(file) => import_file::child(&options.data, file).await,
        None => run(&options).await,
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(options: &Options) -> Result<(), Told> {
    let mut first_chart = None;
    let mut first_update = None;
    for scale in &options.scales {
        let world = World::open(&options.data, *scale).await?;
        println!("── scale {scale}: {} events", world.events);
        if options.wants("chart") {
            let cost = charts::query(&world).await?;
            let against = *first_chart.get_or_insert(cost);
            println!(
                "chart-query   {cost:?}, {:.2} × the first scale",
                measure::ratio(cost, against)
            );
            charts::draw(&world).await?;
        }
        if options.wants("rollup") {
            charts::against_scan(&world).await?;
        }
        if options.wants("page") {
            pages::run(&world).await?;
        }
        if options.wants("update") {
            let [alone, together] = updates::run(&world).await?;
            let [first_alone, first_together] = *first_update.get_or_insert([alone, together]);
            println!(
                "update        {:.0} % of the first scale, {:.0} % by 8",
                100.0 * alone / first_alone,
                100.0 * together / first_together
            );
        }
        world.store.close().await;
    }
    if options.wants("import") {
        import_file::run(&options.data, options.rows).await?;
    }
    Ok(())
}
