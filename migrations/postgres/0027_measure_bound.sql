-- A measure of a week is at most a thousand billion: above it somebody took one column for another, and sums of it pass what a number holds.
alter table usage_volume add constraint usage_value_most check (value <= 1000000000000) not valid;
