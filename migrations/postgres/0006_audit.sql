-- Who did what, when. Each kept transaction leaves one line here, and each refusal.
create table audit_entry (
    id bigint generated always as identity primary key,
    author text not null,
    done_at timestamptz not null,
    what text not null
);
