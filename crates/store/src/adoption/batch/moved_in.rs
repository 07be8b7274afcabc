//! Units of a batch that its places do not tell a reader: those of a school that has moved into the reader's territories since they entered.

/// From clause and condition of the units of `batch b` that stand outside an access scope while their school, which moved, stands within it today.
macro_rules! push_moved_in {
    ($query:expr, $within:expr) => {{
        use crate::territory::access_scope::{push_moved_scope, push_place_scope};
        $query.push("school m join unit u on u.school = m.uai where ");
        push_moved_scope!($query, $within);
        $query.push(" and not ");
        push_place_scope!($query, $within, "u.department", "coalesce(u.district, '')");
        $query.push(
            " and (exists (select 1 from adoption_event e where e.unit_id = u.id and e.batch = b.id) \
             or exists (select 1 from unit_correction k where k.unit_id = u.id and k.batch = b.id))",
        );
    }};
}
pub(super) use push_moved_in;
