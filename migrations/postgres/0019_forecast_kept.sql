-- The forecasts of the rollout as they were made, a Monday each: what its own errors are measured on. Append-only.
create table forecast_kept (
    policy text not null references policy (code),
    year text not null,
    territory text not null,
    monday date not null,
    horizon date not null,
    low bigint not null,
    middle bigint not null,
    high bigint not null,
    widen_per_mille bigint not null constraint forecast_kept_widen check (widen_per_mille between 1 and 10000),
    made_at timestamptz not null,
    primary key (policy, year, territory, monday, horizon),
    constraint forecast_kept_ahead check (horizon > monday),
    constraint forecast_kept_order check (low >= 0 and middle >= low and high >= middle)
);

create function forecast_kept_stays() returns trigger language plpgsql as $$ begin raise exception 'a forecast is kept as it was made'; end $$;
create trigger forecast_kept_stays before update or delete on forecast_kept for each row execute function forecast_kept_stays();
create trigger forecast_kept_is_kept before truncate on forecast_kept for each statement execute function forecast_kept_stays();
