-- The convention's address in Chorus, kept as signed (article 4). UO 0181 reads as programme 181, risk prevention: to be checked with the ministry, never corrected here.
create table chorus_coding (
    field text not null primary key,
    value text not null,
    to_check integer not null
) strict;

insert into chorus_coding (field, value, to_check) values
    ('budget-unit', '0181-CPRI-ELAB', 1),
    ('requester', 'Premier ministre', 0),
    ('company', 'ADCE', 0),
    ('purchasing-organisation', 'C009', 0),
    ('purchasing-group', '6GL', 0),
    ('rtm', 'SPM-CSP SPM Mutualisé', 0),
    ('executing-service', 'CSPSPM0075', 0),
    ('accountant', '9510', 0),
    ('cost-centre', 'DININCUB', 0);

-- Days that the convention's text leaves blank: somebody sets them.
create table funding_day (
    name text not null primary key constraint funding_day_name check (name in ('signature', 'window-start')),
    day text not null,
    author text not null,
    recorded_at text not null
) strict;

-- The duties of article 4: what lacked or stayed, when the délégant was told, by whom, and what came of it. Append-only.
create table duty_step (
    duty blob not null,
    rank integer not null constraint duty_rank check (rank >= 1),
    kind text not null constraint duty_kind check (kind in ('shortfall', 'unspent')),
    step text not null constraint duty_step_kind check (step in ('opened', 'told', 'adjusted', 'suspended', 'lifted', 'closed')),
    day text not null,
    credit text not null constraint duty_credit check (credit in ('ae', 'cp')),
    year integer not null,
    amount_cents integer not null constraint duty_amount check (amount_cents > 0),
    note text not null,
    entry integer,
    author text not null,
    recorded_at text not null,
    primary key (duty, rank)
) strict;

create trigger duty_step_stays before update on duty_step begin select raise(abort, 'the duties are append-only'); end;
create trigger duty_step_is_kept before delete on duty_step begin select raise(abort, 'the duties are append-only'); end;
-- `insert or replace` deletes what stands in its way without asking the trigger above.
create trigger duty_step_is_new before insert on duty_step
begin
    select raise(abort, 'the duties are append-only') where exists (select 1 from duty_step s where s.duty = new.duty and s.rank = new.rank);
end;

-- The ledger: one row for each entry, never changed. What an entry moves stands in its own columns; counters are their sums, moved by its own trigger.
create table ledger_entry (
    sequence integer not null primary key constraint entry_sequence check (sequence >= 1),
    request blob not null constraint entry_request_once unique,
    kind text not null,
    day text not null constraint entry_day check (day between '2020-01-01' and '2021-12-31' and day is date(day)),
    recorded_us integer not null,
    year integer not null constraint entry_year check (year between 2020 and 2021),
    from_year integer constraint entry_from_year check (from_year >= 2020 and from_year < year),
    budget_unit text not null,
    maximum_ae_cents integer not null,
    maximum_cp_cents integer not null,
    ceiling_ae_cents integer not null,
    ceiling_cp_cents integer not null,
    ae_cents integer not null,
    cp_cents integer not null,
    certified_cents integer not null,
    received_cents integer not null,
    commitment integer references ledger_entry (sequence),
    reverses integer constraint entry_reversed_once unique references ledger_entry (sequence),
    ej text constraint entry_ej check (length(ej) = 10),
    number text constraint entry_number check (length(number) = 10),
    supplier text,
    nature text constraint entry_nature check (nature in ('deployment', 'development', 'coaching', 'design', 'hosting', 'other')),
    object text not null,
    reference text,
    author text not null,
    hash blob not null constraint entry_hash check (length(hash) = 32),
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
            and from_year is null and commitment is null and reverses is null and number is null and year = cast(substr(day, 1, 4) as integer)
        when 'service' then certified_cents > 0 and ae_cents = 0 and cp_cents = 0 and commitment is not null
            and maximum_ae_cents = 0 and maximum_cp_cents = 0 and ceiling_ae_cents = 0 and ceiling_cp_cents = 0 and received_cents = 0
            and from_year is null and reverses is null and ej is null and nature is null and year = cast(substr(day, 1, 4) as integer)
        when 'payment' then cp_cents > 0 and ae_cents = 0 and certified_cents = 0 and commitment is not null and number is not null and nature is not null
            and maximum_ae_cents = 0 and maximum_cp_cents = 0 and ceiling_ae_cents = 0 and ceiling_cp_cents = 0 and received_cents = 0
            and from_year is null and reverses is null and ej is null and year = cast(substr(day, 1, 4) as integer)
        when 'withdrawal' then ae_cents < 0 and cp_cents = 0 and certified_cents = 0 and commitment is not null and nature is not null
            and maximum_ae_cents = 0 and maximum_cp_cents = 0 and ceiling_ae_cents = 0 and ceiling_cp_cents = 0 and received_cents = 0
            and from_year is null and reverses is null and ej is null and number is null and (reference is not null or year = cast(substr(day, 1, 4) as integer))
        when 'receipt' then received_cents > 0 and ae_cents = 0 and cp_cents = 0 and certified_cents = 0 and reference is not null
            and maximum_ae_cents = 0 and maximum_cp_cents = 0 and ceiling_ae_cents = 0 and ceiling_cp_cents = 0
            and from_year is null and commitment is null and reverses is null and ej is null and number is null and nature is null and year = cast(substr(day, 1, 4) as integer)
        when 'reversal' then reverses is not null and ej is null and number is null
        else false end)
) strict;

