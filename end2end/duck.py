"""Asks DuckDB the questions of the pages of the raw events, corrections folded, and prints what each costs: {"nation": µs, "comparison": µs, …}.

    python3 duck.py FOLDER YEAR UNTIL
FOLDER holds units.csv and events.csv as the benchmark writes them. The tables are read before the clock starts.
"""

import json
import statistics
import sys
import time

import duckdb

TIMES = 5
KEPT = """
    kept as (
        select e.unit, e.sequence, e.step, e.day, u.department, u.academy
        from event e join unit u on u.unit = e.unit
        where u.policy = 'classes-dedoublees' and u.year = $year and e.day <= $until
          and e.annuls is null and not exists (select 1 from event r where r.unit = e.unit and e.sequence in (r.replaces, r.annuls))),
    moves as (
        select *, date_trunc('week', day) as week, lag(step) over (partition by unit order by day, sequence) as before from kept),
    deltas as (
        select week, department, academy, step as stage, 1 as moved from moves where step <> 'withdrawn'
        union all select week, department, academy, before, -1 from moves where before is not null)
"""
QUESTIONS = {
    # The course of the nation, stage by stage.
    "nation": f"with {KEPT} select week, stage, sum(sum(moved)) over (partition by stage order by week) from deltas group by week, stage",
    # The course of each département: the map and the small multiples.
    "comparison": f"with {KEPT} select department, week, stage, sum(sum(moved)) over (partition by department, stage order by week) from deltas group by department, week, stage",
}
CENSUS = f"with {KEPT} select sum(moved) from deltas"


def main(folder, year, until):
    base = duckdb.connect()
    base.execute(f"create table unit as select * from read_csv('{folder}/units.csv', header = true, types = {{'unit': 'BIGINT'}})")
    base.execute(
        f"create table event as select * from read_csv('{folder}/events.csv', header = true, types = {{'unit': 'BIGINT', 'sequence': 'INTEGER', 'day': 'DATE', 'replaces': 'INTEGER', 'annuls': 'INTEGER'}})"
    )
    values = {"year": year, "until": until}
    told = {"census": int(base.execute(CENSUS, values).fetchone()[0])}
    for name, question in QUESTIONS.items():
        costs = []
        for _ in range(TIMES):
            begun = time.perf_counter()
            base.execute(question, values).fetchall()
            costs.append(time.perf_counter() - begun)
        told[name] = statistics.median(costs) * 1e6
    print(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
