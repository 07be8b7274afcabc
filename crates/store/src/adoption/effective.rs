//! What counts of the raw events, told in SQL by another way than the fold of the rules: what the rollup is held against.

/// The recursive tables that end in `effective (unit_id, step, day, place, is_news)`: what was neither taken back nor corrected, each with the rank
/// whose place it takes among those of its day.
macro_rules! effective {
    ($rest:literal) => {
        concat!(
            // A chain of annulments, each naming the one before: what begins it is taken back when there is an odd number of them.
            "with recursive chain (unit_id, begun, ended, length) as ( \
             select unit_id, annuls, sequence, 1 from adoption_event where annuls is not null \
             union all select c.unit_id, c.begun, e.sequence, c.length + 1 \
             from chain c join adoption_event e on e.unit_id = c.unit_id and e.annuls = c.ended), \
             annulled as (select unit_id, begun as sequence from chain group by unit_id, begun having max(length) % 2 = 1), ",
            // The first event of a chain of corrections has the lowest rank.
            "corrected (unit_id, sequence, first) as ( \
             select unit_id, sequence, replaces from adoption_event where replaces is not null \
             union all select c.unit_id, c.sequence, e.replaces \
             from corrected c join adoption_event e on e.unit_id = c.unit_id and e.sequence = c.first where e.replaces is not null), \
             placed as (select unit_id, sequence, min(first) as place from corrected group by unit_id, sequence), \
             void as (select unit_id, sequence from annulled union select e.unit_id, e.replaces from adoption_event e \
             left join annulled a on a.unit_id = e.unit_id and a.sequence = e.sequence \
             where e.replaces is not null and a.unit_id is null), \
             effective as (select e.unit_id, e.step, e.day, coalesce(p.place, e.sequence) as place, \
             e.sequence > 1 and e.step <> 'withdrawn' as is_news \
             from adoption_event e left join placed p on p.unit_id = e.unit_id and p.sequence = e.sequence \
             left join void v on v.unit_id = e.unit_id and v.sequence = e.sequence \
             where e.annuls is null and v.unit_id is null) ",
            $rest
        )
    };
}
pub(super) use effective;
