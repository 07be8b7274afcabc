-- The school calendar: days without school by zone. Append-only: a row adds a break or takes one back, naming it. What came with the program has no request, author or time.
create table calendar_break (
    id bigint not null primary key,
    request uuid,
    takes_back bigint references calendar_break (id) constraint calendar_taken_back_once unique,
    zone text,
    kind text constraint calendar_kind check (kind in ('holiday', 'closure', 'distance')),
    first_day date,
    last_day date,
    label text constraint calendar_label check (length(label) between 1 and 100),
    author text,
    recorded_at timestamptz,
    constraint calendar_days check (last_day >= first_day),
    constraint calendar_shape check (case when takes_back is null
        then zone is not null and kind is not null and first_day is not null and last_day is not null
        else zone is null and kind is null and first_day is null and last_day is null and label is null and author is not null end),
    constraint calendar_written check ((request is null) = (author is null) and (author is null) = (recorded_at is null))
);

create function calendar_break_stays() returns trigger language plpgsql as $$ begin raise exception 'a break is kept: it is taken back by another row'; end $$;
create trigger calendar_break_stays before update or delete on calendar_break for each row execute function calendar_break_stays();
create trigger calendar_break_is_kept before truncate on calendar_break for each statement execute function calendar_break_stays();
