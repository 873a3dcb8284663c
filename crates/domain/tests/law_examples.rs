//! The worked examples of the law's algorithms: hours, money, limits.

#![expect(clippy::unwrap_used, reason = "a case that cannot be built is a failed test")]

use std::collections::BTreeMap;

use chrono::NaiveDate;
use tremplin_domain::{
    law::{
        agreed::{Agreed, Holds, HourlyRate, Pay, Per},
        ceilings::Ceilings,
        duration::{LegalDuration, Minutes, Month, SIX_MONTHS, TWO_MONTHS},
        franchise::{Employer, Franchise},
        gratification::{CeilingPolicy, Instalments, Tariff, is_due},
        holidays::Zone,
        identifiers::{Siren, Siret},
        maximum::{self, HostKey, Stay},
        money::Cents,
        period::Period,
        presence::{Hours, LeavePay, Plan, Presence, PublicHolidays},
        quota::{self, Bracket, Headcount, Reason},
        schedule::{Schedule, Week},
        supervision,
        waiting::{self, Ending},
    },
    year::AcademicYear,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn period(first: &str, last: &str) -> Period {
    Period::new(day(first), day(last)).unwrap()
}

/// A plan to change one thing of.
struct Planned {
    period: Period,
    schedule: Schedule,
    out: Vec<Period>,
    leave: Vec<Period>,
    zone: Zone,
    holidays: PublicHolidays,
}

fn full_time(first: &str, last: &str) -> Planned {
    weekly(first, last, Week::FULL_TIME)
}

fn weekly(first: &str, last: &str, week: Week) -> Planned {
    let (period, schedule) = (period(first, last), Schedule::Weekly(week));
    Planned { period, schedule, out: vec![], leave: vec![], zone: Zone::Metropole, holidays: PublicHolidays::Off }
}

impl Planned {
    fn presence(&self) -> Presence {
        let Self { period, ref schedule, out: ref interruptions, ref leave, zone, holidays } = *self;
        Presence::of(&Plan { period, schedule, interruptions, leave, zone, holidays })
    }
}

/// The spring and summer at full time that many examples vary.
fn p1() -> Planned {
    full_time("2026-03-02", "2026-08-28")
}

fn p3() -> Planned {
    Planned { out: vec![period("2026-08-03", "2026-08-14")], ..p1() }
}

fn p4() -> Planned {
    Planned { leave: vec![period("2026-05-15", "2026-05-15"), period("2026-07-13", "2026-07-13")], ..p1() }
}

fn p8() -> Planned {
    full_time("2026-06-01", "2026-08-03")
}

#[test]
fn law_examples_of_presence() {
    let late_2027 = || full_time("2027-12-13", "2027-12-24");
    let may = || weekly("2026-05-04", "2026-05-10", Week([420, 420, 420, 420, 420, 420, 0]));
    let cases = [
        ("P1", p1(), 868 * 60, 124, (5, 14, 0)),
        ("P2", Planned { zone: Zone::AlsaceMoselle, ..p1() }, 861 * 60, 123, (5, 13, 0)),
        ("P3", p3(), 798 * 60, 114, (5, 4, 0)),
        ("P4", p4(), 854 * 60, 122, (5, 14, 0)),
        ("P5", weekly("2026-02-02", "2026-04-17", Week([480, 480, 480, 480, 420, 0, 0])), 421 * 60, 54, (2, 16, 60)),
        ("P6", weekly("2025-10-02", "2026-05-29", Week([0, 0, 0, 420, 420, 0, 0])), 455 * 60, 65, (2, 21, 0)),
        ("P7", full_time("2026-06-01", "2026-07-31"), 308 * 60, 44, (2, 0, 0)),
        ("P8", p8(), 315 * 60, 45, (2, 1, 0)),
        ("P9", full_time("2028-02-28", "2028-03-03"), 35 * 60, 5, (0, 5, 0)),
        (
            "P10",
            Planned {
                out: vec![period("2026-11-09", "2026-11-13"), period("2026-11-12", "2026-11-16")],
                ..full_time("2026-11-02", "2026-11-27")
            },
            98 * 60,
            14,
            (0, 14, 0),
        ),
        ("P11", Planned { zone: Zone::LaReunion, ..late_2027() }, 63 * 60, 9, (0, 9, 0)),
        ("P12", late_2027(), 70 * 60, 10, (0, 10, 0)),
        ("P13", Planned { holidays: PublicHolidays::Worked, ..may() }, 42 * 60, 6, (0, 6, 0)),
        ("P14", may(), 35 * 60, 5, (0, 5, 0)),
        ("M1", full_time("2026-02-02", "2026-08-12"), 924 * 60, 132, (6, 0, 0)),
        ("M2", full_time("2026-02-02", "2026-08-13"), 931 * 60, 133, (6, 1, 0)),
    ];
    for (name, plan, minutes, days, (months, legal_days, rest)) in cases {
        let presence = plan.presence();
        assert_eq!((presence.minutes(), presence.worked.days()), (Minutes(minutes), days), "{name}");
        assert_eq!(presence.legal_duration(), LegalDuration { months, days: legal_days, rest: Minutes(rest) }, "{name}");
        let above_two_months = !["P7", "P9", "P10", "P11", "P12", "P13", "P14"].contains(&name);
        assert_eq!(is_due(presence.duration(), Minutes(0)), above_two_months, "{name}");
        assert_eq!(maximum::excess(presence.duration()), Minutes(if name == "M2" { 420 } else { 0 }), "{name}");
    }
}

#[test]
fn law_days_are_the_same_however_the_schedule_is_given() {
    let regular = p1().presence();
    let periods = Schedule::Periods(vec![
        (period("2026-01-01", "2026-05-13"), Week::FULL_TIME),
        (period("2026-05-14", "2026-12-31"), Week::FULL_TIME),
    ]);
    let dated = Schedule::Dated(regular.worked.iter().map(|(day, _)| (day, 420)).collect());
    for schedule in [Schedule::Alternating(vec![Week::FULL_TIME]), Schedule::Alternating(vec![Week::FULL_TIME; 3]), periods, dated] {
        assert_eq!(Planned { schedule, ..p1() }.presence(), regular);
    }
}

#[test]
fn law_alternating_half_weeks_give_exact_minutes() {
    let schedule = Schedule::Alternating(vec![Week([450, 450, 225, 0, 0, 0, 0]), Week([0, 0, 225, 450, 450, 0, 0])]);
    // Wednesday 14 October 2026 opens a first week; 1 and 11 November are off, a Sunday and a Wednesday of a first week.
    let presence = Planned { schedule, ..full_time("2026-10-14", "2026-11-13") }.presence();
    assert_eq!(presence.minutes(), Minutes(225 + 1125 + 1125 + 1125 + 900));
    assert_eq!(
        presence.worked.by_month(),
        BTreeMap::from([
            (Month { year: 2026, month: 10 }, Minutes(225 + 1125 + 1125)),
            (Month { year: 2026, month: 11 }, Minutes(1125 + 900))
        ])
    );
}

#[test]
fn law_an_interruption_is_stronger_than_leave() {
    let both = period("2026-03-09", "2026-03-10");
    let presence =
        Planned { out: vec![both], leave: vec![both, period("2026-03-11", "2026-03-11")], ..full_time("2026-03-02", "2026-03-13") }
            .presence();
    assert_eq!((presence.worked.days(), presence.leave.days(), presence.duration()), (7, 1, Minutes(8 * 420)));
}

fn tariff<'a>(ceilings: &'a Ceilings, signed: &str, policy: CeilingPolicy) -> Tariff<'a> {
    Tariff { ceilings, signed: day(signed), policy }
}

