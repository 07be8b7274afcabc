"""Recomputes the figures of the rollout from the exported events, and compares them with what the product shows.

Nothing of the product is used: the rules are written here again, in SQL. Usage:
    python3 figures.py FOLDER URL
FOLDER holds unites.csv and evenements.csv (`classe12 export FOLDER`), URL is the running product, open to read.
"""

import collections
import csv
import datetime
import fractions
import io
import itertools
import sqlite3
import sys
import urllib.request

STAGES = ["identified", "contacted", "onboarded", "active", "regular", "lapsed", "declined"]
COLUMNS = ["identifiee", "contactee", "embarquee", "active", "reguliere", "decrochee", "refus"]


def load(folder):
    base = sqlite3.connect(":memory:")
    for name, table in [("unites.csv", "unit"), ("evenements.csv", "event")]:
        with open(f"{folder}/{name}", encoding="utf-8", newline="") as file:
            rows = csv.reader(file)
            header = next(rows)
            base.execute(f"create table {table} ({', '.join(header)})")
            base.executemany(f"insert into {table} values ({', '.join('?' * len(header))})", rows)
    base.execute("create table kept (unit, place integer, step, day)")
    events = base.execute("select unit, cast(sequence as integer), step, day, replaces, annuls from event order by unit")
    for unit, lines in itertools.groupby(events, lambda line: line[0]):
        base.executemany("insert into kept values (?, ?, ?, ?)", ((unit, *line) for line in kept(sorted(lines, key=lambda line: line[1]))))
    base.executescript(
        """
        create index kept_by_unit on kept (unit, day, place);
        create index unit_by_number on unit (unit);
        """
    )
    return base


def kept(lines):
    """What counts of a unit's history: nothing that was annulled, nothing that was replaced; a correction stands in the place of the first event that it replaces."""
    gone, named = set(), {sequence: int(annuls) for _, sequence, _, _, _, annuls in lines if annuls}
    # From the last line back, so that it is known whether what annuls a line was annulled itself.
    for sequence, annuls in sorted(named.items(), reverse=True):
        if sequence not in gone:
            gone.add(annuls)
    place = {}
    for _, sequence, _, _, replaces, _ in lines:
        place[sequence] = place[int(replaces)] if replaces else sequence
    gone |= {int(replaces) for _, sequence, _, _, replaces, _ in lines if replaces and sequence not in gone}
    return [(place[sequence], step, day) for _, sequence, step, day, _, annuls in lines if not annuls and sequence not in gone]


def stages(base, year, until, where="1", values=()):
    """The units at each stage at the end of a day, and how many of them are estimated."""
    found = base.execute(
        f"""
        select step, count(*), sum(cast(estimated as integer)) from (
            select k.step, u.estimated, row_number() over (partition by k.unit order by k.day desc, k.place desc) as back
            from kept k join unit u on u.unit = k.unit
            where u.policy = 'classes-dedoublees' and u.year = ? and k.day <= ? and {where})
        where back = 1 and step <> 'withdrawn' group by step
        """,
        (year, until, *values),
    ).fetchall()
    counts = {step: number for step, number, _ in found}
    return [counts.get(stage, 0) for stage in STAGES], sum(estimated for _, _, estimated in found)


LADDER = ["contacted", "onboarded", "active", "regular"]


def journeys(base, year, until, where="1", values=()):
    """Of the units still in the census, how many ever stood at each stage or beyond it; and the median days from the stage before, by Kaplan and Meier."""
    histories = {}
    for unit, step, day in base.execute(
        f"""
        select k.unit, k.step, k.day from kept k join unit u on u.unit = k.unit
        where u.policy = 'classes-dedoublees' and u.year = ? and k.day <= ? and {where} order by k.unit, k.day, k.place
        """,
        (year, until, *values),
    ):
        histories.setdefault(unit, []).append((step, datetime.date.fromisoformat(day)))
    counts, waits = [0] * 4, [[] for _ in LADDER]
    for history in histories.values():
        left = history[-1][0] == "withdrawn"
        end = history[-1][1] if left else datetime.date.fromisoformat(until)
        before = history[0][1]
        for rank in range(4):
            beyond = LADDER[rank:] + (["lapsed"] if rank < 2 else [])
            day = next((day for step, day in history[1:] if step in beyond), None)
            counts[rank] += day is not None and not left
            if before is not None:
                waits[rank].append(((day or end) - before, day is not None))
            before = day
    return counts, [median(wait) for wait in waits]


