//! What is packed is read again as it was, and takes little room.

use super::{Added, Course};
use domain::{
    Week,
    adoption::{NewsCounts, StageCounts},
};

fn week(number: i32) -> Week {
    Week::numbered(number).unwrap()
}

fn some_added(random: &mut fastrand::Rng) -> Added {
    let size = [3, 200, 20_000, i64::from(u32::MAX)][random.usize(..4)];
    let mut number = || {
        if random.bool() {
            random.i64(-size..=size)
        } else {
            0
        }
    };
    Added {
        counts: StageCounts([(); 7].map(|()| number())),
        estimated: number(),
        news: NewsCounts(if random.bool() {
            [(); 7].map(|()| random.i64(0..400))
        } else {
            [0; 7]
        }),
    }
}

#[test]
fn a_packed_course_is_read_as_it_was() {
    let mut random = fastrand::Rng::with_seed(12);
    for _ in 0..2_000 {
        let (mut course, mut number) = (Course::default(), 105_000 + random.i32(0..400));
        for _ in 0..random.usize(..70) {
            course.add(week(number), some_added(&mut random));
            number += [1, 1, 1, 2, 31, 32, 60][random.usize(..7)];
        }
        let read = Course::unpack(&course.pack()).unwrap();
        let told: Vec<_> = course
            .weeks()
            .iter()
            .filter(|(_, added)| *added != Added::default())
            .collect();
        assert_eq!(read.weeks().iter().collect::<Vec<_>>(), told);
    }
}

#[test]
fn the_order_in_which_weeks_are_added_does_not_matter() {
    let mut random = fastrand::Rng::with_seed(3);
    let mut moves: Vec<_> = (0..200)
        .map(|_| {
            let week = week(105_000 + random.i32(0..40));
            (week, some_added(&mut random))
        })
        .collect();
    let course = |moves: &[(Week, Added)]| {
        let mut course = Course::default();
        for (week, added) in moves {
            course.add(*week, *added);
        }
        course
    };
    let (first, second) = moves.split_at(90);
    let mut merged = course(first);
    merged.merge(&course(second));
    let once = course(&moves);
    random.shuffle(&mut moves);
    assert_eq!(course(&moves), once);
    assert_eq!(merged, once);
    assert!(once.weeks().is_sorted_by_key(|(week, _)| *week));
    assert_eq!(
        once.until(week(105_010)).len(),
        once.weeks().iter().filter(|(at, _)| *at <= week(105_010)).count()
    );
}

#[test]
fn an_academie_s_year_stays_within_a_leaf_page_s_share() {
    let mut course = Course::default();
    for number in 105_400..105_462 {
        let added = Added {
            counts: StageCounts([-40, 20, 10, 5, 3, 1, 1]),
            estimated: 0,
            news: NewsCounts([12, 9, 4, 20, 8, 0, 0]),
        };
        course.add(week(number), added);
    }
    // SQLite moves what exceeds 1,002 bytes of a row of such a table to a page of its own.
    assert!(course.pack().len() <= 1_002, "{} bytes", course.pack().len());
}

#[test]
fn bytes_that_are_no_course_are_told() {
    let mut course = Course::default();
    course.add(
        week(105_400),
        Added {
            estimated: 300,
            ..Added::default()
        },
    );
    let bytes = course.pack();
    for cut in 1..bytes.len() {
        assert_eq!(Course::unpack(&bytes[..cut]), None);
    }
    assert_eq!(
        Course::unpack(&[
            0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff
        ]),
        None
    );
}