create index ledger_entry_of_commitment on ledger_entry (commitment) where commitment is not null;
create index ledger_entry_of_ceilings on ledger_entry (sequence) where ceiling_ae_cents <> 0 or ceiling_cp_cents <> 0;

-- The last entry and its hash.
create table ledger_head (
    id integer not null primary key constraint ledger_head_once check (id = 1),
    sequence integer not null,
    hash blob not null
) strict;

insert into ledger_head (id, sequence, hash) values (1, 0, zeroblob(32));

-- Ceilings and what is consumed of them: a year's, and the whole convention's (year 0). The program never writes one.
create table ledger_counter (
    year integer not null,
    credit text not null constraint counter_credit check (credit in ('ae', 'cp')),
    ceiling_cents integer not null,
    consumed_cents integer not null,
    moved integer not null,
    primary key (year, credit),
    constraint counter_within_ceiling check (consumed_cents between 0 and ceiling_cents)
) strict;

-- 50 000 € at most, in AE and in CP (article 4), until an amendment says otherwise.
insert into ledger_counter (year, credit, ceiling_cents, consumed_cents, moved) values (0, 'ae', 5000000, 0, 0), (0, 'cp', 5000000, 0, 0);

-- Where each commitment is: paid at most what is certified, certified at most what is committed.
create table ledger_commitment (
    sequence integer not null primary key references ledger_entry (sequence),
    ej text constraint commitment_ej_once unique,
    committed_cents integer not null,
    certified_cents integer not null,
    paid_cents integer not null,
    moved integer not null,
    constraint commitment_in_order check (paid_cents >= 0 and paid_cents <= certified_cents and certified_cents <= committed_cents)
) strict;

-- Which entry holds a DP or a service fait: none is entered twice.
create table ledger_document (
    kind text not null,
    number text not null,
    sequence integer not null constraint document_entry_once unique references ledger_entry (sequence),
    constraint document_once primary key (kind, number)
) strict;

-- What each week moved, by nature: a chart costs its weeks, whatever the number of entries.
create table ledger_week (
    week text not null,
    nature text not null,
    ae_cents integer not null,
    cp_cents integer not null,
    primary key (week, nature)
) strict;

-- How a statement says that conflicts are to be resolved (`insert or replace`, `or ignore`, `or fail`) is also how those of its triggers are: a row is deleted
-- or left out without a word. So what must not happen is told by the triggers themselves, before a constraint could be.
create trigger ledger_entry_follows before insert on ledger_entry
begin
    select raise(abort, 'ledger: the request was entered') where exists (select 1 from ledger_entry o where o.request = new.request);
    select raise(abort, 'ledger: the entry was reversed') where exists (select 1 from ledger_entry o where o.reverses = new.reverses);
    select raise(abort, 'ledger: an entry follows the last one') where new.sequence <> (select sequence + 1 from ledger_head);
    select raise(abort, 'ledger: the budget unit is not the one signed') where new.budget_unit is not (select value from chorus_coding where field = 'budget-unit');
    select raise(abort, 'ledger: the delegation is suspended') where new.kind = 'commitment' and exists (
        select 1 from duty_step s where s.step = 'suspended' and not exists (select 1 from duty_step l where l.duty = s.duty and l.rank > s.rank));
    select raise(abort, 'ledger: no such commitment') where new.kind in ('service', 'payment', 'withdrawal') and not exists (
        select 1 from ledger_entry c where c.sequence = new.commitment and c.kind = 'commitment' and c.day <= new.day
        and (new.nature is null or new.nature = c.nature) and (new.kind <> 'withdrawal' or new.year = c.year));
    select raise(abort, 'ledger: a reversal gives back what its entry took') where new.kind = 'reversal' and not exists (
        select 1 from ledger_entry o where o.sequence = new.reverses and o.kind <> 'reversal' and o.year = new.year and o.from_year is new.from_year and o.nature is new.nature
        and case o.kind when 'commitment' then o.sequence else o.commitment end is new.commitment
        and o.maximum_ae_cents = -new.maximum_ae_cents and o.maximum_cp_cents = -new.maximum_cp_cents
        and o.ceiling_ae_cents = -new.ceiling_ae_cents and o.ceiling_cp_cents = -new.ceiling_cp_cents
        and o.ae_cents = -new.ae_cents and o.cp_cents = -new.cp_cents
        and o.certified_cents = -new.certified_cents and o.received_cents = -new.received_cents);
