-- A policy is rows from the first migration: nothing about a unit is hard-coded to "class, GS, CP, CE1".
create table policy (
    code text not null primary key,
    name text not null,
    unit_one text not null,
    unit_many text not null
);

create table policy_level (
    policy text not null references policy (code),
    code text not null,
    name text not null,
    rank bigint not null,
    primary key (policy, code)
);

insert into policy (code, name, unit_one, unit_many)
values ('classes-dedoublees', 'Classes dédoublées', 'classe dédoublée', 'classes dédoublées');

insert into policy_level (policy, code, name, rank) values
    ('classes-dedoublees', 'GS', 'Grande section', 1),
    ('classes-dedoublees', 'CP', 'CP', 2),
    ('classes-dedoublees', 'CE1', 'CE1', 3);
