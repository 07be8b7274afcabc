-- Raised by each write: the seed of every page's ETag. Its row is the first that a writer locks.
create table data_version (
    id bigint not null primary key constraint data_version_once check (id = 1),
    version bigint not null
);

insert into data_version (id, version) values (1, 1);

-- The mark of the invented nation: the day its clock stands at. At most one row.
create table demonstration (
    id bigint not null primary key constraint demonstration_once check (id = 1),
    today date not null,
    label text not null
);