end;

create trigger ledger_entry_counts after insert on ledger_entry
begin
    insert into ledger_counter (year, credit, ceiling_cents, consumed_cents, moved)
        select y.year, c.credit, 0, 0, 0 from (select new.year as year union select new.from_year) y, (select 'ae' as credit union select 'cp') c
        where y.year is not null and not exists (select 1 from ledger_counter k where k.year = y.year and k.credit = c.credit);
    update ledger_counter set
        moved = new.sequence,
        ceiling_cents = ceiling_cents + case year
            when 0 then case credit when 'ae' then new.maximum_ae_cents else new.maximum_cp_cents end
            when new.year then case credit when 'ae' then new.ceiling_ae_cents else new.ceiling_cp_cents end
            else -case credit when 'ae' then new.ceiling_ae_cents else new.ceiling_cp_cents end end,
        consumed_cents = consumed_cents + case when year in (0, new.year) then case credit when 'ae' then new.ae_cents else new.cp_cents end else 0 end
        where year in (0, new.year, new.from_year);
    insert into ledger_commitment (sequence, ej, committed_cents, certified_cents, paid_cents, moved)
        select new.sequence, new.ej, new.ae_cents, 0, 0, new.sequence where new.kind = 'commitment';
    update ledger_commitment set
        moved = new.sequence,
        ej = case when new.reverses = sequence then null else ej end,
        committed_cents = committed_cents + new.ae_cents,
        certified_cents = certified_cents + new.certified_cents,
        paid_cents = paid_cents + new.cp_cents
        where sequence = new.commitment;
    insert into ledger_document (kind, number, sequence) select new.kind, new.number, new.sequence where new.number is not null;
    delete from ledger_document where sequence = new.reverses;
    insert into ledger_week (week, nature, ae_cents, cp_cents)
        select date(new.day, '-6 days', 'weekday 1'), new.nature, 0, 0 where new.nature is not null
        and not exists (select 1 from ledger_week w where w.week = date(new.day, '-6 days', 'weekday 1') and w.nature = new.nature);
    update ledger_week set ae_cents = ae_cents + new.ae_cents, cp_cents = cp_cents + new.cp_cents
        where week = date(new.day, '-6 days', 'weekday 1') and nature = new.nature;
    update ledger_head set sequence = new.sequence, hash = new.hash where id = 1;
end;

create trigger ledger_entry_stays before update on ledger_entry begin select raise(abort, 'the ledger is append-only'); end;
create trigger ledger_entry_is_kept before delete on ledger_entry begin select raise(abort, 'the ledger is append-only'); end;

-- A counter takes the move of its next entry, once, and no other: not even SQL by hand overspends. While an entry is being counted the head is still the one before.
create trigger ledger_counter_moves before update on ledger_counter
begin
    select raise(abort, 'ledger: over the ceiling') where new.consumed_cents not between 0 and new.ceiling_cents;
    select raise(abort, 'ledger: a counter moves with its next entry only') where not exists (
        select 1 from ledger_entry e, ledger_head h where h.id = 1 and e.sequence = h.sequence + 1 and new.moved = e.sequence and old.moved < e.sequence
        and new.year = old.year and new.credit = old.credit
        and new.consumed_cents - old.consumed_cents = case when old.year in (0, e.year) then case old.credit when 'ae' then e.ae_cents else e.cp_cents end else 0 end
        and new.ceiling_cents - old.ceiling_cents = case old.year
            when 0 then case old.credit when 'ae' then e.maximum_ae_cents else e.maximum_cp_cents end
            when e.year then case old.credit when 'ae' then e.ceiling_ae_cents else e.ceiling_cp_cents end
            when e.from_year then -case old.credit when 'ae' then e.ceiling_ae_cents else e.ceiling_cp_cents end
            else 0 end);
end;
create trigger ledger_counter_begins before insert on ledger_counter
begin
    select raise(abort, 'ledger: a counter begins at zero, with its first entry') where new.ceiling_cents <> 0 or new.consumed_cents <> 0 or new.moved <> 0
        or not exists (select 1 from ledger_entry e, ledger_head h where h.id = 1 and e.sequence = h.sequence + 1);
end;
create trigger ledger_counter_is_kept before delete on ledger_counter begin select raise(abort, 'a counter is kept'); end;

