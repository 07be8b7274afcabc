-- What happened, append-only. A correction names the event it replaces; nothing is edited in place.
create table adoption_event (
    unit_id bigint not null references unit (id),
    sequence bigint not null constraint event_sequence check (sequence >= 1),
    step text not null constraint event_step check (step in
        ('identified', 'contacted', 'onboarded', 'active', 'regular', 'lapsed', 'declined', 'withdrawn')),
    day date not null,
    recorded_at timestamptz not null,
    replaces bigint constraint event_replaces check (replaces > 1 and replaces < sequence),
    source text not null,
    author text not null,
    primary key (unit_id, sequence)
);

-- Where each unit stands, moved by the transaction that writes the event.
create table unit_now (
    unit_id bigint not null primary key references unit (id),
    step text not null,
    since date not null,
    sequence bigint not null,
    last_news date
);

-- What each week adds to each territory: a chart is a prefix sum over its rows, whatever the number of events. '*' is every level, every mark.
create table adoption_rollup (
    policy text not null,
    year text not null,
    territory text not null,
    level text not null,
    priority_education text not null,
    week date not null,
    identified bigint not null,
    contacted bigint not null,
    onboarded bigint not null,
    active bigint not null,
    regular bigint not null,
    lapsed bigint not null,
    declined bigint not null,
    estimated bigint not null,
    last_news date,
    primary key (policy, year, territory, level, priority_education, week)
);
