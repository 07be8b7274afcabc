-- The day on which a directory last told a school in another place than before; none where it never moved. Its units keep the former place for their year.
alter table school add column moved_on text;

-- Those that moved before this was kept: the last directory says where they stand.
update school set moved_on = (select coalesce(max(substr(b.recorded_at, 1, 10)), date('now')) from batch b where b.kind = 'schools')
where exists (select 1 from unit u where u.school = school.uai and (u.department <> school.department or u.district <> school.district));

-- The units without a circonscription, few: they get the first one of their school.
create index unit_without_district on unit (school) where district is null;

-- The schools that moved, few: the units that they left elsewhere are looked for among theirs.
create index school_moved on school (moved_on) where moved_on is not null;
