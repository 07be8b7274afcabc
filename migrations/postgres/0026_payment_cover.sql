-- A payment is covered by services rendered on or before its day, on this day and on each later one that pays. What an entry took back is off the day that it was of.
create function ledger_payment_must_be_covered() returns trigger language plpgsql as $$
declare
    first_day date := coalesce((select o.day from ledger_entry o where o.sequence = new.reverses), new.day);
begin
    if exists (
        select 1 from (
            select first_day as day
            union select p.day from ledger_entry p where p.commitment = new.commitment and p.kind = 'payment' and p.day > first_day) d
        where new.cp_cents - new.certified_cents > (
            select coalesce(sum(e.certified_cents - e.cp_cents), 0) from ledger_entry e left join ledger_entry o on o.sequence = e.reverses
            where e.commitment = new.commitment and coalesce(o.day, e.day) <= d.day)) then
        raise exception 'ledger: services rendered on or before a day cover the payments up to it';
    end if;
    return new;
end
$$;
create trigger ledger_payment_is_covered before insert on ledger_entry for each row
    when (new.cp_cents > new.certified_cents and new.commitment is not null) execute function ledger_payment_must_be_covered();
