//! Access tokens: what reads the figures in somebody's stead. Theirs are its rights, for reading alone, until it ends, is revoked, or they lose them.

use crate::refusal::Refusal;
use chrono::{DateTime, TimeDelta, Utc};

/// What a token begins with, so that one that leaked is known for what it is.
pub const TOKEN_PREFIX: &str = "c12_";
/// The most that an account has alive.
pub const TOKENS_MAX: usize = 5;
/// The most days that one lasts.
pub const TOKEN_DAYS_MAX: i64 = 365;
/// The most characters of its name.
pub const TOKEN_NAME_MAX: usize = 80;

/// Whether a token still opens anything.
pub fn token_stands(
    expires_at: DateTime<Utc>,
    revoked_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> bool {
    revoked_at.is_none() && now < expires_at
}

/// What a token asked for is called, and when it ends. `alive`: how many its account has that still open something.
///
/// # Errors
/// [`Refusal::TokenName`], [`Refusal::TokenDays`], [`Refusal::TooManyTokens`].
pub fn new_token(
    name: &str,
    days: i64,
    alive: usize,
    now: DateTime<Utc>,
) -> Result<(String, DateTime<Utc>), Refusal> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > TOKEN_NAME_MAX || name.chars().any(char::is_control) {
        return Err(Refusal::TokenName);
    }
    if !(1..=TOKEN_DAYS_MAX).contains(&days) {
        return Err(Refusal::TokenDays(days));
    }
    if alive >= TOKENS_MAX {
        return Err(Refusal::TooManyTokens);
    }
    Ok((name.to_owned(), now + TimeDelta::days(days)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_lasts_a_year_at_most_and_has_a_name() {
        let now = DateTime::UNIX_EPOCH;
        assert_eq!(
            new_token(" Grist ", 365, 4, now),
            Ok(("Grist".to_owned(), now + TimeDelta::days(365)))
        );
        for days in [0, -1, 366, i64::MAX] {
            assert_eq!(new_token("Grist", days, 0, now), Err(Refusal::TokenDays(days)));
        }
        for name in ["", "  ", "a\u{0}b", &"é".repeat(81)] {
            assert_eq!(new_token(name, 30, 0, now), Err(Refusal::TokenName), "{name:?}");
        }
        assert_eq!(new_token("Grist", 30, 5, now), Err(Refusal::TooManyTokens));
    }

    #[test]
    fn a_token_ends_at_its_second_or_when_it_is_revoked() {
        let end = DateTime::UNIX_EPOCH;
        let before = end - TimeDelta::seconds(1);
        assert!(token_stands(end, None, before));
        assert!(!token_stands(end, None, end));
        assert!(!token_stands(end, Some(before), before));
    }
}
