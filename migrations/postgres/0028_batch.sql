-- What was written together: a bulk update, a file, or the undoing of one of them. Its id is that of its request or of its import; its events, its corrections
-- and its entry of measures bear it.
create table batch (
    id uuid not null primary key,
    kind text not null constraint batch_kind check (kind in ('bulk', 'updates', 'units', 'estimate', 'usage', 'schools', 'networks')),
    policy text not null references policy (code),
    year text,
    origin text not null,
    undoes uuid references batch (id),
    restores boolean not null,
    lines bigint not null constraint batch_lines check (lines >= 0),
    author text not null,
    recorded_at timestamptz not null
);
create index batch_by_time on batch (recorded_at);
create index batch_undoing on batch (undoes) where undoes is not null;
create function batch_stays() returns trigger language plpgsql as $$ begin raise exception 'a batch is undone by another'; end $$;
create trigger batch_stays before update or delete on batch for each row execute function batch_stays();

-- How many units of each place a batch is of: whoever reads a part of the country is told of that part, without walking all of its lines.
create table batch_place (
    batch uuid not null references batch (id),
    academy text not null,
    department text not null,
    district text not null,
    units bigint not null constraint batch_place_units check (units > 0),
    primary key (batch, academy, department, district)
);
create trigger batch_place_stays before update or delete on batch_place for each row execute function batch_stays();

-- Most lines come alone: only those of a batch stand in these.
create index event_of_batch on adoption_event (batch, unit_id, sequence) where batch is not null;
create index correction_of_batch on unit_correction (batch, unit_id) where batch is not null;

-- The batch that brought measures. An entry that annuls another brings none: what that one measured is as if it had not been, and what an earlier one said holds again.
alter table usage_entry
    add column batch uuid,
    add column annuls bigint references usage_entry (id),
    add constraint usage_entry_annuls check (annuls < id);
create unique index usage_entry_annulled_once on usage_entry (annuls) where annuls is not null;
create index usage_entry_of_batch on usage_entry (batch) where batch is not null;

-- The entries whose measures no longer hold: those that begin a chain of annulments of odd length.
create view usage_annulled (entry) as
with recursive chain (begun, ended, length) as (
    select annuls, id, 1 from usage_entry where annuls is not null
    union all select c.begun, e.id, c.length + 1 from chain c join usage_entry e on e.annuls = c.ended)
select begun from chain group by begun having max(length) % 2 = 1;

-- Updates of several units were written together before batches had a row.
insert into batch (id, kind, policy, year, origin, restores, lines, author, recorded_at)
select e.batch, 'bulk', min(u.policy), min(u.year), '', false, count(*), min(e.author), min(e.recorded_at)
from adoption_event e join unit u on u.id = e.unit_id where e.batch is not null group by e.batch;
insert into batch_place (batch, academy, department, district, units)
select e.batch, u.academy, u.department, coalesce(u.district, ''), count(distinct e.unit_id)
from adoption_event e join unit u on u.id = e.unit_id where e.batch is not null group by 1, 2, 3, 4;
