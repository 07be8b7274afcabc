-- Networks of priority education: each is headed by a collège, of which the directory tells the name, when it knows it.
-- Of a school year the latest list holds, whole: a school stands in one network at most.
create table school_network (
    year text not null,
    school text not null references school (uai),
    network text not null,
    primary key (year, school)
);

create index school_network_of_network on school_network (network, year);

-- A file may hold networks.
alter table import drop constraint import_kind;
alter table import add constraint import_kind check (kind in ('schools', 'units', 'estimate', 'adoption', 'funding', 'usage', 'networks'));
