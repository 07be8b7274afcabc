-- What adopts. A unit keeps for its year the territories, levels and mark it was created with.
create table unit (
    id bigint not null primary key,
    policy text not null references policy (code),
    year text not null,
    school text not null references school (uai),
    label text not null,
    levels text not null,
    priority_education text not null constraint unit_mark check (priority_education in ('none', 'rep', 'rep-plus')),
    pupils bigint constraint unit_pupils check (pupils between 0 and 65535),
    co_teaching boolean not null,
    estimated boolean not null,
    census_day date not null,
    district text references territory (code),
    department text not null references territory (code),
    academy text not null references territory (code),
    constraint unit_once_per_year unique (school, year, policy, label)
);

create index unit_of_territory on unit (policy, year, department, district);
