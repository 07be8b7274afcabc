-- An event may be annulled: the line that says so names it, and has neither a stage nor a day nor a source. `batch` is the import or the request that an event
-- came with. A CHECK is changed by making the table again.
create table adoption_event_kept (
    unit_id integer not null references unit (id),
    sequence integer not null constraint event_sequence check (sequence >= 1),
    step text not null constraint event_step check (step in
        ('identified', 'contacted', 'onboarded', 'active', 'regular', 'lapsed', 'declined', 'withdrawn', 'annulled')),
    day text,
    recorded_at text not null,
    replaces integer constraint event_replaces check (replaces > 1 and replaces < sequence),
    source text,
    author text not null,
    annuls integer constraint event_annuls check (annuls > 1 and annuls < sequence),
    batch blob,
    primary key (unit_id, sequence),
    constraint event_annulled check ((step = 'annulled') = (annuls is not null) and (annuls is null) = (day is not null)
        and (annuls is null) = (source is not null) and (annuls is null or replaces is null))
) strict, without rowid;
insert into adoption_event_kept
    select unit_id, sequence, step, day, recorded_at, replaces, source, author, null, null from adoption_event order by unit_id, sequence;
drop table adoption_event;
alter table adoption_event_kept rename to adoption_event;
-- A line is annulled by one line alone: once brought back, it is taken back again through what brought it back.
create unique index event_annulled_once on adoption_event (unit_id, annuls) where annuls is not null;

-- Corrections of what is told of a unit, append-only; its row in `unit` is as the last one says.
create table unit_correction (
    unit_id integer not null references unit (id),
    rank integer not null constraint correction_rank check (rank >= 1),
    old_label text not null,
    new_label text not null,
    old_levels text not null,
    new_levels text not null,
    old_pupils integer,
    new_pupils integer,
    old_co_teaching integer not null,
    new_co_teaching integer not null,
    old_estimated integer not null,
    new_estimated integer not null,
    why text not null,
    batch blob,
    recorded_at text not null,
    author text not null,
    primary key (unit_id, rank)
) strict, without rowid;
create trigger unit_correction_stays before update on unit_correction begin select raise(abort, 'a correction is followed by another'); end;
create trigger unit_correction_is_kept before delete on unit_correction begin select raise(abort, 'a correction is kept'); end;

-- Every name that a unit of a school and year ever bore, folded: it names that unit for the whole year. A unit of which no name stands here bears
-- a name that folds like another unit's. The program fills it when it opens.
create table unit_name (
    school text not null,
    year text not null,
    policy text not null,
    folded text not null,
    unit_id integer not null references unit (id),
    label text not null,
    primary key (school, year, policy, folded)
) strict, without rowid;
create index unit_name_of_unit on unit_name (unit_id);

-- News are now counted by day, so that the latest can go back, and a withdrawal is none; where a unit was corrected or left, it stands otherwise.
-- The program makes both again when it opens.
delete from adoption_rollup;
delete from unit_now where unit_id in (select unit_id from adoption_event where replaces is not null or step = 'withdrawn');
