-- Who did what, on what, where, from where, and how it ended. Nothing is changed; what is older than its retention may go.
create table audit_trail (
    id bigint generated always as identity primary key,
    author text not null,
    done_at timestamptz not null,
    action text not null,
    object text not null,
    territory text,
    origin text,
    refused boolean not null
);

insert into audit_trail (author, done_at, action, object, refused)
select author, done_at, split_part(what, ' ', 1), substr(what, length(split_part(what, ' ', 1)) + 2), what like '%.refused%'
from audit_entry order by id;

drop table audit_entry;

create index audit_trail_by_author on audit_trail (author, id);

-- How many days each kind of personal data is kept.
create table retention (
    subject text not null primary key constraint retention_subject check (subject in ('trail', 'closed-account', 'draft', 'session')),
    days bigint not null constraint retention_days check (days between 1 and 36500)
);

insert into retention (subject, days) values ('trail', 1826), ('closed-account', 365), ('draft', 7), ('session', 1);

-- The day before which the trail may go: moved first, itself with an entry.
create table audit_horizon (
    id bigint not null primary key constraint audit_horizon_once check (id = 1),
    before timestamptz not null
);

insert into audit_horizon (id, before) values (1, '1970-01-01 00:00:00+00:00');

create function audit_trail_refuses() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and old.done_at < (select before from audit_horizon where id = 1) then
        return old;
    end if;
    raise exception 'the audit trail is append-only';
end
$$;

create trigger audit_trail_stays before update or delete on audit_trail
for each row execute function audit_trail_refuses();

create trigger audit_trail_is_whole before truncate on audit_trail
for each statement execute function audit_trail_refuses();
