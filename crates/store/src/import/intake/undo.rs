//! Undoing a batch: what it wrote is taken back where nothing followed, in one transaction, and that is a batch in turn.

mod load;
mod plan;
mod usage;

use super::Intake;
use crate::{
    Store,
    adoption::{BatchHead, BatchRow, correct_units, insert_lines, units_stand},
    audit::AuditEvent,
    engine::fault::{Fault, StoreError},
    request::{FormRequest, FormVerdict, FromForm, SeenMark},
    transaction::Tx,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    Action, AuditAction, Principal, Refusal, TerritoryCode, UnitId,
    adoption::{BatchId, BatchKind, BatchRefused, CorrectUnit, Followed, Undoing, UnitUndo},
    rights::{Forbidden, Object, authorize},
};
use plan::{Plan, UnitPlan};
use uuid::Uuid;

/// An undoing asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UndoBatch {
    /// The batch.
    pub batch: BatchId,
    /// Whether the units on which something followed are left as they are; else one of them refuses it all.
    pub except_moved: bool,
}

/// What an undoing did, now or the first time it was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UndoDone {
    /// The batch that it is in turn.
    pub id: BatchId,
    /// Units, or measures, that were taken back.
    pub undone: u64,
    /// Units that were left, since something followed.
    pub left: u64,
}

/// What undoing a batch would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UndoPreview {
    /// Units, or measures, that would be taken back.
    pub undoable: u64,
    /// Lines that this would write.
    pub lines: u64,
    /// Units on which something followed, by number, with what.
    pub followed: Vec<(UnitId, Followed)>,
    /// The mark of all this: a form that saw another is refused.
    pub mark: SeenMark,
}

impl Store {
    /// What undoing a batch would do, for who may.
    ///
    /// # Errors
    /// [`StoreError::Refused`]: there is no such batch, it can't be undone, it is not theirs to undo.
    pub async fn preview_undo(
        &self,
        by: &Principal,
        today: NaiveDate,
        now: DateTime<Utc>,
        batch: BatchId,
    ) -> Result<UndoPreview, StoreError> {
        let mut tx = Tx::over(self.snapshot().await?.conn, self, by, now);
        let prepared = prepare(&mut tx, today, batch).await;
        tx.give_up().await?;
        Ok(prepared?.plan.preview())
    }

    /// Takes back what a batch wrote, where nothing followed; the same form sent again is done once.
    ///
    /// # Errors
    /// [`StoreError::Refused`]: as [`Store::preview_undo`]; something followed, and nobody said to leave it; nothing is left; another preview was seen.
    /// [`StoreError::Busy`] behind a long write.
    pub async fn undo_batch(
        &self,
        by: &Principal,
        today: NaiveDate,
        now: DateTime<Utc>,
        asked: impl Into<FromForm<UndoBatch>>,
    ) -> Result<UndoDone, StoreError> {
        let (store, by, asked) = (self.clone(), by.clone(), asked.into());
        // In a task of its own: a client that hangs up can't cut it in two.
        let task = tokio::spawn(async move {
            let mut intake = store.begin_intake(&by, now).await?;
            match intake.undo(today, asked.what, asked.form).await {
                Ok((done, None)) => intake.abandon().await.map(|()| done),
                Ok((done, Some(deed))) => intake.finish(deed).await.map(|()| done),
                Err(stop) => {
                    intake.abandon().await?;
                    Err(stop)
                }
            }
        });
        task.await.map_err(|_| StoreError::Broken(Fault::Cut))?
    }
}

/// A batch that may be undone by who asks, with what that would do.
struct Prepared {
    row: BatchRow,
    plan: Plan,
    /// The smallest territory that holds all of it.
    within: Option<TerritoryCode>,
}

/// Loads a batch, asks whether it may be undone, and decides what that does to each of its units.
async fn prepare(tx: &mut Tx, today: NaiveDate, batch: BatchId) -> Result<Prepared, StoreError> {
    let refused = |why: BatchRefused| StoreError::Refused(why.into());
    let row = load::batch(tx, batch)
        .await?
        .ok_or_else(|| refused(BatchRefused::Unknown))?;
    allow(tx, today, &row).await?;
    let places = load::places(tx, batch).await?;
    if !row.head.kind.is_undoable() {
        return Err(refused(BatchRefused::NotUndoable(row.head.kind)));
    }
    let plan = match row.head.kind {
        BatchKind::Usage => Plan::Usage(usage::plan(tx, &row).await?),
        _ => {
            let by = Undoing {
                undone: batch,
                // Nothing is written under it before its own is known.
                batch,
                author: tx.by.actor,
                at: tx.at,
            };
            plan::of_units(tx, &row, &by).await?
        }
    };
    Ok(Prepared {
        within: common(&places),
        row,
        plan,
    })
}

