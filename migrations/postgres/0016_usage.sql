-- Who brought measures of use, when and from what: a row for each import and each pull that changed something.
create table usage_entry (
    id bigint not null primary key constraint usage_entry_id check (id >= 1),
    policy text not null references policy (code),
    instrument text not null constraint usage_instrument check (instrument in ('matomo', 'matomo-pull', 'peertube', 'table')),
    origin text not null,
    measured bigint not null constraint usage_entry_measured check (measured >= 0),
    corrected bigint not null constraint usage_entry_corrected check (corrected between 0 and measured),
    author text not null,
    recorded_at timestamptz not null
);

-- Uses by week, where they were measured: the nation ('FR'), an académie, a school (its UAI), a unit ('U' and its number). The latest entry of a week holds;
-- a week without a row was not measured.
create table usage_volume (
    policy text not null,
    place text not null collate "C",
    measure text not null collate "C",
    week date not null,
    entry bigint not null references usage_entry (id) deferrable initially deferred,
    value bigint not null constraint usage_value check (value >= 0),
    primary key (policy, place, measure, week, entry)
);

create function usage_stays() returns trigger language plpgsql as $$ begin raise exception 'a measure is corrected by another entry'; end $$;
create trigger usage_volume_stays before update or delete on usage_volume for each row execute function usage_stays();
create trigger usage_volume_is_kept before truncate on usage_volume for each statement execute function usage_stays();
create trigger usage_entry_stays before update or delete on usage_entry for each row execute function usage_stays();
create trigger usage_entry_is_kept before truncate on usage_entry for each statement execute function usage_stays();

-- Which unit the uses measured in a school are of; the latest row holds, one without a unit takes the link back.
create table usage_link (
    id bigint not null primary key,
    policy text not null references policy (code),
    year text not null,
    school text not null,
    unit_id bigint references unit (id),
    author text not null,
    recorded_at timestamptz not null
);

create index usage_link_of_school on usage_link (policy, year, school);
create trigger usage_link_stays before update or delete on usage_link for each row execute function usage_stays();
create trigger usage_link_is_kept before truncate on usage_link for each statement execute function usage_stays();

-- A file may hold measures of use.
alter table import drop constraint import_kind;
alter table import add constraint import_kind check (kind in ('schools', 'units', 'estimate', 'adoption', 'funding', 'usage'));