fn least(hours: &Hours, signed: &str, policy: CeilingPolicy) -> Cents {
    tariff(&Ceilings::published(), signed, policy).total(&hours.by_month())
}

use CeilingPolicy::{ByMonth, FrozenAtSignature as Frozen};

#[test]
fn law_examples_of_the_minimum() {
    let worked = |plan: Planned| plan.presence().paid(LeavePay::Unpaid);
    let new_year = || worked(full_time("2026-01-05", "2026-06-26"));
    let six_months = || worked(full_time("2025-10-01", "2026-03-31"));
    let cases = [
        ("G1", worked(p8()), "2026-05-01", Frozen, 141_750),
        ("G2", worked(p1()), "2026-02-01", Frozen, 390_600),
        ("G3", worked(p3()), "2026-02-01", Frozen, 359_100),
        ("G4, leave unpaid", worked(p4()), "2026-02-01", Frozen, 384_300),
        ("G4, leave paid", p4().presence().paid(LeavePay::Paid), "2026-02-01", Frozen, 390_600),
        ("G5, frozen", new_year(), "2025-12-10", Frozen, 365_400),
        ("G5, by month", new_year(), "2025-12-10", ByMonth, 378_000),
        ("G6, frozen", six_months(), "2025-09-15", Frozen, 386_715),
        ("G6, by month", six_months(), "2025-09-15", ByMonth, 393_330),
        ("G16, due by the first limb", worked(full_time("2026-07-06", "2026-10-02")), "2026-06-01", Frozen, 201_600),
        ("G17, end of May", worked(full_time("2026-03-02", "2026-05-29")), "2026-02-01", Frozen, 189_000),
        ("G17, early April", worked(full_time("2026-03-02", "2026-04-03")), "2026-02-01", Frozen, 78_750),
    ];
    for (name, hours, signed, policy, cents) in cases {
        assert_eq!(least(&hours, signed, policy), Cents(cents), "{name}");
    }
}

