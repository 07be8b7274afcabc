//! The trail as it is read: by person, object, day, and where the reader may look.

use crate::{
    Store,
    engine::{
        fault::{Fault, StoreError, readable},
        read,
    },
    territory::{access_scope::push_territory_scope, territory_code},
};
use chrono::{DateTime, Utc};
use domain::{Actor, TerritoryCode, audit::MONEY_SUBJECTS, rights::AccessScope};
use std::collections::BTreeSet;

/// A line of the trail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry {
    /// Its rank.
    pub id: i64,
    /// Who.
    pub author: Actor,
    /// The person's name; none for the machine.
    pub name: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
    /// The action's code: that of a [`domain::AuditAction`], unless another version of the program wrote it.
    pub action: String,
    /// On what.
    pub object: String,
    /// Where it was done.
    pub territory: Option<TerritoryCode>,
    /// From which shortened address.
    pub origin: Option<String>,
    /// Whether it was refused.
    pub refused: bool,
}

/// Whoever reads the trail, and how much of it is theirs to read. One's own lines always are.
#[derive(Clone, Copy, Debug)]
pub struct AuditReader<'a> {
    /// The reader.
    pub own: Actor,
    /// Where they may look; none: everywhere, people included.
    pub within: Option<&'a AccessScope>,
    /// Whether they may read the lines about money. For who may not, those are neither listed nor counted.
    pub money: bool,
}

impl AuditReader<'_> {
    /// A reader of everything.
    pub const fn of_everything(own: Actor) -> Self {
        Self {
            own,
            within: None,
            money: true,
        }
    }
}

/// What is asked of the trail.
#[derive(Clone, Debug, Default)]
pub struct AuditFilter {
    /// By whom.
    pub author: Option<Actor>,
    /// Words of the action or of the object.
    pub text: Option<String>,
    /// From this time on.
    pub from: Option<DateTime<Utc>>,
    /// Before this time.
    pub until: Option<DateTime<Utc>>,
    /// Refused attempts only.
    pub refused: bool,
}

/// A page of the trail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditPage {
    /// The latest first.
    pub entries: Vec<AuditEntry>,
    /// How many answer in all.
    pub total: i64,
}

#[derive(sqlx_macros::FromRow)]
struct AuditRow {
    id: i64,
    author: String,
    name: Option<String>,
    done_at: DateTime<Utc>,
    action: String,
    object: String,
    territory: Option<String>,
    origin: Option<String>,
    refused: bool,
}

impl AuditRow {
    fn entry(self) -> Result<AuditEntry, Fault> {
        let Self { id, .. } = self;
        Ok(AuditEntry {
            id,
            author: readable(
                "audit_trail",
                "author",
                id,
                &self.author,
                Actor::from_code(&self.author),
            )?,
            territory: self
                .territory
                .map(|code| territory_code("audit_trail", "territory", id, &code))
                .transpose()?,
            name: self.name,
            at: self.done_at,
            action: self.action,
            object: self.object,
            origin: self.origin,
            refused: self.refused,
        })
    }
}

macro_rules! push_filter {
    ($query:expr, $reader:expr, $filter:expr) => {{
        $query
            .push(" where (t.author = ")
            .push_bind($reader.own.code().into_owned());
        $query.push(" or (");
        match $reader.within {
            // Everything, people included.
            None => $query.push("1 = 1"),
            Some(scope) => {
                $query.push("t.territory is not null and ");
                push_territory_scope!($query, scope, "t.territory");
                &mut $query
            }
        };
        if !$reader.money {
            for subject in MONEY_SUBJECTS {
                $query
                    .push(" and t.action not like ")
                    .push_bind(format!("{subject}.%"));
            }
        }
        $query.push("))");
        if let Some(author) = $filter.author {
            $query
                .push(" and t.author = ")
                .push_bind(author.code().into_owned());
        }
        if let Some(text) = &$filter.text {
            let like = format!("%{}%", text.replace(['%', '_', '\\'], ""));
            $query.push(" and (t.action like ").push_bind(like.clone());
            $query.push(" or t.object like ").push_bind(like).push(")");
        }
        if let Some(from) = $filter.from {
            $query.push(" and t.done_at >= ").push_bind(from);
        }
        if let Some(until) = $filter.until {
            $query.push(" and t.done_at < ").push_bind(until);
        }
        if $filter.refused {
            $query.push(" and t.refused = ").push_bind(true);
        }
    }};
}

impl Store {
    /// The latest lines that answer and are the reader's to read, `limit` of them from `offset` on.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn trail(
        &self,
        reader: &AuditReader<'_>,
        filter: &AuditFilter,
        offset: i64,
        limit: i64,
    ) -> Result<AuditPage, StoreError> {
        const COLUMNS: &str = "select t.id, t.author, a.name, t.done_at, t.action, t.object, t.territory, t.origin, t.refused \
             from audit_trail t left join account a on t.author = 'account-' || cast(a.id as text)";
        let rows: Vec<AuditRow> = read!(self, |Db, pool| {
            let mut query = sqlx::QueryBuilder::<Db>::new(COLUMNS);
            push_filter!(query, reader, filter);
            query.push(" order by t.id desc limit ").push_bind(limit);
            query.push(" offset ").push_bind(offset);
            query.build_query_as().fetch_all(pool).await?
        });
        let total: i64 = read!(self, |Db, pool| {
            let mut query = sqlx::QueryBuilder::<Db>::new("select count(*) from audit_trail t");
            push_filter!(query, reader, filter);
            query.build_query_scalar().fetch_one(pool).await?
        });
        Ok(AuditPage {
            entries: rows.into_iter().map(AuditRow::entry).collect::<Result<_, _>>()?,
            total,
        })
    }

    /// Who wrote the lines that are the reader's to read.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn trail_authors(&self, reader: &AuditReader<'_>) -> Result<BTreeSet<Actor>, StoreError> {
        let filter = AuditFilter::default();
        let found: Vec<String> = read!(self, |Db, pool| {
            let mut query = sqlx::QueryBuilder::<Db>::new("select distinct t.author from audit_trail t");
            push_filter!(query, reader, filter);
            query.build_query_scalar().fetch_all(pool).await?
        });
        let read = |code: &String| readable("audit_trail", "author", code, code, Actor::from_code(code));
        Ok(found.iter().map(read).collect::<Result<_, Fault>>()?)
    }
}
