-- What a territory aims at in a school year: a share of its units, by a day. Append-only: the latest row of a (measure, day) holds, one without a share takes it back.
create table objective (
    id integer not null primary key,
    policy text not null references policy (code),
    year text not null,
    territory text not null,
    measure text not null constraint objective_measure check (measure in ('onboarded', 'using')),
    day text not null,
    share_per_mille integer constraint objective_share check (share_per_mille between 1 and 1000),
    author text not null,
    recorded_at text not null
) strict;

create index objective_of_territory on objective (policy, year, territory);

create trigger objective_stays before update on objective begin select raise(abort, 'an objective is taken back, not changed'); end;
create trigger objective_is_kept before delete on objective begin select raise(abort, 'an objective is kept'); end;
