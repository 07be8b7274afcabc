-- The convention's address in Chorus, kept as signed (article 4). UO 0181 reads as programme 181, risk prevention: to be checked with the ministry, never corrected here.
create table chorus_coding (
    field text not null primary key,
    value text not null,
    to_check boolean not null
);

insert into chorus_coding (field, value, to_check) values
    ('budget-unit', '0181-CPRI-ELAB', true),
    ('requester', 'Premier ministre', false),
    ('company', 'ADCE', false),
    ('purchasing-organisation', 'C009', false),
    ('purchasing-group', '6GL', false),
    ('rtm', 'SPM-CSP SPM Mutualisé', false),
    ('executing-service', 'CSPSPM0075', false),
    ('accountant', '9510', false),
    ('cost-centre', 'DININCUB', false);

-- Days that the convention's text leaves blank: somebody sets them.
create table funding_day (
    name text not null primary key constraint funding_day_name check (name in ('signature', 'window-start')),
    day date not null,
    author text not null,
    recorded_at timestamptz not null
);

-- The duties of article 4: what lacked or stayed, when the délégant was told, by whom, and what came of it. Append-only.
create table duty_step (
    duty uuid not null,
    rank bigint not null constraint duty_rank check (rank >= 1),
    kind text not null constraint duty_kind check (kind in ('shortfall', 'unspent')),
    step text not null constraint duty_step_kind check (step in ('opened', 'told', 'adjusted', 'suspended', 'lifted', 'closed')),
    day date not null,
    credit text not null constraint duty_credit check (credit in ('ae', 'cp')),
    year bigint not null,
    amount_cents bigint not null constraint duty_amount check (amount_cents > 0),
    note text not null,
    entry bigint,
    author text not null,
    recorded_at timestamptz not null,
    primary key (duty, rank)
);

create function duty_step_refuses() returns trigger language plpgsql as $$
begin
    raise exception 'the duties are append-only';
end
$$;
create trigger duty_step_stays before update or delete on duty_step for each row execute function duty_step_refuses();
create trigger duty_step_is_whole before truncate on duty_step for each statement execute function duty_step_refuses();

