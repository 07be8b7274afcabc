//! Progress of an import, by what its work costs: a bar that only told what is read would be full long before the end.

use store::import::ImportKind;

/// How far an import is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Rows read.
    pub rows: u64,
    /// What is done of the whole work, in bytes of the file: each counts in part when it is read, when it is written and when it is kept.
    /// Never more than the file has.
    pub bytes_done: u64,
}

/// Whom an import tells how far it is.
pub type Tell<'a> = &'a mut (dyn FnMut(Progress) + Send);

/// What each part of the work costs, out of 100; the rest is keeping: the last rows, the commit, the log that is folded.
/// As measured: `cargo xtask bench usage import` tells how far the bar is from the time. PostgreSQL keeps faster than SQLite, and both stay near.
#[derive(Clone, Copy)]
struct Parts {
    /// Reading, checking and putting aside.
    read: u64,
    /// Deciding what is to be written.
    judge: u64,
    /// Deciding it again under the writer's lock, and writing it.
    write: u64,
}

impl Parts {
    const fn of(kind: ImportKind) -> Self {
        let (read, judge, write) = match kind {
            ImportKind::Usage => (35, 23, 33),
            ImportKind::Adoption => (4, 39, 55),
            ImportKind::Schools | ImportKind::Networks => (30, 30, 35),
            ImportKind::Units | ImportKind::Estimate => (8, 31, 57),
            // Small, and compared with the ledger as a whole.
            ImportKind::Funding => (50, 0, 0),
        };
        Self { read, judge, write }
    }
}

/// The work of an import, under way.
pub(crate) struct Work<'a> {
    tell: Tell<'a>,
    parts: Parts,
    /// The file's.
    bytes: u64,
    /// The verdict is given: from now on decisions are written.
    judged: bool,
    /// The last progress told: a file that is read once more takes nothing back.
    told: Progress,
}

impl<'a> Work<'a> {
    pub(crate) const fn new(kind: ImportKind, bytes: u64, tell: Tell<'a>) -> Self {
        Self {
            tell,
            parts: Parts::of(kind),
            bytes,
            judged: false,
            told: Progress {
                rows: 0,
                bytes_done: 0,
            },
        }
    }

    /// So many rows are read, and so much of all there is to read, in any unit.
    pub(crate) fn read(&mut self, rows: u64, done: u64, of: u64) {
        self.judged = false;
        self.told.rows = self.told.rows.max(rows);
        self.done(self.parts.read * self.share(done, of));
    }

    /// All is judged: what is decided from now on is written.
    pub(crate) const fn judged(&mut self) {
        self.judged = true;
    }

    /// All is read, and so much of it is decided, the first time or as it is written.
    pub(crate) fn decided(&mut self, done: u64, of: u64) {
        let Parts { read, judge, write } = self.parts;
        let (before, part) = if self.judged {
            (read + judge, write)
        } else {
            (read, judge)
        };
        let share = self.share(done, of);
        self.done(before * self.bytes + part * share);
    }

    /// Part of the file's bytes. Letters of an older encoding are longer once they are read: never more than all.
    fn share(&self, done: u64, of: u64) -> u64 {
        let part = u128::from(self.bytes) * u128::from(done.min(of)) / u128::from(of.max(1));
        u64::try_from(part).unwrap_or(self.bytes)
    }

    fn done(&mut self, hundredths: u64) {
        self.told.bytes_done = self.told.bytes_done.max(hundredths / 100);
        (self.tell)(self.told);
    }
}

#[cfg(test)]
mod tests {
    use super::{Progress, Work};
    use store::import::ImportKind;

    /// What is told of a file of a thousand bytes and ten rows.
    fn told(kind: ImportKind, work: impl Fn(&mut Work<'_>)) -> Vec<u64> {
        let mut told = Vec::new();
        let mut tell = |progress: Progress| told.push(progress.bytes_done);
        work(&mut Work::new(kind, 1_000, &mut tell));
        told
    }

    #[test]
    fn what_is_read_and_not_yet_written_is_not_done() {
        let done = told(ImportKind::Adoption, |work| {
            work.read(5, 50, 100);
            work.read(10, 100, 100);
            work.decided(5, 10);
            work.decided(10, 10);
            work.judged();
            work.decided(5, 10);
            work.decided(10, 10);
        });
        assert!(done.is_sorted(), "{done:?}");
        assert!(done[1] < 400, "{done:?}: all is read");
        assert!(done[3] < 600, "{done:?}: all is judged");
        assert!(
            done[5] >= 900 && done[5] < 1_000,
            "{done:?}: all is written, nothing is kept yet"
        );
    }

    #[test]
    fn a_file_is_never_more_than_done() {
        for kind in ImportKind::ALL {
            let done = told(kind, |work| {
                work.read(10, 1_100, 1_000);
                work.decided(0, 0);
                work.judged();
                work.decided(12, 10);
                // Once more from its start.
                work.read(10, 500, 1_000);
            });
            assert!(
                done.is_sorted() && done.iter().all(|done| *done <= 1_000),
                "{kind:?} {done:?}"
            );
        }
    }
}
