-- An event may be annulled: the line that says so names it, and has neither a stage nor a day nor a source. `batch` is the import or the request that an event
-- came with.
alter table adoption_event
    alter column day drop not null,
    alter column source drop not null,
    add column annuls bigint,
    add column batch uuid,
    drop constraint event_step,
    add constraint event_step check (step in
        ('identified', 'contacted', 'onboarded', 'active', 'regular', 'lapsed', 'declined', 'withdrawn', 'annulled')),
    add constraint event_annuls check (annuls > 1 and annuls < sequence),
    add constraint event_annulled check ((step = 'annulled') = (annuls is not null) and (annuls is null) = (day is not null)
        and (annuls is null) = (source is not null) and (annuls is null or replaces is null));
-- A line is annulled by one line alone: once brought back, it is taken back again through what brought it back.
create unique index event_annulled_once on adoption_event (unit_id, annuls) where annuls is not null;

-- Corrections of what is told of a unit, append-only; its row in `unit` is as the last one says.
create table unit_correction (
    unit_id bigint not null references unit (id),
    rank bigint not null constraint correction_rank check (rank >= 1),
    old_label text not null,
    new_label text not null,
    old_levels text not null,
    new_levels text not null,
    old_pupils bigint,
    new_pupils bigint,
    old_co_teaching boolean not null,
    new_co_teaching boolean not null,
    old_estimated boolean not null,
    new_estimated boolean not null,
    why text not null,
    batch uuid,
    recorded_at timestamptz not null,
    author text not null,
    primary key (unit_id, rank)
);
create function unit_correction_is_kept() returns trigger language plpgsql as $$
begin
    raise exception 'a correction is followed by another';
end $$;
create trigger unit_correction_stays before update or delete on unit_correction for each row execute function unit_correction_is_kept();

-- Every name that a unit of a school and year ever bore, folded: it names that unit for the whole year. A unit of which no name stands here bears
-- a name that folds like another unit's. The program fills it when it opens.
create table unit_name (
    school text not null,
    year text not null,
    policy text not null,
    folded text not null,
    unit_id bigint not null references unit (id),
    label text not null,
    primary key (school, year, policy, folded)
);
create index unit_name_of_unit on unit_name (unit_id);

-- News are now counted by day, so that the latest can go back, and a withdrawal is none; where a unit was corrected or left, it stands otherwise.
-- The program makes both again when it opens.
delete from adoption_rollup;
delete from unit_now where unit_id in (select unit_id from adoption_event where replaces is not null or step = 'withdrawn');
