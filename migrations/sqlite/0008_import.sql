-- Each file that somebody brought: its progress, then its report, kept as it was shown.
create table import (
    id blob not null primary key,
    kind text not null constraint import_kind check (kind in ('schools', 'units', 'estimate', 'adoption')),
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

create index import_by_time on import (started_at);
