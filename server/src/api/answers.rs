//! What the API answers with: rows that any tool reads as a table, with names and types that do not change within a version.

use chrono::{DateTime, NaiveDate, Utc};
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

/// A ceiling and what is consumed of it.
#[derive(Serialize, ToSchema)]
pub struct Ceiling {
    /// The budget year, or `convention` for all of them.
    #[schema(example = "2021")]
    pub scope: String,
    /// `ae` (the right to commit) or `cp` (the right to pay).
    pub credit: &'static str,
    /// The ceiling, in cents of a euro.
    pub ceiling_cents: i64,
    /// What is consumed, in cents.
    pub consumed_cents: i64,
    /// What is left, in cents.
    pub available_cents: i64,
}

/// An entry of the ledger.
#[derive(Serialize, ToSchema)]
// The schema keeps the name that the API's users know.
#[schema(as = Entry)]
pub struct LedgerRow {
    /// Its number, from 1, without a hole.
    pub sequence: i64,
    /// The day it was true.
    pub day: NaiveDate,
    /// The budget year it moves.
    pub year: i32,
    /// `allotment`, `amendment`, `carry-over`, `commitment`, `service`, `payment`, `withdrawal`, `reversal` or `receipt`.
    pub kind: &'static str,
    /// The commitment's EJ number.
    #[schema(required)]
    pub ej: Option<String>,
    /// The DP's number, or the service's.
    #[schema(required)]
    pub number: Option<String>,
    /// Who is paid.
    #[schema(required)]
    pub supplier: Option<String>,
    /// What for.
    pub object: String,
    /// `deployment`, `development`, `coaching`, `design`, `hosting` or `other`.
    #[schema(required)]
    pub nature: Option<&'static str>,
    /// The document that allows it.
    #[schema(required)]
    pub reference: Option<String>,
    /// AE consumed, in cents.
    pub ae_cents: i64,
    /// CP consumed, in cents.
    pub cp_cents: i64,
    /// What is certified, in cents.
    pub certified_cents: i64,
    /// What is received, in cents.
    pub received_cents: i64,
    /// How the year's AE ceiling moves, in cents.
    pub ceiling_ae_cents: i64,
    /// How the year's CP ceiling moves, in cents.
    pub ceiling_cp_cents: i64,
    /// The budget unit (UO), as signed.
    pub budget_unit: String,
    /// The number of the commitment that it is of.
    #[schema(required)]
    pub commitment: Option<i64>,
    /// The number of the entry that it takes back.
    #[schema(required)]
    pub reverses: Option<i64>,
    /// When it was entered.
    pub recorded_at: DateTime<Utc>,
    /// Its hash, over the one before.
    pub hash: String,
}
