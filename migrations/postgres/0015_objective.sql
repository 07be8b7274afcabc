-- What a territory aims at in a school year: a share of its units, by a day. Append-only: the latest row of a (measure, day) holds, one without a share takes it back.
create table objective (
    id bigint not null primary key,
    policy text not null references policy (code),
    year text not null,
    territory text not null,
    measure text not null constraint objective_measure check (measure in ('onboarded', 'using')),
    day date not null,
    share_per_mille bigint constraint objective_share check (share_per_mille between 1 and 1000),
    author text not null,
    recorded_at timestamptz not null
);

create index objective_of_territory on objective (policy, year, territory);

create function objective_stays() returns trigger language plpgsql as $$ begin raise exception 'an objective is kept: it is taken back by another row'; end $$;
create trigger objective_stays before update or delete on objective for each row execute function objective_stays();
create trigger objective_is_kept before truncate on objective for each statement execute function objective_stays();
