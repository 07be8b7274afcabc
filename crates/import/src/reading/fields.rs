//! Fields as people write them: UAI, day, year, levels, yes or no.

use super::{
    headers::Row,
    job::Job,
    spellings::{FLAG, spelled},
};
use chrono::{DateTime, Days, NaiveDate, Utc};
use domain::{
    LevelCode, SchoolYear, Uai, calendar::paris_day, policy::Policy, territory::UaiError, unit::Levels,
};

/// The UAI of a row; none when it is wrong, which is then an error of the report.
pub fn uai(row: &Row<'_>, column: usize, job: &mut Job<'_>) -> Option<Uai> {
    uai_of(row.text(column), row.line, row.title(column), job)
}

/// The UAI so written, at a line and in a column; none when it is wrong, which is then an error of the report.
pub fn uai_of(text: &str, line: u64, title: &str, job: &mut Job<'_>) -> Option<Uai> {
    let title = Some(title);
    // `035 0122 T`: spaces say nothing in it.
    let plain: String = text.split_whitespace().collect();
    let (reason, advice) = match plain.parse::<Uai>() {
        Ok(uai) => return Some(uai),
        Err(UaiError::LostZeros { repaired }) if job.request.repair => {
            let reason = format!("Ce UAI a perdu son zéro de tête : il est lu {repaired}.");
            job.findings
                .repaired(line, title, text, reason, "Vérifiez qu'il s'agit bien de lui.");
            return Some(repaired);
        }
        Err(UaiError::LostZeros { repaired }) => (
            format!("Ce UAI a perdu son zéro de tête : ce serait {repaired}."),
            "Importez à nouveau en demandant la réparation (--repair, ou la case du formulaire).".to_owned(),
        ),
        Err(UaiError::WrongLetter { expected }) => (
            "La lettre de ce UAI ne correspond pas à ses chiffres.".to_owned(),
            format!("Vérifiez-le : avec ces chiffres la lettre serait {expected}."),
        ),
        Err(UaiError::Malformed) if text.is_empty() => (
            "Le UAI manque.".to_owned(),
            "Un UAI a sept chiffres et une lettre.".to_owned(),
        ),
        Err(UaiError::Malformed) => (
            "Ce n'est pas un UAI.".to_owned(),
            "Un UAI a sept chiffres et une lettre, comme 0350122T.".to_owned(),
        ),
    };
    job.findings.error(line, title, text, reason, advice);
    None
}

/// A day written the French or the ISO way, with a year of two digits as LibreOffice saves it in French, or as the number that a spreadsheet counts it by; of
/// a time with its zone, the day that it is in Paris.
pub fn day(text: &str) -> Option<NaiveDate> {
    const WRITTEN: [&str; 5] = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y"];
    let plausible = |day: &NaiveDate| (2000..2100).contains(&chrono::Datelike::year(day));
    let day = text.split([' ', 'T']).next().unwrap_or_default();
    // « 15/03/21 » would be of the year 21 to a format of four digits.
    let read = |format| NaiveDate::parse_from_str(day, format).ok().filter(plausible);
    let written = || WRITTEN.into_iter().find_map(read);
    let counted = || serial(text).filter(plausible);
    match zoned(text).map(paris_day) {
        Some(day) => Some(day).filter(plausible),
        None => written().or_else(counted),
    }
}

/// A time that says its zone.
fn zoned(text: &str) -> Option<DateTime<Utc>> {
    let text = text.replacen(' ', "T", 1).replace(' ', "");
    let read = DateTime::parse_from_rfc3339(&text).or_else(|_| {
        [
            "%Y-%m-%dT%H:%M:%S%.f%#z",
            "%Y-%m-%dT%H:%M%#z",
            "%d/%m/%YT%H:%M:%S%#z",
        ]
        .iter()
        .find_map(|format| DateTime::parse_from_str(&text, format).ok())
        .ok_or(())
    });
    read.ok().map(|at| at.to_utc())
}

/// The day that a spreadsheet counts by a number: 44109 is 5 October 2020.
fn serial(text: &str) -> Option<NaiveDate> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() != 5 || !digits(whole) || !digits(part) {
        return None;
    }
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(whole.parse().ok()?))
}

