-- What happened, append-only. A correction names the event it replaces; nothing is edited in place.
create table adoption_event (
    unit_id integer not null references unit (id),
    sequence integer not null constraint event_sequence check (sequence >= 1),
    step text not null constraint event_step check (step in
        ('identified', 'contacted', 'onboarded', 'active', 'regular', 'lapsed', 'declined', 'withdrawn')),
    day text not null,
    recorded_at text not null,
    replaces integer constraint event_replaces check (replaces > 1 and replaces < sequence),
    source text not null,
    author text not null,
    primary key (unit_id, sequence)
) strict, without rowid;

-- Where each unit stands, moved by the transaction that writes the event.
create table unit_now (
    unit_id integer not null primary key references unit (id),
    step text not null,
    since text not null,
    sequence integer not null,
    last_news text
) strict;

-- What each week adds to each territory: a chart is a prefix sum over its rows, whatever the number of events. '*' is every level, every mark.
create table adoption_rollup (
    policy text not null,
    year text not null,
    territory text not null,
    level text not null,
    priority_education text not null,
    week text not null,
    identified integer not null,
    contacted integer not null,
    onboarded integer not null,
    active integer not null,
    regular integer not null,
    lapsed integer not null,
    declined integer not null,
    estimated integer not null,
    last_news text,
    primary key (policy, year, territory, level, priority_education, week)
) strict, without rowid;
