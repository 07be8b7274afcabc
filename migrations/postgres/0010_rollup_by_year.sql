-- A slice's whole school year in one row: a page reads a row a territory instead of sixty, an update writes a third of the pages.
-- `weeks` is packed and unpacked in one place; the program fills the table from the events when it opens.
drop table adoption_rollup;
create table adoption_rollup (
    policy text not null,
    year text not null,
    territory text not null,
    level text not null,
    priority_education text not null,
    weeks bytea not null,
    primary key (policy, year, territory, level, priority_education)
);