/// The school year of a row: its own, else the request's.
pub fn year(row: &Row<'_>, column: usize, job: &mut Job<'_>) -> Option<SchoolYear> {
    let text = row.text(column);
    let year = if text.is_empty() {
        job.request.year
    } else {
        school_year(text)
    };
    if year.is_none() {
        let reason = if text.is_empty() {
            "L'année scolaire manque."
        } else {
            "Ce n'est pas une année scolaire."
        };
        let advice = "Écrivez-la comme 2020-2021, ou donnez-la pour tout le fichier.";
        row.error(column, reason, advice, &mut job.findings);
    }
    year
}

/// A school year as people write it: `2020-2021`, `2020/2021`, `2020-21`.
fn school_year(text: &str) -> Option<SchoolYear> {
    let (first, second) = text.split_once(['-', '/', '–'])?;
    let (first, second) = (first.trim(), second.trim());
    let four = first.len() == 4 && first.bytes().all(|byte| byte.is_ascii_digit());
    let year = SchoolYear::starting(first.parse().ok().filter(|_| four)?)?;
    let next = (year.first() + 1).to_string();
    (second == next || next.get(2..) == Some(second)).then_some(year)
}

/// The year of a rentrée: `2020`, `2020.0`, `2020-2021`.
pub fn autumn(text: &str) -> Option<i32> {
    let counted = || count(text).and_then(|year| i32::try_from(year).ok());
    let year = school_year(text).map(SchoolYear::first).or_else(counted);
    year.filter(|year| SchoolYear::starting(*year).is_some())
}

/// Levels: `CP`, `CP+CE1`, `GS/CP`, `CP-CE1`, `CP et CE1`, `CP CE1`.
pub fn levels(text: &str, policy: &Policy) -> Option<Levels> {
    let parts = |between: fn(char) -> bool| -> Option<Vec<LevelCode>> {
        let parts = text.split(between).map(str::trim);
        let parts = parts.filter(|part| !part.is_empty() && !part.eq_ignore_ascii_case("et"));
        parts.map(|part| policy.level(part)).collect()
    };
    let marked = |letter: char| matches!(letter, '+' | '/' | '-' | '–' | ',' | '&');
    // A level's own name may have several words: « grande section ».
    let spaced = |letter: char| letter == ' ' || matches!(letter, '+' | '/' | '-' | '–' | ',' | '&');
    Levels::new(parts(marked).or_else(|| parts(spaced))?)
}

/// Yes or no; no when empty; none when it is neither.
pub fn yes(text: &str) -> Option<bool> {
    spelled(text, FLAG).ok()
}

/// A whole number as people and spreadsheets write it: `24`, `24.0`, `1 024`; none of anything else.
pub fn count(text: &str) -> Option<u64> {
    let plain: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    let whole = plain
        .strip_suffix(".0")
        .or_else(|| plain.strip_suffix(",0"))
        .unwrap_or(&plain);
    let digits = !whole.is_empty() && whole.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| whole.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn a_day_is_read_in_each_of_its_spellings_and_of_a_time_it_is_paris_s() {
        for (text, wanted) in [
            ("05/10/2020", "2020-10-05"),
            ("5/10/2020", "2020-10-05"),
            ("05/10/20", "2020-10-05"),
            ("5/1/21", "2021-01-05"),
            ("2020-10-05", "2020-10-05"),
            ("05/10/2020 08:30", "2020-10-05"),
            ("2020-10-05T08:30:00", "2020-10-05"),
            ("44109", "2020-10-05"),
            ("44109.5", "2020-10-05"),
            ("2020-10-04T22:30:00Z", "2020-10-05"),
            ("2020-10-04 21:59:59Z", "2020-10-04"),
            ("2020-12-31T23:00:00+00:00", "2021-01-01"),
            ("2020-12-31T23:59:00+01:00", "2020-12-31"),
            ("2021-03-28T00:30:00+02:00", "2021-03-27"),
            ("2020-10-05T00:10:00+0200", "2020-10-05"),
        ] {
            assert_eq!(
                day(text).map(|day| day.to_string()).as_deref(),
                Some(wanted),
                "{text}"
            );
        }
        for text in ["", "44109a", "441091", "31/02/2020", "#N/A", "1999-12-31"] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