/// Whether somebody may undo a batch: an administrator anybody's, its author their own while they could still write all of it.
async fn allow(tx: &mut Tx, today: NaiveDate, row: &BatchRow) -> Result<(), StoreError> {
    let nation = vec![TerritoryCode::nation()];
    let policy = Some(row.head.policy);
    let everywhere = Object {
        policy,
        lineage: &nation,
    };
    if authorize(&tx.by, Action::UndoBatch, &everywhere, today).is_ok() {
        return Ok(());
    }
    if tx.by.actor != row.author {
        return Err(Forbidden(Action::UndoBatch).into());
    }
    let mut own = load::rights(tx, row.head.id).await?;
    if own.is_empty() {
        own.push(nation);
    }
    let allowed = own.iter().try_for_each(|lineage| {
        let object = Object { policy, lineage };
        authorize(&tx.by, row.head.kind.action(), &object, today)
    });
    Ok(allowed?)
}

fn common(places: &[Vec<TerritoryCode>]) -> Option<TerritoryCode> {
    let (first, rest) = places.split_first()?;
    let shared = first.iter().rev();
    shared
        .copied()
        .find(|code| rest.iter().all(|lineage| lineage.contains(code)))
}

impl Intake {
    /// Decides and writes an undoing; without a deed it was done already.
    async fn undo(
        &mut self,
        today: NaiveDate,
        asked: UndoBatch,
        form: Option<FormRequest>,
    ) -> Result<(UndoDone, Option<AuditEvent>), StoreError> {
        let own = BatchId(form.map_or_else(Uuid::now_v7, |form| form.id.0));
        if let Some(done) = self.undone_before(own, asked.batch).await? {
            // The same person sent the same form; anybody else, or another form, is told of the conflict.
            self.judge_undo(asked, form, SeenMark::of([""])).await?;
            return Ok((done, None));
        }
        let Prepared { row, plan, within } = prepare(&mut self.tx, today, asked.batch).await?;
        let preview = plan.preview();
        self.judge_undo(asked, form, preview.mark).await?;
        let (undoable, left) = (preview.undoable, preview.followed.len() as u64);
        let refused = match (undoable, left) {
            (0, _) => Some(BatchRefused::NothingLeft),
            (others, followed) if followed > 0 && !asked.except_moved => {
                Some(BatchRefused::Followed { followed, others })
            }
            _ => None,
        };
        if let Some(refused) = refused {
            return Err(Refusal::from(refused).into());
        }
        self.in_batch(BatchHead {
            id: own,
            kind: row.head.kind,
            policy: row.head.policy,
            year: row.head.year,
            origin: row.head.origin.clone(),
            undoes: Some(row.head.id),
            restores: row.head.undoes.is_some() && !row.head.restores,
        });
        match plan {
            Plan::Usage(entry) => self.annul_entry(&entry, own).await?,
            Plan::Units(units) => self.write_undo(units, own).await?,
        }
        let done = UndoDone {
            id: own,
            undone: undoable,
            left,
        };
        let deed = AuditEvent::new(
            AuditAction::BatchUndone,
            format!("{} {}", row.head.kind.code(), row.head.id.0),
        );
        Ok((done, Some(deed.within(within))))
    }

    async fn judge_undo(
        &mut self,
        asked: UndoBatch,
        form: Option<FormRequest>,
        mark: SeenMark,
    ) -> Result<FormVerdict, StoreError> {
        let told = format!("undo {} {}", asked.batch.0, asked.except_moved);
        self.tx.judge(form, &told, mark).await
    }

    /// What the same request did.
    async fn undone_before(&mut self, own: BatchId, undone: BatchId) -> Result<Option<UndoDone>, StoreError> {
        let before = load::batch(&mut self.tx, own).await?;
        let before = before.filter(|before| before.head.undoes == Some(undone));
        Ok(before.map(|before| {
            let undone = if before.head.kind.is_of_units() {
                before.units
            } else {
                before.lines
            };
            UndoDone {
                id: own,
                undone: undone.cast_unsigned(),
                left: 0,
            }
        }))
    }

    /// Writes what is decided of units: lines, facts, where each stands, the counts.
    async fn write_undo(&mut self, units: Vec<UnitPlan>, own: BatchId) -> Result<(), StoreError> {
        for chunk in units.chunks(1_000) {
            let (mut lines, mut standing, mut restored) = (Vec::new(), Vec::new(), Vec::new());
            for UnitPlan { unit, counted, undo } in chunk {
                let UnitUndo::Undone {
                    lines: own_lines,
                    restored: facts,
                } = undo
                else {
                    continue;
                };
                for advanced in own_lines {
                    self.rollup.add(counted, &advanced.deltas);
                    lines.push(&advanced.line);
                }
                standing.extend(
                    own_lines
                        .last()
                        .map(|last| (*unit, last.standing, last.last_news)),
                );
                restored.extend(facts.clone().map(|asked| CorrectUnit {
                    batch: Some(own),
                    ..asked
                }));
            }
            self.written += (lines.len() + restored.len()) as u64;
            self.changed |= !lines.is_empty() || !restored.is_empty();
            insert_lines(&mut self.tx, lines.into_iter().map(|line| (line, Some(own))));
            units_stand(&mut self.tx, standing);
            // Facts are corrected on the histories as they are now.
            self.tx.send().await?;
            if !restored.is_empty() {
                correct_units(&mut self.tx, &mut self.rollup, restored).await?;
            }
            self.rollup.write_when_large(&mut self.tx).await?;
            self.tx.send().await?;
        }
        Ok(())
    }
}
