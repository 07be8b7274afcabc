-- Codes carry their kind (FR, A14, D35, C0350739N), since académie 14 is Rennes and département 14 Calvados.
create table territory (
    code text not null primary key,
    kind text not null constraint territory_kind check (kind in ('nation', 'academy', 'department', 'district')),
    name text not null,
    parent text references territory (code)
);

create index territory_of_parent on territory (parent, name);

-- What a search matches stands folded in `search`: lower() knows only ASCII in SQLite.
create table school (
    uai text not null primary key,
    name text not null,
    kind text not null constraint school_kind check (kind in ('nursery', 'elementary', 'primary', 'middle')),
    commune text not null,
    postal_code text not null,
    department text not null references territory (code),
    district text references territory (code),
    priority_education text not null constraint school_mark check (priority_education in ('none', 'rep', 'rep-plus')),
    latitude double precision,
    longitude double precision,
    open boolean not null,
    search text not null
);

create index school_of_district on school (district);
