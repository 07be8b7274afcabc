-- A request's id is made where its form was opened: sent twice, it is done once and gets the same answer; another content under the same id is a conflict.
create table request (
    id blob not null primary key,
    fingerprint blob not null,
    answer text not null,
    recorded_at text not null
) strict, without rowid;
