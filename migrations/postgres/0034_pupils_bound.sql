-- A class has 60 pupils at most: above it somebody took one column for another. A row from before that has more keeps them until they are corrected.
create function unit_pupils_bound() returns trigger language plpgsql as $$
begin
    raise exception 'unit_pupils_most: a class has at most 60 pupils';
end
$$;
create trigger unit_pupils_are_bounded before insert on unit for each row when (new.pupils > 60) execute function unit_pupils_bound();
create trigger unit_pupils_stay_bounded before update of pupils on unit for each row
    when (new.pupils > 60 and new.pupils is distinct from old.pupils) execute function unit_pupils_bound();
