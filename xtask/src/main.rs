//! The developers' commands: `cargo xtask COMMAND`. Knows the product only by the names of its packages and files.

mod browser;
mod dev;
mod front;
mod libtest;
mod npm;
mod postgres;
mod prove;
mod python;
mod stamp;
mod step;
mod suites;
mod system;
mod test;
mod tidy;

use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::ExitCode;

use front::Profile;
use step::{Fault, Outcome};

const HELP: &str = "\
cargo xtask COMMAND

  run [ARGS]            build all, then serve the demonstration (ARGS go to `classe12 serve`: --port …)
  test [--quick] [--only PARTS]
                        format, lints, rules of style, every test on SQLite and PostgreSQL, the browser's
                        (--quick leaves the browser out; PARTS are some of rust,postgres,browser,style)
  build                 the program as it is released: one file, its pages inside
  dev [ARGS]            as run, with the quickly built program, built again at each change
  prove [NAME…] [--list] [--long] [--all] [--attempts N]
                        the promises, each a command; without a name, their list
  bench [ARGS]          figures against their baselines, ARGS go to the benchmark
  tidy [--figures|--shrink]
                        the rules of style that a program can check; where the sources stand; drops what is
                        allowed and no longer needed
  postgres              a private PostgreSQL for tests at hand, until Enter
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (command, rest) = match arguments.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("--help", &[][..]),
    };
    let outcome = match command {
        "build" => build_command(rest).map(|()| true),
        "run" => serve(rest).map(|()| true),
        "dev" => dev::run(rest).map(|()| true),
        "test" => test::run(rest),
        "prove" => prove::run(rest),
        "bench" => bench(rest).map(|()| true),
        "tidy" => tidy::run(rest).map(|()| true),
        "postgres" => postgres::hold().map(|()| true),
        "--help" | "-h" | "help" => {
            print!("{HELP}");
            Ok(true)
        }
        other => Err(Fault::new(format!("no command `{other}`\n\n{HELP}"))),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(fault) => {
            eprintln!("xtask: {fault}");
            ExitCode::FAILURE
        }
    }
}

fn build_command(arguments: &[String]) -> Outcome {
    // `--release` is how it was asked for when a quick build was the default.
    if !(arguments.is_empty() || arguments == ["--release"]) {
        return Err(Fault::new("build takes nothing"));
    }
    let program = build(Profile::Release)?;
    println!("{}", program.display());
    Ok(())
}

/// Builds what the browser loads, then the program around it; answers where the program is.
fn build(profile: Profile) -> Outcome<PathBuf> {
    front::build()?;
    let mut cargo = front::cargo("build", profile)?;
    cargo.args(["-p", "classe12"]);
    step::timed("program", || step::run(&mut cargo))?;
    Ok(profile.program())
}

/// Becomes the program, on the demonstration's data.
fn serve(arguments: &[String]) -> Outcome {
    let program = build(Profile::Local)?;
    let fault = demonstration(&program, arguments).exec();
    Err(Fault::new(format!("{}: {fault}", program.display())))
}

/// The program on the demonstration's data.
fn demonstration(program: &std::path::Path, arguments: &[String]) -> std::process::Command {
    let mut command = step::command(program);
    command
        .args(["serve", "--demo", "--data"])
        .arg(step::root().join("target/demo"))
        .args(arguments);
    command
}

fn bench(arguments: &[String]) -> Outcome {
    front::build()?;
    let mut cargo = front::cargo("run", Profile::Release)?;
    cargo.args(["-p", "bench", "--"]);
    if arguments.is_empty() || arguments.iter().any(|name| name == "nation") {
        cargo.env(
            "CLASSE12_DUCKDB_PYTHON",
            python::with("end2end/requirements.txt")?,
        );
    }
    step::run(cargo.args(arguments))
}
