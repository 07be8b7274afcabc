-- The forecasts of the rollout as they were made, a Monday each: what its own errors are measured on. Append-only.
create table forecast_kept (
    policy text not null references policy (code),
    year text not null,
    territory text not null,
    monday text not null,
    horizon text not null,
    low integer not null,
    middle integer not null,
    high integer not null,
    widen_per_mille integer not null constraint forecast_kept_widen check (widen_per_mille between 1 and 10000),
    made_at text not null,
    primary key (policy, year, territory, monday, horizon),
    constraint forecast_kept_ahead check (horizon > monday),
    constraint forecast_kept_order check (low >= 0 and middle >= low and high >= middle)
) strict, without rowid;

create trigger forecast_kept_stays before update on forecast_kept begin select raise(abort, 'a forecast is kept as it was made'); end;
create trigger forecast_kept_is_kept before delete on forecast_kept begin select raise(abort, 'a forecast is kept as it was made'); end;
