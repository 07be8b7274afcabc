-- Open sessions. The cookie's id is kept hashed: a copy of this table opens none.
create table session (
    id_hash blob not null primary key,
    account_id integer references account (id),
    data text not null,
    began_at text not null,
    seen_at text not null,
    agent text not null,
    origin text not null
) strict, without rowid;

create index session_of_account on session (account_id);

-- What somebody was typing when the session ended: given back after signing in again.
create table draft (
    account_id integer not null references account (id),
    address text not null,
    form text not null,
    saved_at text not null,
    primary key (account_id, address)
) strict, without rowid;
