//! A school as somebody who may do something there sees it.

use super::Context;
use crate::failure::PageError;
use domain::{
    Action, PolicyCode, SchoolYear, TerritoryCode, Uai,
    school::{School, places},
    territory::{Lineage, Place},
};

/// A school of a school year.
pub struct SchoolOfYear {
    /// The school.
    pub school: School,
    /// Its place today.
    pub place: Option<Place>,
    /// The lineages that its units of the year keep.
    pub kept: Vec<Lineage>,
    /// The territories over which a right to it is asked: today's and those of its units.
    pub places: Vec<TerritoryCode>,
}

impl SchoolOfYear {
    /// The codes of where it stands today.
    pub fn lineage(&self) -> Vec<TerritoryCode> {
        self.place.as_ref().map(Place::lineage).unwrap_or_default()
    }
}

impl Context {
    /// A school with its places of a school year, for who may do something in one of them.
    ///
    /// # Errors
    /// [`PageError::Forbidden`]: it is not theirs; [`PageError::NotFound`], told to who may look everywhere only.
    pub async fn school(
        &self,
        action: Action,
        policy: PolicyCode,
        year: SchoolYear,
        uai: Uai,
    ) -> Result<SchoolOfYear, PageError> {
        let Some(school) = self.store.school(uai).await? else {
            return Err(self.absent(action, policy, "Cette école"));
        };
        let kept = self.store.kept_lineages(year, uai).await?;
        let today = school.lineage();
        let places = today.map_or_else(Vec::new, |today| places(&today, &kept));
        self.allow(action, Some(policy), &places)?;
        Ok(SchoolOfYear {
            place: self.store.place(school.parent()).await?,
            school,
            kept,
            places,
        })
    }
}
