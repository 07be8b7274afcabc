-- Who did what, on what, where, from where, and how it ended. Nothing is changed; what is older than its retention may go.
create table audit_trail (
    id integer not null primary key,
    author text not null,
    done_at text not null,
    action text not null,
    object text not null,
    territory text,
    origin text,
    refused integer not null
) strict;

insert into audit_trail (id, author, done_at, action, object, refused)
select id, author, done_at,
    case when instr(what, ' ') > 0 then substr(what, 1, instr(what, ' ') - 1) else what end,
    case when instr(what, ' ') > 0 then substr(what, instr(what, ' ') + 1) else '' end,
    what like '%.refused%'
from audit_entry;

drop table audit_entry;

create index audit_trail_by_author on audit_trail (author, id);

-- How many days each kind of personal data is kept.
create table retention (
    subject text not null primary key constraint retention_subject check (subject in ('trail', 'closed-account', 'draft', 'session')),
    days integer not null constraint retention_days check (days between 1 and 36500)
) strict;

insert into retention (subject, days) values ('trail', 1826), ('closed-account', 365), ('draft', 7), ('session', 1);

-- The day before which the trail may go: moved first, itself with an entry.
create table audit_horizon (
    id integer not null primary key constraint audit_horizon_once check (id = 1),
    before text not null
) strict;

insert into audit_horizon (id, before) values (1, '1970-01-01T00:00:00+00:00');

create trigger audit_trail_stays before update on audit_trail
begin
    select raise(abort, 'the audit trail is append-only');
end;

create trigger audit_trail_is_kept before delete on audit_trail
when old.done_at >= (select before from audit_horizon where id = 1)
begin
    select raise(abort, 'the audit trail is append-only');
end;
