//! An e-mail address.

use std::fmt;

/// An e-mail address, in lower case: two that differ by case only are one.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Email(String);

/// The most characters an e-mail address has (RFC 5321).
pub const EMAIL_MAX: usize = 254;

impl Email {
    /// The address so written; none when it can't be one. Only whether a message can be sent there proves that it is one.
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase();
        let (name, host) = text.rsplit_once('@')?;
        let plain = |c: char| c.is_ascii_alphanumeric() || "._%+-'".contains(c);
        let label = |part: &str| {
            !part.is_empty()
                && !part.starts_with('-')
                && !part.ends_with('-')
                && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        };
        let fits = text.len() <= EMAIL_MAX
            && !name.is_empty()
            && name.len() <= 64
            && name.chars().all(plain)
            && host.contains('.')
            && host.split('.').all(label);
        fits.then_some(Self(text))
    }

    /// The address as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
