//! What the API answers with: rows that any tool reads as a table, with names and types that do not change within a version.

pub(super) mod ledger;

use chrono::NaiveDate;
use domain::{AdoptionStage, adoption::StageCounts};
use serde::Serialize;
use utoipa::ToSchema;

/// A list, with what it is made of.
#[derive(Serialize, ToSchema)]
pub struct List<T> {
    /// The version of the data that the answer is made of: it grows with each change.
    pub data_version: i64,
    /// The day that the figures are of.
    pub day: NaiveDate,
    /// The rows.
    pub items: Vec<T>,
    /// Where the next page begins, to be given as `cursor`; null at the end.
    #[schema(required)]
    pub next: Option<String>,
}

/// A territory.
#[derive(Serialize, ToSchema)]
pub struct Territory {
    /// Its code: `FR`, `A14`, `D35`, `C0350739N`.
    #[schema(example = "D35")]
    pub code: String,
    /// `nation`, `academy`, `department` or `district`.
    #[schema(example = "department")]
    pub kind: &'static str,
    /// Its name.
    pub name: String,
    /// The code of the territory it stands in; null for the nation.
    #[schema(required)]
    pub parent: Option<String>,
}

/// Units at each stage, and what is read of them.
#[derive(Serialize, ToSchema)]
pub struct Counts {
    /// Units of the census: the denominator of every share.
    pub population: i64,
    /// Units that are an estimate, not confirmed yet.
    pub estimated: i64,
    /// Embarquées: at the stage onboarded, active or regular.
    pub onboarded: i64,
    /// Utilisatrices: at the stage active or regular.
    pub using: i64,
    /// Never contacted.
    pub stage_identified: i64,
    /// Contacted.
    pub stage_contacted: i64,
    /// Onboarded, not active yet.
    pub stage_onboarded: i64,
    /// Active.
    pub stage_active: i64,
    /// Regular.
    pub stage_regular: i64,
    /// Lapsed.
    pub stage_lapsed: i64,
    /// Declined: still counted in the population.
    pub stage_declined: i64,
}

impl Counts {
    /// The counts of the figures that the pages show.
    pub fn of(counts: &StageCounts, estimated: i64) -> Self {
        use AdoptionStage as S;
        Self {
            population: counts.census(),
            estimated,
            onboarded: counts.onboarded(),
            using: counts.using(),
            stage_identified: counts[S::Identified],
            stage_contacted: counts[S::Contacted],
            stage_onboarded: counts[S::Onboarded],
            stage_active: counts[S::Active],
            stage_regular: counts[S::Regular],
            stage_lapsed: counts[S::Lapsed],
            stage_declined: counts[S::Declined],
        }
    }
}

/// Where a territory stands at the end of a week.
#[derive(Serialize, ToSchema)]
pub struct Week {
    /// The school year: `2020-2021`.
    pub school_year: String,
    /// The territory's code.
    pub territory: String,
    /// The Monday of the week.
    pub week: NaiveDate,
    #[serde(flatten)]
    // A text here would stand in the description as one of `Counts`, whose fields have their own.
    #[allow(
        missing_docs,
        reason = "its fields stand in its place, each with its own text"
    )]
    pub counts: Counts,
}

/// Where a child of a territory stands: a territory, or a school of a circonscription.
#[derive(Serialize, ToSchema)]
pub struct Child {
    /// The school year: `2020-2021`.
    pub school_year: String,
    /// Its code; a school's is its UAI.
    pub code: String,
    /// `academy`, `department`, `district` or `school`.
    pub kind: &'static str,
    /// Its name.
    pub name: String,
    /// The day of the latest news; null where none came.
    #[schema(required)]
    pub last_news: Option<NaiveDate>,
    #[serde(flatten)]
    // A text here would stand in the description as one of `Counts`, whose fields have their own.
    #[allow(
        missing_docs,
        reason = "its fields stand in its place, each with its own text"
    )]
    pub counts: Counts,
}

/// A unit: a halved class of a school year.
#[derive(Serialize, ToSchema)]
pub struct Unit {
    /// Its number.
    pub id: i64,
    /// The school year: `2020-2021`.
    pub school_year: String,
    /// Its school's UAI.
    pub uai: String,
    /// Its school's name.
    pub school: String,
    /// Its school's commune.
    pub commune: String,
    /// What it is called in its school.
    pub label: String,
    /// Its levels, joined by `+`.
    pub levels: String,
    /// `none`, `rep` or `rep-plus`.
    pub priority_education: &'static str,
    /// Its pupils; null when they are not known.
    #[schema(required)]
    pub pupils: Option<u16>,
    /// Whether it is an estimate.
    pub estimated: bool,
    /// The circonscription's code.
    #[schema(required)]
    pub district: Option<String>,
    /// The département's code.
    pub department: String,
    /// The académie's code.
    pub academy: String,
    /// Where it stands: `identified`, `contacted`, `onboarded`, `active`, `regular`, `lapsed`, `declined`.
    pub stage: &'static str,
    /// Since when.
    pub since: NaiveDate,
    /// The day of the latest news; null where none came.
    #[schema(required)]
    pub last_news: Option<NaiveDate>,
}

/// What a territory aims at: a share of its units by a day.
#[derive(Serialize, ToSchema)]
pub struct Objective {
    /// The school year: `2020-2021`.
    pub school_year: String,
    /// The territory's code.
    pub territory: String,
    /// `onboarded` or `using`.
    pub measure: &'static str,
    /// By when.
    pub day: NaiveDate,
    /// The share of the population, per mille.
    pub share_per_mille: i64,
}