-- The ledger: one row for each entry, never changed. What an entry moves stands in its own columns; counters are their sums, moved by its own trigger.
create table ledger_entry (
    sequence bigint not null primary key constraint entry_sequence check (sequence >= 1),
    request uuid not null constraint entry_request_once unique,
    kind text not null,
    day date not null constraint entry_day check (day between '2020-01-01' and '2021-12-31'),
    recorded_us bigint not null,
    year bigint not null constraint entry_year check (year between 2020 and 2021),
    from_year bigint constraint entry_from_year check (from_year >= 2020 and from_year < year),
    budget_unit text not null,
    maximum_ae_cents bigint not null,
    maximum_cp_cents bigint not null,
    ceiling_ae_cents bigint not null,
    ceiling_cp_cents bigint not null,
    ae_cents bigint not null,
    cp_cents bigint not null,
    certified_cents bigint not null,
    received_cents bigint not null,
    commitment bigint references ledger_entry (sequence),
    reverses bigint constraint entry_reversed_once unique references ledger_entry (sequence),
    ej text constraint entry_ej check (length(ej) = 10),
    number text constraint entry_number check (length(number) = 10),
    supplier text,
    nature text constraint entry_nature check (nature in ('deployment', 'development', 'coaching', 'design', 'hosting', 'other')),
    object text not null,
    reference text,
    author text not null,
    hash bytea not null constraint entry_hash check (length(hash) = 32),
    constraint entry_shape check (case kind
        when 'allotment' then ceiling_ae_cents >= 0 and ceiling_cp_cents >= 0 and ceiling_ae_cents + ceiling_cp_cents > 0 and reference is not null
            and maximum_ae_cents = 0 and maximum_cp_cents = 0 and ae_cents = 0 and cp_cents = 0 and certified_cents = 0 and received_cents = 0
            and from_year is null and commitment is null and reverses is null and ej is null and number is null and nature is null
        when 'amendment' then maximum_ae_cents = ceiling_ae_cents and maximum_cp_cents = ceiling_cp_cents and (ceiling_ae_cents <> 0 or ceiling_cp_cents <> 0) and reference is not null
            and ae_cents = 0 and cp_cents = 0 and certified_cents = 0 and received_cents = 0
            and from_year is null and commitment is null and reverses is null and ej is null and number is null and nature is null
        when 'carry-over' then ceiling_ae_cents >= 0 and ceiling_cp_cents >= 0 and ceiling_ae_cents + ceiling_cp_cents > 0 and reference is not null
            and maximum_ae_cents = 0 and maximum_cp_cents = 0 and ae_cents = 0 and cp_cents = 0 and certified_cents = 0 and received_cents = 0
            and from_year is not null and commitment is null and reverses is null and ej is null and number is null and nature is null
        when 'commitment' then ae_cents > 0 and cp_cents = 0 and certified_cents = 0 and ej is not null and supplier is not null and nature is not null
            and maximum_ae_cents = 0 and maximum_cp_cents = 0 and ceiling_ae_cents = 0 and ceiling_cp_cents = 0 and received_cents = 0
            and from_year is null and commitment is null and reverses is null and number is null and year = extract(year from day)
        when 'service' then certified_cents > 0 and ae_cents = 0 and cp_cents = 0 and commitment is not null
            and maximum_ae_cents = 0 and maximum_cp_cents = 0 and ceiling_ae_cents = 0 and ceiling_cp_cents = 0 and received_cents = 0
            and from_year is null and reverses is null and ej is null and nature is null and year = extract(year from day)
        when 'payment' then cp_cents > 0 and ae_cents = 0 and certified_cents = 0 and commitment is not null and number is not null and nature is not null
            and maximum_ae_cents = 0 and maximum_cp_cents = 0 and ceiling_ae_cents = 0 and ceiling_cp_cents = 0 and received_cents = 0
            and from_year is null and reverses is null and ej is null and year = extract(year from day)
        when 'withdrawal' then ae_cents < 0 and cp_cents = 0 and certified_cents = 0 and commitment is not null and nature is not null
            and maximum_ae_cents = 0 and maximum_cp_cents = 0 and ceiling_ae_cents = 0 and ceiling_cp_cents = 0 and received_cents = 0
            and from_year is null and reverses is null and ej is null and number is null and (reference is not null or year = extract(year from day))
        when 'receipt' then received_cents > 0 and ae_cents = 0 and cp_cents = 0 and certified_cents = 0 and reference is not null
            and maximum_ae_cents = 0 and maximum_cp_cents = 0 and ceiling_ae_cents = 0 and ceiling_cp_cents = 0
            and from_year is null and commitment is null and reverses is null and ej is null and number is null and nature is null and year = extract(year from day)
        when 'reversal' then reverses is not null and ej is null and number is null
        else false end)
);

create index ledger_entry_of_commitment on ledger_entry (commitment) where commitment is not null;
create index ledger_entry_of_ceilings on ledger_entry (sequence) where ceiling_ae_cents <> 0 or ceiling_cp_cents <> 0;

-- The last entry and its hash.
create table ledger_head (
    id bigint not null primary key constraint ledger_head_once check (id = 1),
    sequence bigint not null,
    hash bytea not null
);

insert into ledger_head (id, sequence, hash) values (1, 0, decode(repeat('00', 32), 'hex'));

-- Ceilings and what is consumed of them: a year's, and the whole convention's (year 0). The program never writes one.
create table ledger_counter (
    year bigint not null,
    credit text not null constraint counter_credit check (credit in ('ae', 'cp')),
    ceiling_cents bigint not null,
    consumed_cents bigint not null,
    moved bigint not null,
    primary key (year, credit),
    constraint counter_within_ceiling check (consumed_cents between 0 and ceiling_cents)
);