#[test]
fn law_example_of_the_state_simulator() {
    // G9: six hours a day, January to April 2019, every weekday but 1 January and Easter Monday.
    let hours = weekly("2019-01-01", "2019-04-30", Week::weekdays(360)).presence().paid(LeavePay::Unpaid);
    assert_eq!((hours.days(), hours.minutes()), (84, Minutes::hours(504)));
    assert_eq!(least(&hours, "2016-07-04", ByMonth), Cents(189_000));
    assert_eq!(least(&hours, "2016-07-04", Frozen), Cents(181_440));
    assert_eq!(Instalments::of(Cents(189_000), 4).each, Cents(47_250));
}

#[test]
fn law_examples_by_month() {
    let ceilings = Ceilings::published();
    let tariff = tariff(&ceilings, "2026-02-01", ByMonth);
    let least = |minutes| tariff.total(&BTreeMap::from([(Month { year: 2026, month: 3 }, Minutes(minutes))]));
    // G19: months of 20 to 23 days; G18: one minute above the threshold; G13 and G14: 350 h and 315 h.
    for (minutes, cents) in [
        (20 * 420, 63_000),
        (21 * 420, 66_150),
        (22 * 420, 69_300),
        (23 * 420, 72_450),
        (18_481, 138_608),
        (350 * 60, 157_500),
        (315 * 60, 141_750),
    ] {
        assert_eq!(least(minutes), Cents(cents), "{minutes}");
    }
    let months: Vec<_> = p1().presence().worked.by_month().into_values().map(|m| least(m.0).0).collect();
    assert_eq!(months, [69_300, 66_150, 53_550, 69_300, 69_300, 63_000], "G2");
    assert_eq!(tariff.hourly(Month { year: 2025, month: 12 }), Cents(435));
}

#[test]
fn law_examples_of_smoothing() {
    for (name, total, count, each, last) in [
        ("G2", 390_600, 6, 65_100, 65_100),
        ("G3", 359_100, 6, 59_850, 59_850),
        ("G7", 386_715, 6, 64_453, 64_450),
        ("G8", 124_747, 2, 62_374, 62_373),
    ] {
        assert_eq!(Instalments::of(Cents(total), count), Instalments { count, each: Cents(each), last: Cents(last) }, "{name}");
    }
}

#[test]
fn law_examples_of_when_it_is_due() {
    let hours = Minutes::hours;
    for (name, convention, year, due) in [
        ("G12", hours(300), hours(300), false),
        ("G13", hours(280 + 70), hours(350), true),
        ("G14", hours(155), hours(315), true),
        ("G15", hours(200), hours(200), false),
        ("G16", hours(448), hours(280), true),
        ("G18", Minutes(18_481), Minutes(18_481), true),
        ("P7", TWO_MONTHS, TWO_MONTHS, false),
    ] {
        assert_eq!(is_due(convention, year), due, "{name}");
    }
}

