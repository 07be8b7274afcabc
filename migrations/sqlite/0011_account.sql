-- Who may sign in. A closed or erased account keeps its number: the author of what was written.
create table account (
    id integer not null primary key,
    email text constraint account_email_once unique,
    name text not null,
    party text not null constraint account_party check (party in ('menj', 'dinum')),
    state text not null constraint account_state check (state in ('invited', 'active', 'closed', 'erased')),
    ends_on text,
    created_at text not null,
    closed_at text,
    constraint account_erased check (state <> 'erased' or email is null)
) strict;

-- The roles that somebody has or had, each with its scope and its days. A role taken back stays, with when.
create table account_role (
    id integer not null primary key,
    account_id integer not null references account (id),
    role text not null constraint account_role_role check (role in
        ('officer', 'intrapreneur', 'coach', 'leadership', 'budget-manager', 'administrator')),
    policy text references policy (code),
    territory text not null,
    starts_on text not null,
    ends_on text constraint account_role_days check (ends_on >= starts_on),
    given_at text not null,
    revoked_at text
) strict;

create index account_role_of_account on account_role (account_id);

-- A person as an identity provider knows them: a subject is the provider's own.
create table identity (
    issuer text not null,
    subject text not null,
    account_id integer not null references account (id),
    linked_at text not null,
    primary key (issuer, subject)
) strict, without rowid;

-- Links that open an account or sign in, once. What a link or a code says is kept hashed. One sent to an unknown address has no account.
create table link (
    id blob not null primary key,
    kind text not null constraint link_kind check (kind in ('invitation', 'sign-in')),
    account_id integer references account (id),
    token_hash blob not null constraint link_token_once unique,
    code_hash blob,
    made_at text not null,
    expires_at text not null,
    used_at text,
    tries integer not null default 0
) strict, without rowid;

create index link_of_account on link (account_id, made_at);
