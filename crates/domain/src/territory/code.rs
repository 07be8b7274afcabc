//! Short ASCII codes that live on the stack: a rollout of millions of units names its levels and territories by copy, not by allocation.

use std::{cmp::Ordering, fmt, hash};

/// A text of at most `N` printable ASCII characters.
#[derive(Clone, Copy)]
pub struct Code<const N: usize> {
    length: u8,
    bytes: [u8; N],
}

impl<const N: usize> Code<N> {
    /// The code written so; `None` when empty, longer than `N` or not made of printable ASCII.
    pub fn new(text: &str) -> Option<Self> {
        let written = text.as_bytes();
        let length = u8::try_from(written.len()).ok()?;
        let mut bytes = [0; N];
        bytes.get_mut(..written.len())?.copy_from_slice(written);
        (length > 0 && written.iter().all(u8::is_ascii_graphic)).then_some(Self { length, bytes })
    }

    /// A constant: the first `length` bytes, which the caller knows to be printable ASCII, then zeros.
    pub(crate) const fn constant(bytes: [u8; N], length: u8) -> Self {
        Self { length, bytes }
    }

    /// The code as it is written.
    pub fn as_str(&self) -> &str {
        let written = self.bytes.get(..usize::from(self.length)).unwrap_or_default();
        // Made of ASCII by `new`, the only maker: the default is never taken.
        std::str::from_utf8(written).unwrap_or_default()
    }
}

impl<const N: usize> PartialEq for Code<N> {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}
impl<const N: usize> Eq for Code<N> {}
impl<const N: usize> hash::Hash for Code<N> {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        self.bytes.hash(state);
    }
}
impl<const N: usize> PartialOrd for Code<N> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<const N: usize> Ord for Code<N> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.bytes.cmp(&other.bytes)
    }
}
impl<const N: usize> fmt::Display for Code<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
impl<const N: usize> fmt::Debug for Code<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn a_code_reads_back_as_it_was_written_and_orders_like_its_text() {
        let codes: Vec<Code<4>> = ["A14", "D2A", "FR"].into_iter().filter_map(Code::new).collect();
        assert_eq!(
            codes.iter().map(Code::as_str).collect::<Vec<_>>(),
            ["A14", "D2A", "FR"]
        );
        assert!(codes.is_sorted());
    }

    #[test]
    fn an_empty_a_long_or_an_accented_code_is_none() {
        for wrong in ["", "ABCDE", "é", "a b"] {
            assert_eq!(Code::<4>::new(wrong), None, "{wrong}");
        }
    }
}
