-- Open sessions. The cookie's id is kept hashed: a copy of this table opens none.
create table session (
    id_hash bytea not null primary key,
    account_id bigint references account (id),
    data text not null,
    began_at timestamptz not null,
    seen_at timestamptz not null,
    agent text not null,
    origin text not null
);

create index session_of_account on session (account_id);

-- What somebody was typing when the session ended: given back after signing in again.
create table draft (
    account_id bigint not null references account (id),
    address text not null,
    form text not null,
    saved_at timestamptz not null,
    primary key (account_id, address)
);
