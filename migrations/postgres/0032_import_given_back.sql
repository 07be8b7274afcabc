-- A refused file with what is wrong beside each of its rows, as the import crate wrote it, for whoever brought it to take back and correct.
create table import_given_back (
    import uuid not null primary key,
    body text not null,
    kept_at timestamptz not null
);
