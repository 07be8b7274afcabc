//! LibreOffice, where it is installed: it opens a workbook and saves it as something else.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// What it saves a table as: the ending, or the ending with the filter's options (tabs, UTF-16; semicolons, Windows-1252).
pub const FORMATS: [&str; 6] = [
    "ods",
    "xlsx",
    "xls",
    "csv",
    "csv:Text - txt - csv (StarCalc):59,34,1",
    "txt:Text - txt - csv (StarCalc):9,34,65535",
];

/// The languages that it is set to: it writes days as they do, where the workbook lets it.
pub const LANGUAGES: [&str; 2] = ["fr-FR", "en-US"];

/// Whether it is there.
pub fn is_there() -> bool {
    Command::new("soffice").arg("--version").output().is_ok()
}

/// Opens a file and saves it elsewhere.
pub fn convert(file: &Path, language: &str, format: &str) -> PathBuf {
    let out = file.with_extension("saved");
    let profile = file.with_extension(language);
    let settings = profile.join("user");
    std::fs::create_dir_all(&settings).unwrap();
    let set = format!(
        "<?xml version=\"1.0\"?><oor:items xmlns:oor=\"http://openoffice.org/2001/registry\"><item oor:path=\"/org.openoffice.Setup/L10N\"><prop oor:name=\"ooSetupSystemLocale\" oor:op=\"fuse\"><value>{language}</value></prop></item></oor:items>"
    );
    std::fs::write(settings.join("registrymodifications.xcu"), set).unwrap();
    let own = format!("-env:UserInstallation=file://{}", profile.display());
    let done = Command::new("soffice")
        .args([own.as_str(), "--headless", "--convert-to", format, "--outdir"])
        .args([out.as_path(), file])
        .output()
        .unwrap();
    let ending = format.split(':').next().unwrap();
    let saved = out.join(file.file_stem().unwrap()).with_extension(ending);
    assert!(
        saved.exists(),
        "{format}: {}",
        String::from_utf8_lossy(&done.stderr)
    );
    saved
}
