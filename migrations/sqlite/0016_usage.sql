-- Who brought measures of use, when and from what: a row for each import and each pull that changed something.
create table usage_entry (
    id integer not null primary key constraint usage_entry_id check (id >= 1),
    policy text not null references policy (code),
    instrument text not null constraint usage_instrument check (instrument in ('matomo', 'matomo-pull', 'peertube', 'table')),
    origin text not null,
    measured integer not null constraint usage_entry_measured check (measured >= 0),
    corrected integer not null constraint usage_entry_corrected check (corrected between 0 and measured),
    author text not null,
    recorded_at text not null
) strict;

-- Uses by week, where they were measured: the nation ('FR'), an académie, a school (its UAI), a unit ('U' and its number). The latest entry of a week holds;
-- a week without a row was not measured.
create table usage_volume (
    policy text not null,
    place text not null,
    measure text not null,
    week text not null,
    entry integer not null references usage_entry (id) deferrable initially deferred,
    value integer not null constraint usage_value check (value >= 0),
    primary key (policy, place, measure, week, entry)
) strict, without rowid;

create trigger usage_volume_stays before update on usage_volume begin select raise(abort, 'a measure is corrected by another entry'); end;
create trigger usage_volume_is_kept before delete on usage_volume begin select raise(abort, 'a measure is corrected by another entry'); end;
create trigger usage_entry_stays before update on usage_entry begin select raise(abort, 'an entry is kept'); end;
create trigger usage_entry_is_kept before delete on usage_entry begin select raise(abort, 'an entry is kept'); end;

-- Which unit the uses measured in a school are of; the latest row holds, one without a unit takes the link back.
create table usage_link (
    id integer not null primary key,
    policy text not null references policy (code),
    year text not null,
    school text not null,
    unit_id integer references unit (id),
    author text not null,
    recorded_at text not null
) strict;

create index usage_link_of_school on usage_link (policy, year, school);
create trigger usage_link_stays before update on usage_link begin select raise(abort, 'a link is taken back by another row'); end;
create trigger usage_link_is_kept before delete on usage_link begin select raise(abort, 'a link is taken back by another row'); end;

-- A file may hold measures of use: a CHECK is changed by making the table again.
create table import_kept (
    id blob not null primary key,
    kind text not null constraint import_kind check (kind in ('schools', 'units', 'estimate', 'adoption', 'funding', 'usage')),
    file_name text not null,
    sha256 blob not null,
    bytes integer not null,
    dry_run integer not null,
    author text not null,
    state text not null constraint import_state check (state in ('running', 'done', 'refused', 'tried', 'failed', 'interrupted')),
    rows_read integer not null,
    bytes_read integer not null,
    started_at text not null,
    ended_at text,
    report text
) strict;
insert into import_kept select id, kind, file_name, sha256, bytes, dry_run, author, state, rows_read, bytes_read, started_at, ended_at, report from import;
drop table import;
alter table import_kept rename to import;
create index import_by_time on import (started_at);
