//! Access scope as SQL: adds to a query the condition that a row stands where its reader may look.

/// The condition that a column of territory codes stands within an access scope.
macro_rules! push_territory_scope {
    ($query:expr, $scope:expr, $column:literal) => {
        match $scope {
            domain::rights::AccessScope::Everywhere => {
                $query.push("1 = 1");
            }
            domain::rights::AccessScope::Within(territories) if territories.is_empty() => {
                $query.push("1 = 0");
            }
            domain::rights::AccessScope::Within(territories) => {
                // A territory, what stands in it, and what stands in that: from the académie down to the circonscription.
                $query.push(concat!("(", $column, " in (select c.code from territory c left join territory p on p.code = c.parent \
                     left join territory g on g.code = p.parent where "));
                let mut first = true;
                for territory in territories {
                    if !first {
                        $query.push(" or ");
                    }
                    first = false;
                    for level in ["c.code = ", " or p.code = ", " or g.code = "] {
                        $query.push(level).push_bind(territory.to_string());
                    }
                }
                $query.push("))");
            }
        }
    };
}
pub(crate) use push_territory_scope;

/// The condition that a département, or a circonscription which may be none, stands within an access scope.
macro_rules! push_place_scope {
    ($query:expr, $scope:expr, $department:literal, $district:literal) => {{
        $query.push("(");
        crate::territory::access_scope::push_territory_scope!($query, $scope, $department);
        $query.push(" or ");
        crate::territory::access_scope::push_territory_scope!($query, $scope, $district);
        $query.push(")");
    }};
}
pub(crate) use push_place_scope;

/// The condition that `school m`, one of the few that moved, stands within an access scope today.
macro_rules! push_moved_scope {
    ($query:expr, $scope:expr) => {{
        $query.push("m.moved_on is not null and ");
        crate::territory::access_scope::push_place_scope!($query, $scope, "m.department", "m.district");
    }};
}
pub(crate) use push_moved_scope;

/// The further condition of a query that a unit or a school, with its département and perhaps its circonscription, stands within an access scope.
macro_rules! push_access_scope {
    ($query:expr, $scope:expr, $department:literal, $district:literal) => {
        if *$scope != domain::rights::AccessScope::Everywhere {
            $query.push(" and ");
            crate::territory::access_scope::push_place_scope!($query, $scope, $department, $district);
        }
    };
}
pub(crate) use push_access_scope;

/// The condition that `unit u` stands within an access scope, or that its school, which moved, stands there today: a right to either is one to the unit
/// (`domain::school::places`).
macro_rules! push_unit_scope {
    ($query:expr, $scope:expr) => {
        if *$scope != domain::rights::AccessScope::Everywhere {
            $query.push(" and (");
            crate::territory::access_scope::push_place_scope!($query, $scope, "u.department", "u.district");
            $query.push(" or u.school in (select m.uai from school m where ");
            crate::territory::access_scope::push_moved_scope!($query, $scope);
            $query.push("))");
        }
    };
}
pub(crate) use push_unit_scope;
