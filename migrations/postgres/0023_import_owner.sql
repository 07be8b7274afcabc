-- An import is run by the program that opened it, its owner, as long as its lease lasts: nobody else closes it before. `waiting`: its turn has not come.
alter table import drop constraint import_state;
alter table import add constraint import_state check (state in ('waiting', 'running', 'done', 'refused', 'tried', 'failed', 'interrupted'));
alter table import add column owner uuid;
alter table import add column lease_until timestamptz;
create index import_open on import (lease_until) where state in ('waiting', 'running');