-- 50 000 € at most, in AE and in CP (article 4), until an amendment says otherwise.
insert into ledger_counter (year, credit, ceiling_cents, consumed_cents, moved) values (0, 'ae', 5000000, 0, 0), (0, 'cp', 5000000, 0, 0);

-- Where each commitment is: paid at most what is certified, certified at most what is committed.
create table ledger_commitment (
    sequence bigint not null primary key references ledger_entry (sequence),
    ej text constraint commitment_ej_once unique,
    committed_cents bigint not null,
    certified_cents bigint not null,
    paid_cents bigint not null,
    moved bigint not null,
    constraint commitment_in_order check (paid_cents >= 0 and paid_cents <= certified_cents and certified_cents <= committed_cents)
);

-- Which entry holds a DP or a service fait: none is entered twice.
create table ledger_document (
    kind text not null,
    number text not null,
    sequence bigint not null constraint document_entry_once unique references ledger_entry (sequence),
    constraint document_once primary key (kind, number)
);

-- What each week moved, by nature: a chart costs its weeks, whatever the number of entries.
create table ledger_week (
    week date not null,
    nature text not null,
    ae_cents bigint not null,
    cp_cents bigint not null,
    primary key (week, nature)
);

create function ledger_entry_must_follow() returns trigger language plpgsql as $$
begin
    if new.sequence <> (select sequence + 1 from ledger_head) then
        raise exception 'ledger: an entry follows the last one';
    end if;
    if new.budget_unit is distinct from (select value from chorus_coding where field = 'budget-unit') then
        raise exception 'ledger: the budget unit is not the one signed';
    end if;
    if new.kind = 'commitment' and exists (
        select 1 from duty_step s where s.step = 'suspended' and not exists (select 1 from duty_step l where l.duty = s.duty and l.rank > s.rank)) then
        raise exception 'ledger: the delegation is suspended';
    end if;
    if new.kind in ('service', 'payment', 'withdrawal') and not exists (
        select 1 from ledger_entry c where c.sequence = new.commitment and c.kind = 'commitment' and c.day <= new.day
        and (new.nature is null or new.nature = c.nature) and (new.kind <> 'withdrawal' or new.year = c.year)) then
        raise exception 'ledger: no such commitment';
    end if;
    if new.kind = 'reversal' and not exists (
        select 1 from ledger_entry o where o.sequence = new.reverses and o.kind <> 'reversal' and o.year = new.year
        and o.from_year is not distinct from new.from_year and o.nature is not distinct from new.nature
        and case o.kind when 'commitment' then o.sequence else o.commitment end is not distinct from new.commitment
        and o.maximum_ae_cents = -new.maximum_ae_cents and o.maximum_cp_cents = -new.maximum_cp_cents
        and o.ceiling_ae_cents = -new.ceiling_ae_cents and o.ceiling_cp_cents = -new.ceiling_cp_cents
        and o.ae_cents = -new.ae_cents and o.cp_cents = -new.cp_cents
        and o.certified_cents = -new.certified_cents and o.received_cents = -new.received_cents) then
        raise exception 'ledger: a reversal gives back what its entry took';
    end if;
    return new;
end
$$;
create trigger ledger_entry_follows before insert on ledger_entry for each row execute function ledger_entry_must_follow();

create function ledger_count() returns trigger language plpgsql as $$
declare
    monday date := new.day - (extract(isodow from new.day)::int - 1);
