-- A class has 60 pupils at most: above it somebody took one column for another. A row from before that has more keeps them until they are corrected.
create trigger unit_pupils_are_bounded before insert on unit when new.pupils > 60
begin
    select raise(abort, 'unit_pupils_most: a class has at most 60 pupils');
end;
create trigger unit_pupils_stay_bounded before update of pupils on unit when new.pupils > 60 and new.pupils is not old.pupils
begin
    select raise(abort, 'unit_pupils_most: a class has at most 60 pupils');
end;
