-- Who did what, when. Each kept transaction leaves one line here, and each refusal.
create table audit_entry (
    id integer not null primary key,
    author text not null,
    done_at text not null,
    what text not null
) strict;