def median(waits):
    """The first day at which the share that still waits is a half or less; a fraction, so that no rounding decides."""
    share, risk = fractions.Fraction(1), len(waits)
    followed, reached = collections.Counter(wait for wait, _ in waits), collections.Counter(wait for wait, ended in waits if ended)
    for day in sorted(followed):
        share *= fractions.Fraction(risk - reached[day], risk)
        risk -= followed[day]
        if share <= fractions.Fraction(1, 2):
            return day.days
    return None


def shown(url, path):
    with urllib.request.urlopen(url + path, timeout=30) as answer:
        return list(csv.DictReader(io.StringIO(answer.read().decode("utf-8-sig")), delimiter=";"))


def main(folder, url):
    base = load(folder)
    years = [year for (year,) in base.execute("select distinct year from unit order by year")]
    levels = sorted({level for (levels,) in base.execute("select distinct levels from unit") for level in levels.split("+")})
    compared, wrong = 0, []

    def compare(what, row, counts, estimated):
        nonlocal compared
        said = [int(row[column]) for column in COLUMNS] + [int(row["recensees"]), int(row["dont_estimees"])]
        ours = counts + [sum(counts), estimated]
        compared += len(ours)
        if said != ours:
            wrong.append(f"{what}: the product says {said}, the events {ours}")

    for year in years:
        slices = [("", "1", ())]
        slices += [(f"&niveau={level}", "'+' || levels || '+' like ?", (f"%+{level}+%",)) for level in levels]
        slices += [(f"&education={mark}", "priority_education = ?", (mark,)) for mark in ("rep", "rep-plus")]
        for query, where, values in slices:
            weeks = shown(url, f"/classes-dedoublees/deploiement/FR/semaines.csv?annee={year}{query}")
            # Filtered, a week in four is enough, and the last.
            some = weeks if not query else weeks[::4] + weeks[-1:]
            for week in some:
                sunday = datetime.date.fromisoformat(week["semaine_du"]) + datetime.timedelta(days=6)
                compare(f"{year}{query} {sunday}", week, *stages(base, year, sunday.isoformat(), where, values))
        for level, code in [("academy", "A"), ("department", "D")]:
            parents = ["FR"] if code == "A" else [a for (a,) in base.execute("select distinct academy from unit where year = ?", (year,))]
            for parent in parents:
                for row in shown(url, f"/classes-dedoublees/deploiement/{parent}/territoires.csv?annee={year}"):
                    day = datetime.date.fromisoformat(row["au"])
                    sunday = day + datetime.timedelta(days=6 - day.weekday())
                    compare(f"{year} {row['code']}", row, *stages(base, year, sunday.isoformat(), f"{level} = ?", (row["code"],)))
        # Who ever reached each stage and after how long: in the nation, and in its first académies.
        academies = [a for (a,) in base.execute("select distinct academy from unit where year = ? order by academy limit 5", (year,))]
        for query, where, values in slices:
            for place in ["FR"] + (academies if not query else []):
                rows = shown(url, f"/classes-dedoublees/deploiement/{place}/parcours/entonnoir.csv?annee={year}{query}")
                there = where if place == "FR" else f"{where} and u.academy = ?"
                ours = journeys(base, year, rows[0]["au"], there, values if place == "FR" else (*values, place))
                said = [int(row["atteint"]) for row in rows], [int(row["mediane_jours"]) if row["mediane_jours"] else None for row in rows]
                compared += 8
                if said != ours:
                    wrong.append(f"{year}{query} {place}, journeys: the product says {said}, the events {ours}")
    for line in wrong[:20]:
        print(line)
    events = base.execute("select count(*) from event").fetchone()[0]
    print(f"figures: {compared} figures recomputed from {events} events, {len(wrong)} differ")
    return 1 if wrong or compared == 0 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2].rstrip("/")))
