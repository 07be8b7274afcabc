//! Access tokens: what reads the figures in somebody's stead. Theirs are its rights, for reading alone, until it ends, is revoked, or they lose them.

use chrono::{DateTime, TimeDelta, Utc};

/// What a token begins with, so that one that leaked is known for what it is.
pub const TOKEN_PREFIX: &str = "c12_";
/// The most that an account has alive.
pub const TOKENS_MAX: usize = 5;
/// The most days that one lasts.
pub const TOKEN_DAYS_MAX: i64 = 365;
/// The most characters of its name.
pub const TOKEN_NAME_MAX: usize = 80;

/// Why a token is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TokenRefused {
    /// A token without a name, or with one that is too long.
    #[error("a token has a name of 1 to 80 characters")]
    Name,
    /// A token that lasts less than a day or more than a year.
    #[error("a token can't last {0} days")]
    Days(i64),
    /// The account has as many tokens alive as it may.
    #[error("the account has too many tokens")]
    TooMany,
}

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
/// [`TokenRefused`].
pub fn new_token(
    name: &str,
    days: i64,
    alive: usize,
    now: DateTime<Utc>,
) -> Result<(String, DateTime<Utc>), TokenRefused> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > TOKEN_NAME_MAX || name.chars().any(char::is_control) {
        return Err(TokenRefused::Name);
    }
    if !(1..=TOKEN_DAYS_MAX).contains(&days) {
        return Err(TokenRefused::Days(days));
    }
    if alive >= TOKENS_MAX {
        return Err(TokenRefused::TooMany);
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
            assert_eq!(new_token("Grist", days, 0, now), Err(TokenRefused::Days(days)));
        }
        for name in ["", "  ", "a\u{0}b", &"é".repeat(81)] {
            assert_eq!(new_token(name, 30, 0, now), Err(TokenRefused::Name), "{name:?}");
        }
        assert_eq!(new_token("Grist", 30, 5, now), Err(TokenRefused::TooMany));
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
