-- The children of a territory are grouped by name and code: in the index's own order nothing is sorted.
drop index territory_of_parent;
create index territory_of_parent on territory (parent, name, code);
