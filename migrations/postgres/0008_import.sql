-- Each file that somebody brought: its progress, then its report, kept as it was shown.
create table import (
    id uuid not null primary key,
    kind text not null constraint import_kind check (kind in ('schools', 'units', 'estimate', 'adoption')),
    file_name text not null,
    sha256 bytea not null,
    bytes bigint not null,
    dry_run boolean not null,
    author text not null,
    state text not null constraint import_state check (state in ('running', 'done', 'refused', 'tried', 'failed', 'interrupted')),
    rows_read bigint not null,
    bytes_read bigint not null,
    started_at timestamptz not null,
    ended_at timestamptz,
    report text
);

create index import_by_time on import (started_at);
