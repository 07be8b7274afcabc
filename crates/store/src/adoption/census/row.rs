//! The rows of what stands in schools, as the database has them.

use crate::engine::fault::{Fault, readable};
use chrono::NaiveDate;
use domain::{
    Uai, UnitId,
    adoption::{
        Step, UnitFacts,
        census::{ByHand, CensusUnit},
    },
    unit::Levels,
};

pub(super) const STANDING: &str = "select u.id, u.school, u.label, u.levels, u.pupils, u.co_teaching, u.estimated, n.step, n.since, n.last_news \
     from unit u join unit_now n on n.unit_id = u.id where u.school in (";
pub(super) const NAMES: &str = "select unit_id, label from unit_name where school in (";

/// A name that a unit bore.
#[derive(sqlx_macros::FromRow)]
pub(super) struct NameRow {
    pub(super) unit_id: i64,
    pub(super) label: String,
}

#[derive(sqlx_macros::FromRow)]
pub(super) struct CensusRow {
    id: i64,
    school: String,
    label: String,
    levels: String,
    pupils: Option<i64>,
    co_teaching: bool,
    estimated: bool,
    step: String,
    since: NaiveDate,
    last_news: Option<NaiveDate>,
}

impl CensusRow {
    pub(super) const fn id(&self) -> UnitId {
        UnitId(self.id)
    }

    pub(super) fn school(&self) -> Result<Uai, Fault> {
        readable("unit", "school", self.id, &self.school, self.school.parse().ok())
    }

    /// The unit, but for its former names and what was written by hand.
    pub(super) fn unit(self) -> Result<CensusUnit, Fault> {
        let levels = Levels::parse(&self.levels);
        Ok(CensusUnit {
            id: UnitId(self.id),
            facts: UnitFacts {
                levels: readable("unit", "levels", self.id, &self.levels, levels)?,
                pupils: self.pupils.and_then(|pupils| u16::try_from(pupils).ok()),
                co_teaching: self.co_teaching,
                estimated: self.estimated,
                label: self.label,
            },
            former: Vec::new(),
            step: readable(
                "unit_now",
                "step",
                self.id,
                &self.step,
                Step::from_code(&self.step),
            )?,
            touched: self.last_news.is_some(),
            last: self.last_news.map_or(self.since, |news| news.max(self.since)),
            by_hand: ByHand::default(),
        })
    }
}