create trigger ledger_commitment_moves before update on ledger_commitment
begin
    select raise(abort, 'ledger: paid, certified, committed: each at most the next') where new.paid_cents < 0 or new.paid_cents > new.certified_cents or new.certified_cents > new.committed_cents;
    select raise(abort, 'ledger: a commitment moves with its next entry only') where not exists (
        select 1 from ledger_entry e, ledger_head h where h.id = 1 and e.sequence = h.sequence + 1 and e.commitment = old.sequence and new.moved = e.sequence and old.moved < e.sequence
        and new.sequence = old.sequence and new.committed_cents - old.committed_cents = e.ae_cents
        and new.certified_cents - old.certified_cents = e.certified_cents and new.paid_cents - old.paid_cents = e.cp_cents);
end;
create trigger ledger_commitment_begins before insert on ledger_commitment
begin
    select raise(abort, 'ledger: the EJ is committed') where exists (select 1 from ledger_commitment c where c.ej = new.ej);
    select raise(abort, 'ledger: a commitment begins with its entry') where not exists (
        select 1 from ledger_entry e, ledger_head h where h.id = 1 and e.sequence = h.sequence + 1 and e.sequence = new.sequence and e.kind = 'commitment'
        and new.ej = e.ej and new.committed_cents = e.ae_cents and new.certified_cents = 0 and new.paid_cents = 0);
end;
create trigger ledger_commitment_is_kept before delete on ledger_commitment begin select raise(abort, 'a commitment is kept'); end;

create trigger ledger_document_begins before insert on ledger_document
begin
    select raise(abort, 'ledger: the document was entered') where exists (select 1 from ledger_document d where d.kind = new.kind and d.number = new.number);
    select raise(abort, 'ledger: a document comes with its entry') where not exists (
        select 1 from ledger_entry e, ledger_head h where h.id = 1 and e.sequence = h.sequence + 1 and e.sequence = new.sequence and e.number = new.number and e.kind = new.kind);
end;
create trigger ledger_document_stays before update on ledger_document begin select raise(abort, 'a document is kept'); end;
create trigger ledger_document_goes before delete on ledger_document
begin
    select raise(abort, 'ledger: a document goes with the reversal of its entry') where not exists (
        select 1 from ledger_entry e, ledger_head h where h.id = 1 and e.sequence = h.sequence + 1 and e.reverses = old.sequence);
end;

create trigger ledger_week_moves before update on ledger_week
begin
    select raise(abort, 'ledger: a week moves with its next entry only') where new.week <> old.week or new.nature <> old.nature or not exists (
        select 1 from ledger_entry e, ledger_head h where h.id = 1 and e.sequence = h.sequence + 1 and e.nature = old.nature
        and old.week = date(e.day, '-6 days', 'weekday 1') and new.ae_cents - old.ae_cents = e.ae_cents and new.cp_cents - old.cp_cents = e.cp_cents);
end;
create trigger ledger_week_begins before insert on ledger_week
begin
    select raise(abort, 'ledger: a week begins at zero, with its first entry') where new.ae_cents <> 0 or new.cp_cents <> 0
        or not exists (select 1 from ledger_entry e, ledger_head h where h.id = 1 and e.sequence = h.sequence + 1);
end;
create trigger ledger_week_is_kept before delete on ledger_week begin select raise(abort, 'a week is kept'); end;

create trigger ledger_head_moves before update on ledger_head
begin
    select raise(abort, 'ledger: the head follows the entries') where new.id <> 1 or not exists (
        select 1 from ledger_entry e where e.sequence = old.sequence + 1 and new.sequence = e.sequence and new.hash = e.hash);
end;
create trigger ledger_head_is_one before insert on ledger_head begin select raise(abort, 'there is one head'); end;
create trigger ledger_head_is_kept before delete on ledger_head begin select raise(abort, 'the head is kept'); end;

-- Files of commitments and payments. SQLite changes no CHECK: the table is made again.
create table import_kept (
    id blob not null primary key,
    kind text not null constraint import_kind check (kind in ('schools', 'units', 'estimate', 'adoption', 'funding')),
    file_name text not null,
    sha256 blob not null,
    bytes integer not null,
    dry_run integer not null,
    author text not null,
    state text not null constraint import_state check (state in ('running', 'done', 'refused', 'tried', 'failed', 'interrupted')),
    rows_read integer not null,
    bytes_read integer not null,
    started_at text not null,
    ended_at text,
    report text
) strict;
insert into import_kept select id, kind, file_name, sha256, bytes, dry_run, author, state, rows_read, bytes_read, started_at, ended_at, report from import;
drop table import;
alter table import_kept rename to import;
create index import_by_time on import (started_at);