#[test]
fn law_agreed_amounts_are_compared_in_their_unit() {
    let ceilings = Ceilings::published();
    let (frozen, presence) = (tariff(&ceilings, "2026-02-01", Frozen), p1().presence());
    let holds = |amount, per| {
        let standing = Pay::new(Agreed { amount: Cents(amount), per }, &presence.worked, presence.period).against(&frozen);
        (standing.is_enough(), standing.is_above())
    };
    // 868 h, 124 days, 26 weeks, six months of which August ends on its last Friday but one weekday.
    for (per, amount) in [(Per::Hour, 450), (Per::Day, 3150), (Per::Total, 390_600)] {
        assert_eq!(holds(amount - 1, per), (Holds::No, Holds::No), "{per:?}");
        assert_eq!(holds(amount, per), (Holds::Yes, Holds::No), "{per:?}");
        assert_eq!(holds(amount + 1, per), (Holds::Yes, Holds::Yes), "{per:?}");
    }
    assert_eq!(presence.worked.by_week().len(), 26);
    assert_eq!((holds(15_024, Per::Week).0, holds(15_023, Per::Week).0), (Holds::Yes, Holds::No));
    assert_eq!(holds(65_099, Per::Month), (Holds::No, Holds::No));
    assert_eq!(holds(65_100, Per::Month), (Holds::InFullOnly, Holds::No), "one weekday of August is not in the convention");
    assert_eq!(holds(65_500, Per::Month), (Holds::InFullOnly, Holds::InFullOnly));
    assert_eq!(holds(65_700, Per::Month), (Holds::Yes, Holds::Yes));
}

#[test]
fn law_the_legal_rate_is_always_enough_and_never_too_much() {
    let ceilings = Ceilings::published();
    for signed in ["2025-12-10", "2026-01-02"] {
        for policy in [Frozen, ByMonth] {
            let presence = weekly("2026-01-01", "2026-07-31", Week([431, 433, 437, 439, 443, 0, 0])).presence();
            let tariff = tariff(&ceilings, signed, policy);
            let total = tariff.total(&presence.worked.by_month());
            let each = Instalments::of(total, 7).each;
            for agreed in [
                Agreed { amount: tariff.hourly(Month { year: 2026, month: 1 }), per: Per::Hour },
                Agreed { amount: total, per: Per::Total },
                Agreed { amount: each, per: Per::Month },
            ] {
                let standing = Pay::new(agreed, &presence.worked, presence.period).against(&tariff);
                assert_eq!((standing.is_enough(), standing.is_above()), (Holds::Yes, Holds::No), "{agreed:?} {policy:?}");
            }
        }
    }
}

#[test]
fn law_example_of_a_month_too_low() {
    // G10: 600 € for a month of 154 h of a longer internship.
    let march = full_time("2026-03-01", "2026-03-31").presence();
    let pay = Pay::new(Agreed { amount: Cents::euros(600), per: Per::Month }, &march.worked, march.period);
    let ceilings = Ceilings::published();
    assert_eq!(pay.hourly(), Some(HourlyRate(38_961)));
    assert_eq!(pay.against(&tariff(&ceilings, "2026-02-01", Frozen)).is_enough(), Holds::No);
    assert_eq!(least(&march.worked, "2026-02-01", Frozen), Cents(69_300));
}

#[test]
fn law_examples_of_the_franchise() {
    let june =
        |euros| Franchise::of_month(Month { year: 2026, month: 6 }, Minutes::hours(140), Cents::euros(euros), &Ceilings::published());
    assert_eq!(june(700), Franchise { free: Cents(63_000), base: Cents(7_000) }, "G20");
    assert_eq!(june(600 + 50).base, Cents(2_000), "G21");
    assert_eq!([june(700).employer(), june(630).employer()], [Employer::Host, Employer::Institution]);
}

#[test]
fn law_examples_of_the_yearly_maximum() {
    let siren = |siret: &str| HostKey::Siren(siret.parse::<Siret>().unwrap().siren());
    let (host, same, elsewhere) = (siren("73282932000074"), HostKey::Siren("732829320".parse::<Siren>().unwrap()), siren("13002526500013"));
    let year = AcademicYear::starting(2026).unwrap();
    let stay = |host: &HostKey, hours| Stay { host: host.clone(), year, duration: Minutes::hours(hours) };
    let total = |stays: &[Stay]| maximum::total_at(&host, year, stays);
    assert_eq!(maximum::excess(total(&[stay(&host, 500), stay(&same, 450)])), Minutes::hours(26), "M3");
    assert_eq!(maximum::excess(total(&[stay(&host, 600), stay(&same, 400)])), Minutes::hours(76), "M4");
    assert_eq!(maximum::excess(total(&[stay(&host, 924), stay(&elsewhere, 924)])), Minutes(0), "M5");
    assert_eq!(maximum::excess(Minutes::hours(910 + 21)), Minutes::hours(7), "M6");
    assert_eq!(total(&[stay(&host, 924), Stay { year: year.next(), ..stay(&host, 10) }]), SIX_MONTHS, "another year");
}

