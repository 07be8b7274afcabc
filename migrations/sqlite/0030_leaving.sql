-- Why a person closed a unit. A withdrawal without a reason is a list's.
alter table adoption_event add column leaving text constraint event_leaving
    check (leaving is null or (step = 'withdrawn' and leaving in ('closed', 'merged', 'duplicate', 'mistake', 'moved')));
