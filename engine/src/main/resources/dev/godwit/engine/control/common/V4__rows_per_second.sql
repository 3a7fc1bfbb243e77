-- A bound of the copy that somebody has ordered while it ran.
alter table migration add column rows_per_second bigint;
