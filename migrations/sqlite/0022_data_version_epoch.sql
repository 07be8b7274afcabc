-- A number comes again after a restore: the write that makes a version draws its epoch, which tells the two apart.
-- `reference` is drawn by the writes that change policies, school years, territories or the calendar.
alter table data_version add column epoch text not null default '';
alter table data_version add column reference text not null default '';
update data_version set epoch = cast(random() as text), reference = cast(random() as text);
