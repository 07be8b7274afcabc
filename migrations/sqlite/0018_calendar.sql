-- The school calendar: days without school by zone. Append-only: a row adds a break or takes one back, naming it. What came with the program has no request, author or time.
create table calendar_break (
    id integer not null primary key,
    request blob,
    takes_back integer references calendar_break (id) constraint calendar_taken_back_once unique,
    zone text,
    kind text constraint calendar_kind check (kind in ('holiday', 'closure', 'distance')),
    first_day text,
    last_day text,
    label text constraint calendar_label check (length(label) between 1 and 100),
    author text,
    recorded_at text,
    constraint calendar_days check (last_day >= first_day),
    constraint calendar_shape check (case when takes_back is null
        then zone is not null and kind is not null and first_day is not null and last_day is not null
        else zone is null and kind is null and first_day is null and last_day is null and label is null and author is not null end),
    constraint calendar_written check ((request is null) = (author is null) and (author is null) = (recorded_at is null))
) strict;

create trigger calendar_break_stays before update on calendar_break begin select raise(abort, 'a break is taken back, not changed'); end;
create trigger calendar_break_is_kept before delete on calendar_break begin select raise(abort, 'a break is kept'); end;