begin
    insert into ledger_counter (year, credit, ceiling_cents, consumed_cents, moved)
        select y.year, c.credit, 0, 0, 0 from (values (new.year), (new.from_year)) y (year), (values ('ae'), ('cp')) c (credit)
        where y.year is not null and not exists (select 1 from ledger_counter k where k.year = y.year and k.credit = c.credit);
    update ledger_counter set
        moved = new.sequence,
        ceiling_cents = ceiling_cents + case year
            when 0 then case credit when 'ae' then new.maximum_ae_cents else new.maximum_cp_cents end
            when new.year then case credit when 'ae' then new.ceiling_ae_cents else new.ceiling_cp_cents end
            else -case credit when 'ae' then new.ceiling_ae_cents else new.ceiling_cp_cents end end,
        consumed_cents = consumed_cents + case when year in (0, new.year) then case credit when 'ae' then new.ae_cents else new.cp_cents end else 0 end
        where year in (0, new.year, new.from_year);
    if new.kind = 'commitment' then
        insert into ledger_commitment (sequence, ej, committed_cents, certified_cents, paid_cents, moved)
            values (new.sequence, new.ej, new.ae_cents, 0, 0, new.sequence);
    end if;
    update ledger_commitment set
        moved = new.sequence,
        ej = case when new.reverses = sequence then null else ej end,
        committed_cents = committed_cents + new.ae_cents,
        certified_cents = certified_cents + new.certified_cents,
        paid_cents = paid_cents + new.cp_cents
        where sequence = new.commitment;
    if new.number is not null then
        insert into ledger_document (kind, number, sequence) values (new.kind, new.number, new.sequence);
    end if;
    delete from ledger_document where sequence = new.reverses;
    if new.nature is not null then
        insert into ledger_week (week, nature, ae_cents, cp_cents)
            select monday, new.nature, 0, 0 where not exists (select 1 from ledger_week w where w.week = monday and w.nature = new.nature);
        update ledger_week set ae_cents = ae_cents + new.ae_cents, cp_cents = cp_cents + new.cp_cents where week = monday and nature = new.nature;
    end if;
    update ledger_head set sequence = new.sequence, hash = new.hash where id = 1;
    return null;
end
$$;
create trigger ledger_entry_counts after insert on ledger_entry for each row execute function ledger_count();

create function ledger_refuses() returns trigger language plpgsql as $$
begin
    raise exception 'the ledger is append-only: % of % is refused', lower(tg_op), tg_table_name;
end
$$;
create trigger ledger_entry_stays before update or delete on ledger_entry for each row execute function ledger_refuses();
create trigger ledger_entry_is_whole before truncate on ledger_entry for each statement execute function ledger_refuses();

-- A counter takes the move of its next entry, once, and no other: not even SQL by hand overspends. While an entry is being counted the head is still the one before.
-- A statement may insert an entry and write its sums at once (`with … insert … update`): sums are written from within the entry's trigger only.
create function ledger_entry_being_counted() returns ledger_entry language plpgsql as $$
declare
    e ledger_entry;
begin
    select * into e from ledger_entry where sequence = (select sequence + 1 from ledger_head);
    if e.sequence is null or pg_trigger_depth() < 2 then
        raise exception 'ledger: what an entry moves is moved by its own trigger only';
    end if;
    return e;
end
$$;
create function ledger_counter_must_follow() returns trigger language plpgsql as $$
declare
    e ledger_entry := ledger_entry_being_counted();
begin
    if tg_op = 'INSERT' then
        if new.ceiling_cents <> 0 or new.consumed_cents <> 0 or new.moved <> 0 then
            raise exception 'ledger: a counter begins at zero, with its first entry';
        end if;
    elsif new.moved <> e.sequence or old.moved >= e.sequence or new.year <> old.year or new.credit <> old.credit
        or new.consumed_cents - old.consumed_cents <> (case when old.year in (0, e.year) then case old.credit when 'ae' then e.ae_cents else e.cp_cents end else 0 end)
        or new.ceiling_cents - old.ceiling_cents <> (case old.year
            when 0 then case old.credit when 'ae' then e.maximum_ae_cents else e.maximum_cp_cents end
            when e.year then case old.credit when 'ae' then e.ceiling_ae_cents else e.ceiling_cp_cents end
            when e.from_year then -case old.credit when 'ae' then e.ceiling_ae_cents else e.ceiling_cp_cents end
            else 0 end) then
        raise exception 'ledger: a counter moves with its next entry only';
    end if;
    return new;
