-- The method that a forecast was made by (domain: METHOD): one is not judged by the errors of another. Those kept so far were made by the first.
alter table forecast_kept add column method integer not null default 1 constraint forecast_kept_method check (method between 1 and 255);
