//! The compound file that a workbook of the old Excel is: the stream of its records, found and read within its bounds.

use crate::reading::unreadable::Unreadable;

fn broken() -> Unreadable {
    Unreadable::new(
        0,
        "Ce classeur .xls est abîmé ou coupé.",
        "Ouvrez-le et enregistrez-le au format .xlsx, ou en CSV.",
    )
}

/// A sector that no chain goes on from.
const LAST: u32 = 0xffff_fffa;

/// The records of the workbook that a file holds.
pub fn workbook(file: &[u8]) -> Result<Vec<u8>, Unreadable> {
    let compound = Compound::open(file).ok_or_else(broken)?;
    let entries = compound.entries();
    let named = |name: &str| entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name));
    if named("EncryptedPackage").is_some() {
        return Err(Unreadable::locked());
    }
    let Some(stream) = named("Workbook").or_else(|| named("Book")) else {
        return Err(Unreadable::new(
            0,
            "C'est un document de l'ancien Office (Word, PowerPoint ou Outlook), pas un tableau.",
            "Exportez le tableau au format CSV ou XLSX.",
        ));
    };
    compound.stream(stream, &entries).ok_or_else(broken)
}

/// An entry of the directory.
struct StreamEntry {
    name: String,
    start: u32,
    size: usize,
}

struct Compound<'a> {
    file: &'a [u8],
    sector: usize,
    /// What follows each sector.
    next: Vec<u32>,
    directory: u32,
    small: u32,
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(four.try_into().ok()?))
}

impl<'a> Compound<'a> {
    fn open(file: &'a [u8]) -> Option<Self> {
        let shift = file.get(30..32)?;
        let sector = match shift {
            [9, 0] => 512,
            [12, 0] => 4_096,
            _ => return None,
        };
        let mut compound = Self {
            file,
            sector,
            next: Vec::new(),
            directory: word(file, 48)?,
            small: word(file, 60)?,
        };
        let mut tables: Vec<u32> = (0..109).filter_map(|rank| word(file, 76 + 4 * rank)).collect();
        let mut more = word(file, 68)?;
        for _ in 0..file.len() / sector {
            let Some(list) = compound.sector_of(more).filter(|_| more < LAST) else {
                break;
            };
            let words: Vec<u32> = (0..sector / 4).filter_map(|rank| word(list, 4 * rank)).collect();
            let (next, list) = words.split_last()?;
            tables.extend(list);
            more = *next;
        }
        for table in tables.into_iter().filter(|table| *table < LAST) {
            let list = compound.sector_of(table)?;
            compound
                .next
                .extend((0..sector / 4).filter_map(|rank| word(list, 4 * rank)));
        }
        Some(compound)
    }

    fn sector_of(&self, number: u32) -> Option<&'a [u8]> {
        let start = usize::try_from(number)
            .ok()?
            .checked_add(1)?
            .checked_mul(self.sector)?;
        let end = start.checked_add(self.sector)?.min(self.file.len());
        self.file.get(start..end)
    }

    /// The sectors of a chain, at most as many as the file has.
    fn chain(&self, start: u32) -> Vec<u8> {
        let (mut bytes, mut at) = (Vec::new(), start);
        while at < LAST && bytes.len() <= self.file.len() {
            let Some(sector) = self.sector_of(at) else { break };
            bytes.extend_from_slice(sector);
            let next = usize::try_from(at).ok().and_then(|at| self.next.get(at));
            at = next.copied().unwrap_or(LAST);
        }
        bytes
    }

    fn entries(&self) -> Vec<StreamEntry> {
        let directory = self.chain(self.directory);
        let entry = |bytes: &[u8]| {
            let length = usize::from(u16::from_le_bytes([*bytes.get(64)?, *bytes.get(65)?])).min(64);
            let letters = bytes
                .get(..length)?
                .chunks_exact(2)
                .map(|two| u16::from_le_bytes([two[0], two[1]]));
            let name = String::from_utf16_lossy(&letters.collect::<Vec<_>>());
            Some(StreamEntry {
                name: name.trim_end_matches('\0').to_owned(),
                start: word(bytes, 116)?,
                size: usize::try_from(word(bytes, 120)?).ok()?,
            })
        };
        directory.chunks_exact(128).filter_map(entry).collect()
    }

    /// A stream; a short one stands in the small sectors that the first entry holds.
    fn stream(&self, stream: &StreamEntry, entries: &[StreamEntry]) -> Option<Vec<u8>> {
        let mut bytes = if stream.size >= 4_096 {
            self.chain(stream.start)
        } else {
            let (small, table) = (self.chain(entries.first()?.start), self.chain(self.small));
            let (mut bytes, mut at) = (Vec::new(), stream.start);
            while at < LAST && bytes.len() < stream.size {
                let start = usize::try_from(at).ok()?.checked_mul(64)?;
                bytes.extend_from_slice(small.get(start..(start + 64).min(small.len()))?);
                at = word(&table, usize::try_from(at).ok()?.checked_mul(4)?)?;
            }
            bytes
        };
        if bytes.len() < stream.size {
            return None;
        }
        bytes.truncate(stream.size);
        Some(bytes)
    }
}
