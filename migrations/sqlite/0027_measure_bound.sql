-- A measure of a week is at most a thousand billion: above it somebody took one column for another, and sums of it pass what a number holds.
create trigger usage_volume_is_bounded before insert on usage_volume when new.value > 1000000000000
begin
    select raise(abort, 'usage_value_most: a measure is at most 1000000000000');
end;
