-- What reads the figures in somebody's stead: their rights, for reading alone. A token is shown once and kept hashed: a copy of this table opens nothing.
create table api_token (
    id uuid not null primary key,
    account_id bigint not null references account (id),
    name text not null,
    token_hash bytea not null constraint api_token_once unique,
    created_at timestamptz not null,
    expires_at timestamptz not null constraint api_token_term check (expires_at > created_at),
    last_used_on date,
    revoked_at timestamptz
);

create index api_token_of_account on api_token (account_id, created_at);
