-- An import is run by the program that opened it, its owner, as long as its lease lasts: nobody else closes it before. `waiting`: its turn has not come.
-- A CHECK is changed by making the table again.
create table import_kept (
    id blob not null primary key,
    kind text not null constraint import_kind check (kind in ('schools', 'units', 'estimate', 'adoption', 'funding', 'usage', 'networks')),
    file_name text not null,
    sha256 blob not null,
    bytes integer not null,
    dry_run integer not null,
    author text not null,
    state text not null constraint import_state check (state in ('waiting', 'running', 'done', 'refused', 'tried', 'failed', 'interrupted')),
    rows_read integer not null,
    bytes_read integer not null,
    started_at text not null,
    ended_at text,
    report text,
    owner blob,
    lease_until text
) strict;
insert into import_kept (id, kind, file_name, sha256, bytes, dry_run, author, state, rows_read, bytes_read, started_at, ended_at, report)
select id, kind, file_name, sha256, bytes, dry_run, author, state, rows_read, bytes_read, started_at, ended_at, report from import;
drop table import;
alter table import_kept rename to import;
create index import_by_time on import (started_at);
create index import_open on import (lease_until) where state in ('waiting', 'running');
