//! The chain of the ledger: each entry's hash holds the one before, so that nothing can be changed, taken out or put in between unseen.

use super::{LedgerEntry, Moves, Pair};
use sha2::{Digest, Sha256};
use std::fmt;

/// A hash of the chain. The first entry follows [`Hash::START`].
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// What stands before the first entry.
    pub const START: Self = Self([0; 32]);

    /// The hash of so many bytes; none when they are not 32.
    pub fn new(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// The hash so written in hexadecimal, whole.
    pub fn read(text: &str) -> Option<Self> {
        let mut hash = [0; 32];
        let text = text.trim();
        if text.len() != 64 || !text.is_ascii() {
            return None;
        }
        for (at, byte) in hash.iter_mut().enumerate() {
            *byte = u8::from_str_radix(text.get(2 * at..2 * at + 2)?, 16).ok()?;
        }
        Some(Self(hash))
    }
}
impl Default for Hash {
    fn default() -> Self {
        Self::START
    }
}
impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}
impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({self})")
    }
}

/// SHA-256 of the hash before and of everything that the entry says. Each value goes with its length: no two entries are written alike.
pub fn seal(before: Hash, entry: &LedgerEntry) -> Hash {
    let mut hash = Sha256::new();
    hash.update(b"classe12 ledger 1");
    hash.update(before.0);
    let mut put = |text: &str| {
        hash.update((text.len() as u64).to_be_bytes());
        hash.update(text.as_bytes());
    };
    put(&entry.sequence.to_string());
    put(&entry.request.0.simple().to_string());
    put(entry.kind.code());
    put(&entry.day.to_string());
    put(&entry.recorded_at.timestamp_micros().to_string());
    put(&entry.year.to_string());
    put(&optional(entry.from_year));
    put(&entry.budget_unit);
    let Moves {
        maximum,
        ceiling,
        consumed,
        certified,
        received,
    } = entry.moves;
    for Pair { ae, cp } in [maximum, ceiling, consumed] {
        put(&ae.0.to_string());
        put(&cp.0.to_string());
    }
    put(&certified.0.to_string());
    put(&received.0.to_string());
    put(&optional(entry.commitment));
    put(&optional(entry.reverses));
    put(&optional(entry.ej));
    put(&optional(entry.number));
    put(&optional(entry.supplier.as_deref()));
    put(&optional(entry.nature.map(super::Nature::code)));
    put(&entry.object);
    put(&optional(entry.reference.as_deref()));
    put(&entry.author.code());
    Hash(hash.finalize().into())
}

/// What is not there is written apart from what is there and empty.
fn optional<T: fmt::Display>(value: Option<T>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| format!("={value}"))
}
