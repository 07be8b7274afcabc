-- Networks of priority education: each is headed by a collège, of which the directory tells the name, when it knows it.
-- Of a school year the latest list holds, whole: a school stands in one network at most.
create table school_network (
    year text not null,
    school text not null references school (uai),
    network text not null,
    primary key (year, school)
) strict, without rowid;

create index school_network_of_network on school_network (network, year);

-- A file may hold networks: a CHECK is changed by making the table again.
create table import_kept (
    id blob not null primary key,
    kind text not null constraint import_kind check (kind in ('schools', 'units', 'estimate', 'adoption', 'funding', 'usage', 'networks')),
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