end
$$;
create trigger ledger_counter_moves before insert or update on ledger_counter for each row execute function ledger_counter_must_follow();
create trigger ledger_counter_is_kept before delete on ledger_counter for each row execute function ledger_refuses();
create trigger ledger_counter_is_whole before truncate on ledger_counter for each statement execute function ledger_refuses();

create function ledger_commitment_must_follow() returns trigger language plpgsql as $$
declare
    e ledger_entry := ledger_entry_being_counted();
begin
    if tg_op = 'INSERT' then
        if e.kind <> 'commitment' or new.sequence <> e.sequence or new.ej is distinct from e.ej or new.committed_cents <> e.ae_cents
            or new.certified_cents <> 0 or new.paid_cents <> 0 then
            raise exception 'ledger: a commitment begins with its entry';
        end if;
    elsif e.commitment is distinct from old.sequence or new.moved <> e.sequence or old.moved >= e.sequence or new.sequence <> old.sequence
        or new.committed_cents - old.committed_cents <> e.ae_cents or new.certified_cents - old.certified_cents <> e.certified_cents
        or new.paid_cents - old.paid_cents <> e.cp_cents then
        raise exception 'ledger: a commitment moves with its next entry only';
    end if;
    return new;
end
$$;
create trigger ledger_commitment_moves before insert or update on ledger_commitment for each row execute function ledger_commitment_must_follow();
create trigger ledger_commitment_is_kept before delete on ledger_commitment for each row execute function ledger_refuses();
create trigger ledger_commitment_is_whole before truncate on ledger_commitment for each statement execute function ledger_refuses();

create function ledger_document_must_follow() returns trigger language plpgsql as $$
declare
    e ledger_entry := ledger_entry_being_counted();
begin
    if tg_op = 'INSERT' and e.sequence = new.sequence and e.number = new.number and e.kind = new.kind then
        return new;
    elsif tg_op = 'DELETE' and e.reverses = old.sequence then
        return old;
    end if;
    raise exception 'ledger: a document comes with its entry, and goes with its reversal';
end
$$;
create trigger ledger_document_moves before insert or update or delete on ledger_document for each row execute function ledger_document_must_follow();
create trigger ledger_document_is_whole before truncate on ledger_document for each statement execute function ledger_refuses();

create function ledger_week_must_follow() returns trigger language plpgsql as $$
declare
    e ledger_entry := ledger_entry_being_counted();
begin
    if tg_op = 'INSERT' then
        if new.ae_cents <> 0 or new.cp_cents <> 0 then
            raise exception 'ledger: a week begins at zero, with its first entry';
        end if;
    elsif new.week <> old.week or new.nature <> old.nature or e.nature is distinct from old.nature
        or old.week <> e.day - (extract(isodow from e.day)::int - 1)
        or new.ae_cents - old.ae_cents <> e.ae_cents or new.cp_cents - old.cp_cents <> e.cp_cents then
        raise exception 'ledger: a week moves with its next entry only';
    end if;
    return new;
end
$$;
create trigger ledger_week_moves before insert or update on ledger_week for each row execute function ledger_week_must_follow();
create trigger ledger_week_is_kept before delete on ledger_week for each row execute function ledger_refuses();
create trigger ledger_week_is_whole before truncate on ledger_week for each statement execute function ledger_refuses();

create function ledger_head_must_follow() returns trigger language plpgsql as $$
declare
    e ledger_entry := ledger_entry_being_counted();
begin
    if new.id <> 1 or new.sequence <> e.sequence or new.hash <> e.hash then
        raise exception 'ledger: the head follows the entries';
    end if;
    return new;
end
$$;
create trigger ledger_head_moves before update on ledger_head for each row execute function ledger_head_must_follow();
create trigger ledger_head_is_kept before delete on ledger_head for each row execute function ledger_refuses();
create trigger ledger_head_is_whole before truncate on ledger_head for each statement execute function ledger_refuses();

-- Files of commitments and payments.
alter table import drop constraint import_kind;
alter table import add constraint import_kind check (kind in ('schools', 'units', 'estimate', 'adoption', 'funding'));
