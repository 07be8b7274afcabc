//! Freshness: the days since the last news. A figure without news is to be asked for again.

use chrono::NaiveDate;

/// Days without news above which a territory is to be called again. Beside every freshness on the screen.
pub const STALE_AFTER_DAYS: i64 = 20;

/// Days without news above which what is told of a unit is no longer counted as known.
pub const SILENT_AFTER_DAYS: i64 = 30;

/// Whether nothing has been heard for more than [`STALE_AFTER_DAYS`] days on a day. Silence is counted from the last news,
/// or, before any, from the day the territory had units: nobody is late on the day of the census.
pub fn is_stale(last_news: Option<NaiveDate>, known_since: NaiveDate, today: NaiveDate) -> bool {
    silence(last_news, known_since, today) > STALE_AFTER_DAYS
}

/// Days of silence on a day, counted in the same way.
pub fn silence(last_news: Option<NaiveDate>, known_since: NaiveDate, today: NaiveDate) -> i64 {
    (today - last_news.unwrap_or(known_since)).num_days()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_territory_is_called_again_from_the_21st_day_of_silence() {
        let day = |day| NaiveDate::from_ymd_opt(2021, 3, day).unwrap();
        assert!(!is_stale(Some(day(5)), day(1), day(25)));
        assert!(is_stale(Some(day(5)), day(1), day(26)));
        assert!(!is_stale(None, day(1), day(21)));
        assert!(is_stale(None, day(1), day(22)));
    }
}
