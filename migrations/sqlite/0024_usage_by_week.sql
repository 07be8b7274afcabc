-- What was measured in the last weeks is asked before the units are: few places are, of many units.
create index usage_volume_by_week on usage_volume (policy, week, place);
