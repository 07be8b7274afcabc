//! The batches that a reader may see, the latest first, and one of them.

use super::{
    moved_in::push_moved_in,
    row::{BatchRow, StoredBatch, UndoingRow, state},
};
use crate::{
    Store,
    engine::{
        fault::{StoreError, readable},
        push_list, read,
    },
    territory::access_scope::push_access_scope,
};
use domain::{
    Actor, PolicyCode,
    adoption::{BatchId, BatchKind},
    rights::AccessScope,
};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Which batches are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BatchFilter {
    /// Of one policy.
    pub policy: PolicyCode,
    /// Of one kind.
    pub kind: Option<BatchKind>,
    /// By one author.
    pub author: Option<Actor>,
}

/// A page of batches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchList {
    /// The latest first.
    pub batches: Vec<BatchRow>,
    /// How many answer in all.
    pub total: i64,
}

/// The columns of a batch, with how many of the reader's units it is of.
macro_rules! push_batches {
    ($query:expr, $within:expr) => {{
        $query.push(
            "select b.id, b.kind, b.policy, b.year, b.origin, b.undoes, b.restores, b.lines, b.author, b.recorded_at, \
             (select cast(coalesce(sum(p.units), 0) as bigint) from batch_place p where p.batch = b.id",
        );
        push_access_scope!($query, $within, "p.department", "p.district");
        $query.push(")");
        if *$within != AccessScope::Everywhere {
            $query.push(" + (select count(*) from ");
            push_moved_in!($query, $within);
            $query.push(")");
        }
        $query.push(" as units from batch b where 1 = 1");
        push_seen!($query, $within);
    }};
}

/// Who may not read everywhere sees the batches that are of a unit of theirs, and no other.
macro_rules! push_seen {
    ($query:expr, $within:expr) => {
        if *$within != AccessScope::Everywhere {
            $query.push(" and (exists (select 1 from batch_place p where p.batch = b.id");
            push_access_scope!($query, $within, "p.department", "p.district");
            $query.push(") or exists (select 1 from ");
            push_moved_in!($query, $within);
            $query.push("))");
        }
    };
}

macro_rules! push_filter {
    ($query:expr, $filter:expr) => {{
        $query
            .push(" and b.policy = ")
            .push_bind($filter.policy.to_string());
        if let Some(kind) = $filter.kind {
            $query.push(" and b.kind = ").push_bind(kind.code());
        }
        if let Some(author) = $filter.author {
            $query.push(" and b.author = ").push_bind(author.code());
        }
    }};
}

impl Store {
    /// The batches of the units that a reader may read, the latest first: `limit` of them from `offset` on.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn batches(
        &self,
        filter: &BatchFilter,
        within: &AccessScope,
        offset: i64,
        limit: i64,
    ) -> Result<BatchList, StoreError> {
        let rows: Vec<StoredBatch> = read!(self, |Db, pool| {
            let mut query = sqlx::QueryBuilder::<Db>::new("");
            push_batches!(query, within);
            push_filter!(query, filter);
            query
                .push(" order by b.recorded_at desc, b.id desc limit ")
                .push_bind(limit);
            query.push(" offset ").push_bind(offset);
            query.build_query_as().fetch_all(pool).await?
        });
        let total: i64 = read!(self, |Db, pool| {
            let mut query = sqlx::QueryBuilder::<Db>::new("select count(*) from batch b where 1 = 1");
            push_seen!(query, within);
            push_filter!(query, filter);
            query.build_query_scalar().fetch_one(pool).await?
        });
        let batches = self.with_states(rows).await?;
        Ok(BatchList { batches, total })
    }

    /// A batch, if it is of a unit that the reader may read.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn batch(&self, id: BatchId, within: &AccessScope) -> Result<Option<BatchRow>, StoreError> {
        let rows: Vec<StoredBatch> = read!(self, |Db, pool| {
            let mut query = sqlx::QueryBuilder::<Db>::new("");
            push_batches!(query, within);
            query.push(" and b.id = ").push_bind(id.0);
            query.build_query_as().fetch_all(pool).await?
        });
        Ok(self.with_states(rows).await?.pop())
    }

    /// Those who wrote the batches that a reader may see.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn batch_authors(&self, within: &AccessScope) -> Result<BTreeSet<Actor>, StoreError> {
        let codes: Vec<String> = read!(self, |Db, pool| {
            let mut query =
                sqlx::QueryBuilder::<Db>::new("select distinct b.author from batch b where 1 = 1");
            push_seen!(query, within);
            query.build_query_scalar().fetch_all(pool).await?
        });
        let actor = |code: String| readable("batch", "author", &code, &code, Actor::from_code(&code));
        Ok(codes.into_iter().map(actor).collect::<Result<_, _>>()?)
    }

    /// Rows with whether each holds: all the undoings that begin at one of them are read.
    async fn with_states(&self, rows: Vec<StoredBatch>) -> Result<Vec<BatchRow>, StoreError> {
        let undoings = self.undoings(rows.iter().map(|row| row.id).collect()).await?;
        let batch = |row: StoredBatch| {
            let state = state(row.id, &undoings);
            row.batch(state)
        };
        Ok(rows.into_iter().map(batch).collect::<Result<_, _>>()?)
    }

    async fn undoings(&self, of: Vec<Uuid>) -> Result<Vec<UndoingRow>, StoreError> {
        let mut undoings = Vec::new();
        for ids in of.chunks(1_000) {
            let rows: Vec<UndoingRow> = read!(self, |Db, pool| {
                let mut query = sqlx::QueryBuilder::<Db>::new(
                    "with recursive undoing (id, undoes, lines, recorded_at) as ( \
                     select id, undoes, lines, recorded_at from batch where undoes in (",
                );
                push_list!(query, id in ids => *id);
                query.push(
                    ") union select b.id, b.undoes, b.lines, b.recorded_at from undoing u join batch b on b.undoes = u.id) \
                     select id, undoes, lines, recorded_at from undoing order by recorded_at, id",
                );
                query.build_query_as().fetch_all(pool).await?
            });
            undoings.extend(rows);
        }
        Ok(undoings)
    }
}
