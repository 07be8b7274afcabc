//! The tests that drive a browser: Playwright's, in end2end/.

use std::ffi::OsString;
use std::fs;
use std::path::Path;

use crate::step::{self, Fault, Outcome, on_file};
use crate::{npm, system};

/// Tests counted.
#[derive(Debug, PartialEq, Eq)]
pub struct BrowserCount {
    /// Tests that held.
    pub passed: usize,
    /// Tests that didn't, or a run that ended before it could say.
    pub failed: usize,
}

/// Runs all of them on `program`, or those of one file.
pub fn run(program: &Path, only: Option<&str>) -> Outcome<BrowserCount> {
    npm::install("end2end")?;
    let report = step::root().join("target/browser.json");
    if report.exists() {
        fs::remove_file(&report).map_err(on_file(&report))?;
    }
    let mut playwright = step::command("npx");
    playwright.args(["--no-install", "playwright", "test", "--reporter=list,json"]);
    playwright.args(only);
    playwright.current_dir(step::root().join("end2end"));
    playwright
        .env("PLAYWRIGHT_JSON_OUTPUT_NAME", &report)
        .env("PLAYWRIGHT_JSON_OUTPUT_FILE", &report);
    playwright.env("CLASSE12_BIN", program);
    if let Some(chromium) = chromium()? {
        playwright.env("CLASSE12_CHROMIUM", chromium);
    }
    let status = step::timed("browser tests", || step::status(&mut playwright))?;
    let text = fs::read_to_string(&report).map_err(on_file(&report))?;
    let mut count = read(&text).ok_or_else(|| Fault::new(format!("{} has no stats", report.display())))?;
    if !status.success() && count.failed == 0 {
        count.failed = 1;
    }
    Ok(count)
}

/// The browser without a screen, which Debian packs apart: a third quicker than the whole one that hides its own.
const SHELL: &str = "chromium-headless-shell";

/// The browser to drive; none where Playwright has to use the one it downloaded.
fn chromium() -> Outcome<Option<OsString>> {
    if let Some(chosen) = std::env::var_os("CLASSE12_CHROMIUM") {
        return Ok(Some(chosen));
    }
    let found = || {
        [SHELL, "chromium", "chromium-browser", "google-chrome"]
            .into_iter()
            .find_map(system::find)
    };
    if system::find(SHELL).is_none()
        && let Err(fault) = system::install(SHELL)
    {
        eprintln!("{fault}; any other Chromium will do");
        if found().is_none()
            && let Err(fault) = system::install("chromium")
        {
            eprintln!("{fault}");
        }
    }
    if let Some(found) = found() {
        return Ok(Some(found.into()));
    }
    eprintln!("no Chromium is installed; asking Playwright for its own");
    let mut own = step::command("npx");
    own.args(["--no-install", "playwright", "install", "chromium"]);
    step::run(own.current_dir(step::root().join("end2end")))?;
    Ok(None)
}

/// The figures at the end of Playwright's report. A test that held only when tried again has not held.
fn read(report: &str) -> Option<BrowserCount> {
    let (_, stats) = report.rsplit_once("\"stats\"")?;
    let figure = |name: &str| {
        let (_, after) = stats.split_once(&format!("\"{name}\":"))?;
        after
            .trim_start()
            .split(|letter: char| !letter.is_ascii_digit())
            .next()?
            .parse::<usize>()
            .ok()
    };
    Some(BrowserCount {
        passed: figure("expected")?,
        failed: figure("unexpected")? + figure("flaky")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_that_needed_a_second_try_counts_as_failed() {
        let report = r#"{"suites": [{"title": "\"stats\": of nothing"}],
            "stats": {"startTime": "2021-03-15", "duration": 5.5,
                      "expected": 12, "skipped": 1, "unexpected": 2, "flaky": 1}}"#;
        assert_eq!(
            read(report),
            Some(BrowserCount {
                passed: 12,
                failed: 3
            })
        );
        assert_eq!(read("{}"), None);
    }
}
