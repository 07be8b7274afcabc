//! A class closed by a person, and opened again: the lines that the rules decide.

use super::Changing;
use crate::{
    adoption::{
        save::{DecidedLine, save},
        unit_record::UnitRecord,
    },
    engine::fault::StoreError,
};
use domain::{
    Refusal, UnitId,
    adoption::{Advanced, Close, Reopen, close, reopen},
};

impl Changing {
    pub(super) async fn close(&mut self, asked: &Close) -> Result<UnitId, StoreError> {
        let (_, record) = self.own(asked.unit).await?;
        let (author, at, year) = (self.tx.by.actor, self.tx.at, record.counted.year);
        let lines = close(year, &record.timeline, asked, author, self.today, at).map_err(Refusal::from)?;
        self.write_lines(&record, lines);
        Ok(asked.unit)
    }

    pub(super) async fn reopen(&mut self, asked: &Reopen) -> Result<UnitId, StoreError> {
        let (_, record) = self.own(asked.unit).await?;
        let (author, at) = (self.tx.by.actor, self.tx.at);
        let lines = reopen(&record.timeline, asked, author, at).map_err(Refusal::from)?;
        self.write_lines(&record, lines);
        Ok(asked.unit)
    }

    /// Asks for lines of a unit to be written.
    pub(super) fn write_lines(&mut self, record: &UnitRecord, lines: Vec<Advanced>) {
        let decided = lines.into_iter().map(|advanced| DecidedLine {
            counted: record.counted.clone(),
            advanced,
            batch: None,
        });
        save(&mut self.tx, &mut self.rollup, &decided.collect::<Vec<_>>());
    }
}