#[test]
fn law_examples_of_the_waiting_period() {
    for (name, first, last, ending, days, earliest) in [
        ("K1", "2026-01-05", "2026-06-30", Ending::Ordinary, 59, "2026-08-29"),
        ("K2", "2015-01-02", "2015-06-30", Ending::Ordinary, 60, "2015-08-30"),
        ("K3", "2026-06-01", "2026-06-10", Ending::Ordinary, 4, "2026-06-15"),
        ("K4", "2026-01-01", "2026-06-30", Ending::Ordinary, 61, "2026-08-31"),
        ("K5", "2026-01-05", "2026-06-30", Ending::ByTheIntern, 0, "2026-07-01"),
    ] {
        let waiting = waiting::after(period(first, last), ending);
        assert_eq!((waiting.days, waiting.earliest), (days, day(earliest)), "{name}");
    }
}

#[test]
fn law_examples_of_the_quota() {
    let headcounts = [0, 19, 20, 21, 26, 27, 33, 34, 40, 47, 54, 100, 101, 134];
    let limits = [3, 3, 3, 4, 4, 5, 5, 6, 6, 8, 9, 15, 16, 21];
    assert_eq!(headcounts.map(|n| Headcount::persons(n).limit()), limits, "Q1");
    assert_eq!(Headcount::effective(Headcount::persons(18), Headcount::hundredths(2050)).limit(), 4, "Q2");
    assert_eq!(Headcount::hundredths(1990).limit(), 3, "Q3");
    let (a, b) = (period("2026-03-02", "2026-03-06"), period("2026-03-07", "2026-04-03"));
    assert_eq!(quota::most_in_a_week(b, [(a, Reason::Ordinary)]), 2, "Q4: one civil week, no common day");
    assert_eq!(quota::most_in_a_week(period("2026-03-09", "2026-04-03"), [(a, Reason::Ordinary)]), 1);
    let fourteen = std::iter::repeat_n((b, Reason::Ordinary), 14).chain([(b, Reason::Prolonged)]);
    assert_eq!(quota::most_in_a_week(b, fourteen), 15, "Q5: the one that goes on after an interruption is not counted");
}

#[test]
fn law_a_bracket_gives_two_bounds() {
    assert_eq!(Bracket::from_code("0"), Some(Bracket::exactly(0)));
    assert_eq!(Bracket::from_code("10-49"), Some(Bracket { low: Headcount::persons(10), high: Some(Headcount::persons(49)) }));
    assert_eq!(Bracket::from_code("1000+"), Some(Bracket { low: Headcount::persons(1000), high: None }));
    for wrong in ["", "+", "49-10", "many", "1-"] {
        assert_eq!(Bracket::from_code(wrong), None, "{wrong}");
    }
}

#[test]
fn law_examples_of_supervision() {
    let start = day("2026-05-04");
    let running = |third_ends| [period("2026-02-02", "2026-07-31"), period("2026-05-04", "2026-06-30"), period("2026-03-02", third_ends)];
    assert!(!supervision::tutor_is_free(supervision::running_on(start, &running("2026-05-04"))), "T1");
    assert!(supervision::tutor_is_free(supervision::running_on(start, &running("2026-05-03"))), "T2");
    let before = [period("2026-02-02", "2026-07-31"), period("2026-05-04", "2026-06-30"), period("2026-03-02", "2026-04-30")];
    let extended = [before[0], before[1], period("2026-03-02", "2026-05-29")];
    assert!(
        supervision::tutor_is_free(supervision::running_on(start, &before))
            && !supervision::tutor_is_free(supervision::running_on(start, &extended)),
        "T3"
    );
    assert_eq!(
        [
            supervision::teacher_is_free(24, 24),
            supervision::teacher_is_free(23, 24),
            supervision::teacher_is_free(23, 30),
            supervision::teacher_is_free(24, 30),
            supervision::teacher_is_free(10, 10)
        ],
        [false, true, true, false, false],
        "R1"
    );
    // Three overlap the new one, but only two of them at a time.
    let new = period("2026-03-02", "2026-07-31");
    let others = [period("2026-01-05", "2026-04-30"), period("2026-04-01", "2026-05-31"), period("2026-05-11", "2026-09-30")];
    assert_eq!(supervision::most_at_once(new, &others), 2);
}
