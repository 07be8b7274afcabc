//! The nation's territories: the départements, how much of priority education each académie holds, how large the whole is (`plan`).

pub mod plan;

use domain::territory::ACADEMIES;

/// Schools of priority education per 1,000 of the nation's: (académie, share). Orders of size, rounded.
const SHARES: [(&str, u64); 30] = [
    ("01", 30),
    ("02", 62),
    ("03", 18),
    ("04", 36),
    ("06", 12),
    ("07", 16),
    ("08", 30),
    ("09", 118),
    ("10", 56),
    ("11", 40),
    ("12", 34),
    ("13", 14),
    ("14", 16),
    ("15", 28),
    ("16", 24),
    ("17", 18),
    ("18", 34),
    ("19", 36),
    ("20", 52),
    ("22", 8),
    ("23", 18),
    ("24", 92),
    ("25", 72),
    ("27", 4),
    ("28", 44),
    ("31", 18),
    ("32", 22),
    ("33", 24),
    ("43", 34),
    ("70", 46),
];

/// The départements with their share of the schools: (académie, code, share).
pub fn departments() -> Vec<(&'static str, &'static str, u64)> {
    let mut departments = Vec::new();
    for academy in &ACADEMIES {
        let share = SHARES
            .iter()
            .find(|(code, _)| *code == academy.code)
            .map_or(10, |(_, share)| *share);
        // The first département of an uneven académie holds as much as two others.
        let many = academy.departments.len() as u64;
        for (rank, (code, _)) in academy.departments.iter().enumerate() {
            let part = if rank == 0 { 2 } else { 1 };
            departments.push((academy.code, *code, (share * 1_000 * part / (many + 1)).max(400)));
        }
    }
    departments
}
