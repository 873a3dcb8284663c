//! What is expected, by hand.

use std::fmt::Write as _;

use tremplin_domain::convention::Phase;
use tremplin_widget::RouteKind;

/// Who asks, by login, in the order of the columns: a student and a teacher of convention A; staff of centre 2 with each right; an
/// administrator of the institution; the pedagogical head of centre 2; an observer of centre 3; the helpdesk; somebody with no role.
pub(crate) const PERSONAS: [&str; 12] = [
    "s.1",
    "t.1",
    "read",
    "write-without-validation",
    "write-before-pedagogical",
    "write",
    "admin",
    "institution",
    "head",
    "observer",
    "helpdesk",
    "nobody",
];

/// Each line: widget, kind (V view, A action, R resource), path, way of asking, and a cell for each persona.
///
/// Ways: the phase that the conventions are in, or several with a `+`, of each of which the cells say the same; `list`, `zip` and `lookup`, of which a cell names the conventions found; `once`, which
/// concerns no convention; `bulk`, which gets all three at once; `views`, which concerns saved views; `hosts`, a host that waits;
/// `students`, with a letter each for a student of centre 2 and of centre 3; `records`, with a letter each for the host, the service, a tutor of
/// centre 2 and a signatory of centre 3 whom a draft of student 1 in centre 2 names, and `entered`, the same where that student entered them
/// all in centre 2.
///
/// Of a convention: a letter each for A (centre 2, student 1, teacher 1), B (centre 2, others'), C (centre 3): `y` done or shown,
/// `r` refused with reasons by somebody who may read it, `.` the answer for a convention that does not exist. `!`: the widget is not for them.
///
/// The columns: student teacher read w-o-valid before-ped write admin institution head observer helpdesk nobody.
pub(crate) const TABLE: &str = "
mes-stages            V -                       list                      A..  !    !    !    !    !    !    !    !    !    !    !
mes-stages            R conventions.xlsx        list                      A..  !    !    !    !    !    !    !    !    !    !    !
mes-stages            V new                     once                      y    !    !    !    !    !    !    !    !    !    !    !
mes-stages            A create                  once                      y    !    !    !    !    !    !    !    !    !    !    !
mes-stages            V {id}                    draft                     y..  !    !    !    !    !    !    !    !    !    !    !
mes-stages            V {id}                    validated                 y..  !    !    !    !    !    !    !    !    !    !    !
mes-stages            A {id}/submit             draft                     y..  !    !    !    !    !    !    !    !    !    !    !
mes-stages            A {id}/delete             draft                     y..  !    !    !    !    !    !    !    !    !    !    !
mes-stages            A {id}/delete             submitted                 ...  !    !    !    !    !    !    !    !    !    !    !
mes-stages            V {id}/remove             draft                     y..  !    !    !    !    !    !    !    !    !    !    !
mes-stages            V {id}/remove             submitted                 ...  !    !    !    !    !    !    !    !    !    !    !
mes-stages            V {id}/{step}             draft                     y..  !    !    !    !    !    !    !    !    !    !    !
mes-stages            V {id}/continue           draft                     y..  !    !    !    !    !    !    !    !    !    !    !
mes-stages            V {id}/{step}             submitted                 y..  !    !    !    !    !    !    !    !    !    !    !
mes-stages            V {id}/continue           submitted                 y..  !    !    !    !    !    !    !    !    !    !    !
mes-stages            V {id}/{step}             partly                    y..  !    !    !    !    !    !    !    !    !    !    !
mes-stages            V {id}/continue           partly                    y..  !    !    !    !    !    !    !    !    !    !    !
mes-stages            A {id}/{step}/save        draft                     y..  !    !    !    !    !    !    !    !    !    !    !
mes-stages            A {id}/{step}/save        partly                    ...  !    !    !    !    !    !    !    !    !    !    !
mes-stages            A {id}/summary/save       draft+submitted           ...  !    !    !    !    !    !    !    !    !    !    !
mes-stages            A {id}/summary/save       partly+returned+signed    ...  !    !    !    !    !    !    !    !    !    !    !
mes-stages            A {id}/{step}/calculate   draft                     y..  !    !    !    !    !    !    !    !    !    !    !
mes-stages            R {id}/{step}/search.json draft                     y..  !    !    !    !    !    !    !    !    !    !    !
mes-stages            R {id}/convention.pdf     draft                     ...  !    !    !    !    !    !    !    !    !    !    !
mes-stages            R {id}/convention.pdf     submitted                 ...  !    !    !    !    !    !    !    !    !    !    !
mes-stages            R {id}/convention.pdf     validated                 y..  !    !    !    !    !    !    !    !    !    !    !
mes-stages            V {id}                    returned+signed+cancelled y..  !    !    !    !    !    !    !    !    !    !    !
mes-stages            A {id}/submit             returned                  y..  !    !    !    !    !    !    !    !    !    !    !
mes-stages            A {id}/submit             signed+cancelled          ...  !    !    !    !    !    !    !    !    !    !    !
mes-stages            A {id}/delete             returned+signed+cancelled ...  !    !    !    !    !    !    !    !    !    !    !
mes-stages            V {id}/remove             returned+signed+cancelled ...  !    !    !    !    !    !    !    !    !    !    !
mes-stages            V {id}/{step}             returned+signed+cancelled y..  !    !    !    !    !    !    !    !    !    !    !
mes-stages            V {id}/continue           returned+signed+cancelled y..  !    !    !    !    !    !    !    !    !    !    !
mes-stages            A {id}/{step}/save        returned                  y..  !    !    !    !    !    !    !    !    !    !    !
mes-stages            A {id}/{step}/save        signed+cancelled          ...  !    !    !    !    !    !    !    !    !    !    !
mes-stages            A {id}/{step}/calculate   returned                  y..  !    !    !    !    !    !    !    !    !    !    !
mes-stages            A {id}/{step}/calculate   signed+cancelled          ...  !    !    !    !    !    !    !    !    !    !    !
mes-stages            R {id}/{step}/search.json returned                  y..  !    !    !    !    !    !    !    !    !    !    !
mes-stages            R {id}/{step}/search.json signed+cancelled          ...  !    !    !    !    !    !    !    !    !    !    !
mes-stages            R {id}/convention.pdf     returned                  ...  !    !    !    !    !    !    !    !    !    !    !
mes-stages            R {id}/convention.pdf     signed+cancelled          y..  !    !    !    !    !    !    !    !    !    !    !
mes-stages            V {id}/take-back          submitted                 y..  !    !    !    !    !    !    !    !    !    !    !
mes-stages            V {id}/take-back          draft                     ...  !    !    !    !    !    !    !    !    !    !    !
mes-stages            V {id}/take-back          partly                    ...  !    !    !    !    !    !    !    !    !    !    !
mes-stages            A {id}/withdraw           submitted                 y..  !    !    !    !    !    !    !    !    !    !    !
mes-stages            A {id}/withdraw           draft                     r..  !    !    !    !    !    !    !    !    !    !    !
mes-stages            A {id}/withdraw           partly                    r..  !    !    !    !    !    !    !    !    !    !    !
mes-stages            V {id}/enrolment          draft                     y..  !    !    !    !    !    !    !    !    !    !    !
mes-stages            V {id}/enrolment          submitted+partly+signed   y..  !    !    !    !    !    !    !    !    !    !    !
mes-stages            A {id}/enrol              draft                     y..  !    !    !    !    !    !    !    !    !    !    !
mes-stages            A {id}/enrol              submitted+returned        y..  !    !    !    !    !    !    !    !    !    !    !
mes-stages            A {id}/enrol              partly+signed+cancelled   ...  !    !    !    !    !    !    !    !    !    !    !
mes-stages            V {id}/{step}/record      records                   .... !    !    !    !    !    !    !    !    !    !    !
mes-stages            A {id}/{step}/correct     records                   .... !    !    !    !    !    !    !    !    !    !    !
mes-stages            V {id}/{step}/record      entered                   yyyy !    !    !    !    !    !    !    !    !    !    !
mes-stages            A {id}/{step}/correct     entered                   yyyy !    !    !    !    !    !    !    !    !    !    !

stages-suivis         V -                       list                      !    A..  !    !    !    !    !    !    !    !    !    !
stages-suivis         R conventions.xlsx        list                      !    A..  !    !    !    !    !    !    !    !    !    !
stages-suivis         V {id}                    draft                     !    ...  !    !    !    !    !    !    !    !    !    !
stages-suivis         V {id}                    submitted                 !    y..  !    !    !    !    !    !    !    !    !    !
stages-suivis         A {id}/validate           submitted                 !    y..  !    !    !    !    !    !    !    !    !    !
stages-suivis         A {id}/undo               partly                    !    y..  !    !    !    !    !    !    !    !    !    !
stages-suivis         A {id}/undo               validated                 !    ...  !    !    !    !    !    !    !    !    !    !
stages-suivis         A {id}/return             submitted                 !    y..  !    !    !    !    !    !    !    !    !    !
stages-suivis         A {id}/cancel             submitted                 !    ...  !    !    !    !    !    !    !    !    !    !
stages-suivis         R {id}/convention.pdf     draft                     !    ...  !    !    !    !    !    !    !    !    !    !
stages-suivis         R {id}/convention.pdf     submitted                 !    y..  !    !    !    !    !    !    !    !    !    !
stages-suivis         V {id}                    returned+signed+cancelled !    y..  !    !    !    !    !    !    !    !    !    !
stages-suivis         A {id}/validate           returned+signed+cancelled !    r..  !    !    !    !    !    !    !    !    !    !
stages-suivis         A {id}/undo               returned+signed+cancelled !    r..  !    !    !    !    !    !    !    !    !    !
stages-suivis         A {id}/return             returned+signed+cancelled !    r..  !    !    !    !    !    !    !    !    !    !
stages-suivis         A {id}/cancel             returned+signed           !    ...  !    !    !    !    !    !    !    !    !    !
stages-suivis         A {id}/cancel             cancelled                 !    r..  !    !    !    !    !    !    !    !    !    !
stages-suivis         R {id}/convention.pdf     returned+signed+cancelled !    y..  !    !    !    !    !    !    !    !    !    !

conventions-a-traiter V -                       list                      !    !    AB.  AB.  AB.  AB.  AB.  ABC  AB.  ..C  !    !
conventions-a-traiter R conventions.xlsx        list                      !    !    AB.  AB.  AB.  AB.  AB.  ABC  AB.  ..C  !    !
conventions-a-traiter R conventions.zip         zip                       !    !    ...  ...  ...  AB.  AB.  ABC  AB.  ...  !    !
conventions-a-traiter A validate                bulk                      !    !    ...  ...  ...  yy.  yy.  yyy  yy.  ...  !    !
conventions-a-traiter V new                     once                      !    !    .    y    y    y    y    y    .    .    !    !
conventions-a-traiter V new/{number}            students                  !    !    ..   yy   yy   yy   yy   yy   ..   ..   !    !
conventions-a-traiter A create                  students                  !    !    ..   yr   yr   yr   yr   yy   ..   ..   !    !
conventions-a-traiter A views                   once                      !    !    y    y    y    y    y    y    y    y    !    !
conventions-a-traiter A views/{view}/delete     views                     !    !    y    y    y    y    y    y    y    y    !    !
conventions-a-traiter A hosts/{host}/validate   hosts                     !    !    .    y    y    y    y    y    .    .    !    !
conventions-a-traiter A hosts/{host}/save       hosts                     !    !    .    y    y    y    y    y    .    .    !    !
conventions-a-traiter A hosts/{host}/replace    hosts                     !    !    .    y    y    y    y    y    .    .    !    !
conventions-a-traiter V hosts/{host}            hosts                     !    !    .    y    y    y    y    y    .    .    !    !
conventions-a-traiter R hosts.xlsx              once                      !    !    .    y    y    y    y    y    .    .    !    !
conventions-a-traiter V hosts                   once                      !    !    .    y    y    y    y    y    .    .    !    !
conventions-a-traiter A {id}/submit             draft                     !    !    ...  yy.  yy.  yy.  yy.  yyy  ...  ...  !    !
conventions-a-traiter V {id}/remove             draft                     !    !    ...  ...  ...  yy.  yy.  yyy  ...  ...  !    !
conventions-a-traiter V {id}/remove             submitted                 !    !    ...  ...  ...  ...  ...  ...  ...  ...  !    !
conventions-a-traiter A {id}/delete             draft                     !    !    ...  ...  ...  yy.  yy.  yyy  ...  ...  !    !
conventions-a-traiter A {id}/delete             submitted                 !    !    ...  ...  ...  ...  ...  ...  ...  ...  !    !
conventions-a-traiter V {id}                    draft                     !    !    yy.  yy.  yy.  yy.  yy.  yyy  yy.  ..y  !    !
conventions-a-traiter V {id}                    validated                 !    !    yy.  yy.  yy.  yy.  yy.  yyy  yy.  ..y  !    !
conventions-a-traiter A {id}/validate           submitted                 !    !    ...  ...  ...  yy.  yy.  yyy  yy.  ...  !    !
conventions-a-traiter A {id}/undo               partly                    !    !    ...  ...  ...  yy.  yy.  yyy  yy.  ...  !    !
conventions-a-traiter A {id}/undo               validated                 !    !    ...  ...  ...  yy.  yy.  yyy  yy.  ...  !    !
conventions-a-traiter A {id}/return             submitted                 !    !    ...  ...  ...  yy.  yy.  yyy  yy.  ...  !    !
conventions-a-traiter A {id}/cancel             submitted                 !    !    ...  ...  ...  yy.  yy.  yyy  ...  ...  !    !
conventions-a-traiter V {id}/{step}             draft                     !    !    yy.  yy.  yy.  yy.  yy.  yyy  yy.  ..y  !    !
conventions-a-traiter V {id}/continue           draft                     !    !    yy.  yy.  yy.  yy.  yy.  yyy  yy.  ..y  !    !
conventions-a-traiter V {id}/{step}             partly                    !    !    yy.  yy.  yy.  yy.  yy.  yyy  yy.  ..y  !    !
conventions-a-traiter V {id}/continue           partly                    !    !    yy.  yy.  yy.  yy.  yy.  yyy  yy.  ..y  !    !
conventions-a-traiter V {id}/{step}             validated                 !    !    yy.  yy.  yy.  yy.  yy.  yyy  yy.  ..y  !    !
conventions-a-traiter V {id}/continue           validated                 !    !    yy.  yy.  yy.  yy.  yy.  yyy  yy.  ..y  !    !
conventions-a-traiter V {id}/enrolment          draft+partly+signed       !    !    yy.  yy.  yy.  yy.  yy.  yyy  yy.  ..y  !    !
conventions-a-traiter A {id}/enrol              draft+submitted           !    !    ...  yy.  yy.  yy.  yy.  yyy  ...  ...  !    !
conventions-a-traiter A {id}/enrol              returned                  !    !    ...  yy.  yy.  yy.  yy.  yyy  ...  ...  !    !
conventions-a-traiter A {id}/enrol              partly+validated+cancelled !    !    ...  ...  ...  ...  ...  ...  ...  ...  !    !
conventions-a-traiter A {id}/{step}/save        submitted                 !    !    ...  yy.  yy.  yy.  yy.  yyy  ...  ...  !    !
conventions-a-traiter A {id}/{step}/save        partly                    !    !    ...  yy.  ...  yy.  yy.  yyy  ...  ...  !    !
conventions-a-traiter A {id}/{step}/save        validated                 !    !    ...  ...  ...  yy.  yy.  yyy  ...  ...  !    !
conventions-a-traiter A {id}/summary/save       draft+submitted           !    !    ...  yy.  yy.  yy.  yy.  yyy  ...  ...  !    !
conventions-a-traiter A {id}/summary/save       returned                  !    !    ...  yy.  yy.  yy.  yy.  yyy  ...  ...  !    !
conventions-a-traiter A {id}/summary/save       partly                    !    !    ...  yy.  ...  yy.  yy.  yyy  ...  ...  !    !
conventions-a-traiter A {id}/summary/save       validated                 !    !    ...  ...  ...  yy.  yy.  yyy  ...  ...  !    !
conventions-a-traiter A {id}/summary/save       signed+cancelled          !    !    ...  ...  ...  ...  ...  ...  ...  ...  !    !
conventions-a-traiter A {id}/{step}/calculate   submitted                 !    !    ...  yy.  yy.  yy.  yy.  yyy  ...  ...  !    !
conventions-a-traiter R {id}/{step}/search.json submitted                 !    !    ...  yy.  yy.  yy.  yy.  yyy  ...  ...  !    !
conventions-a-traiter R {id}/convention.pdf     draft                     !    !    ...  ...  ...  ...  ...  ...  ...  ...  !    !
conventions-a-traiter R {id}/convention.pdf     submitted                 !    !    ...  ...  ...  yy.  yy.  yyy  yy.  ...  !    !
conventions-a-traiter R {id}/convention.pdf     validated                 !    !    yy.  yy.  yy.  yy.  yy.  yyy  yy.  ...  !    !
conventions-a-traiter A {id}/submit             returned                  !    !    ...  yy.  yy.  yy.  yy.  yyy  ...  ...  !    !
conventions-a-traiter A {id}/submit             signed+cancelled          !    !    ...  ...  ...  ...  ...  ...  ...  ...  !    !
conventions-a-traiter V {id}/remove             returned+signed+cancelled !    !    ...  ...  ...  ...  ...  ...  ...  ...  !    !
conventions-a-traiter A {id}/delete             returned+signed+cancelled !    !    ...  ...  ...  ...  ...  ...  ...  ...  !    !
conventions-a-traiter V {id}                    returned+signed+cancelled !    !    yy.  yy.  yy.  yy.  yy.  yyy  yy.  ..y  !    !
conventions-a-traiter A {id}/validate           returned+signed+cancelled !    !    rr.  rr.  rr.  rr.  rr.  rrr  rr.  ..r  !    !
conventions-a-traiter A {id}/undo               returned+signed+cancelled !    !    rr.  rr.  rr.  rr.  rr.  rrr  rr.  ..r  !    !
conventions-a-traiter A {id}/return             returned+signed+cancelled !    !    rr.  rr.  rr.  rr.  rr.  rrr  rr.  ..r  !    !
conventions-a-traiter A {id}/cancel             returned                  !    !    ...  ...  ...  ...  ...  ...  ...  ...  !    !
conventions-a-traiter A {id}/cancel             cancelled                 !    !    rr.  rr.  rr.  rr.  rr.  rrr  rr.  ..r  !    !
conventions-a-traiter A {id}/cancel             signed                    !    !    ...  ...  ...  yy.  yy.  yyy  ...  ...  !    !
conventions-a-traiter V {id}/{step}             returned+signed+cancelled !    !    yy.  yy.  yy.  yy.  yy.  yyy  yy.  ..y  !    !
conventions-a-traiter V {id}/continue           returned+signed+cancelled !    !    yy.  yy.  yy.  yy.  yy.  yyy  yy.  ..y  !    !
conventions-a-traiter A {id}/{step}/save        returned                  !    !    ...  yy.  yy.  yy.  yy.  yyy  ...  ...  !    !
conventions-a-traiter A {id}/{step}/save        signed+cancelled          !    !    ...  ...  ...  ...  ...  ...  ...  ...  !    !
conventions-a-traiter A {id}/{step}/calculate   returned                  !    !    ...  yy.  yy.  yy.  yy.  yyy  ...  ...  !    !
conventions-a-traiter A {id}/{step}/calculate   signed+cancelled          !    !    ...  ...  ...  ...  ...  ...  ...  ...  !    !
conventions-a-traiter R {id}/{step}/search.json returned                  !    !    ...  yy.  yy.  yy.  yy.  yyy  ...  ...  !    !
conventions-a-traiter R {id}/{step}/search.json signed+cancelled          !    !    ...  ...  ...  ...  ...  ...  ...  ...  !    !
conventions-a-traiter R {id}/convention.pdf     returned+cancelled        !    !    ...  ...  ...  yy.  yy.  yyy  yy.  ...  !    !
conventions-a-traiter R {id}/convention.pdf     signed                    !    !    yy.  yy.  yy.  yy.  yy.  yyy  yy.  ...  !    !
conventions-a-traiter A {id}/pass-over          draft                     !    !    ...  ...  ...  yy.  yy.  yyy  ...  ...  !    !
conventions-a-traiter A {id}/pass-over          validated                 !    !    rr.  rr.  rr.  rr.  rr.  rrr  rr.  ..r  !    !
conventions-a-traiter A {id}/uphold             draft                     !    !    ...  ...  ...  yy.  yy.  yyy  ...  ...  !    !
conventions-a-traiter A {id}/uphold             submitted                 !    !    ...  ...  ...  rr.  rr.  rrr  ...  ...  !    !
conventions-a-traiter V {id}/{step}/record      records                   !    !    .... yyy. yyy. yyy. yyy. yyyy .... .... !    !
conventions-a-traiter A {id}/{step}/correct     records                   !    !    .... yyy. yyy. yyy. yyy. yyyy .... .... !    !
conventions-a-traiter V {id}/{step}/record      entered                   !    !    .... yyyy yyyy yyyy yyyy yyyy .... .... !    !
conventions-a-traiter A {id}/{step}/correct     entered                   !    !    .... yyyy yyyy yyyy yyyy yyyy .... .... !    !

etat-convention       V -                       lookup                    A..  A..  AB.  AB.  AB.  AB.  AB.  ABC  AB.  ..C  ABC  !
courrier-demo         V -                       once                      !    !    !    !    !    !    !    y    !    !    !    !
";

/// How a row is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// About conventions in that phase.
    Of(Phase),
    List,
    Zip,
    Lookup,
    Once,
    Bulk,
    Views,
    Hosts,
    Students,
    Records,
    Entered,
}

impl Way {
    fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "draft" => Self::Of(Phase::Draft),
            "submitted" => Self::Of(Phase::Submitted),
            "partly" => Self::Of(Phase::PartlyValidated),
            "validated" => Self::Of(Phase::Validated),
            "returned" => Self::Of(Phase::Returned),
            "signed" => Self::Of(Phase::Signed),
            "cancelled" => Self::Of(Phase::Cancelled),
            "list" => Self::List,
            "zip" => Self::Zip,
            "lookup" => Self::Lookup,
            "once" => Self::Once,
            "bulk" => Self::Bulk,
            "views" => Self::Views,
            "hosts" => Self::Hosts,
            "students" => Self::Students,
            "records" => Self::Records,
            "entered" => Self::Entered,
            _ => return None,
        })
    }

    /// The phase of the conventions it is about.
    pub(crate) const fn phase(self) -> Option<Phase> {
        if let Self::Of(phase) = self { Some(phase) } else { None }
    }
}

/// A line of the table.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) line: String,
    pub(crate) widget: String,
    pub(crate) kind: RouteKind,
    pub(crate) pattern: String,
    pub(crate) way: Way,
    /// A cell for each persona; `!` for each of three conventions is `!!!`.
    pub(crate) cells: Vec<String>,
}

impl Row {
    /// The pattern of its route; of a step that is asked otherwise than the others the table names which.
    pub(crate) fn route(&self) -> String {
        self.pattern.replace("/summary/", "/{step}/")
    }

    /// Whether it is about conventions that the law stops for want of a gratification.
    pub(crate) fn is_unpaid(&self) -> bool {
        matches!(self.pattern.as_str(), "{id}/pass-over" | "{id}/uphold") && self.way == Way::Of(Phase::Draft)
    }
}

/// The lines of a table, one for each phase.
pub(crate) fn rows(table: &str) -> Vec<Row> {
    let lines = table.lines().filter(|line| !line.is_empty());
    lines.flat_map(|line| each_phase(line).unwrap_or_else(|| panic!("not a row: {line}"))).collect()
}

fn each_phase(line: &str) -> Option<Vec<Row>> {
    let ways = line.split_whitespace().nth(3)?;
    ways.split('+').map(|way| row(&line.replacen(&format!(" {ways} "), &format!(" {way} "), 1))).collect()
}

fn row(line: &str) -> Option<Row> {
    let mut words = line.split_whitespace();
    let widget = words.next()?.to_owned();
    let kind = match words.next()? {
        "V" => RouteKind::View,
        "A" => RouteKind::Action,
        "R" => RouteKind::Resource,
        _ => return None,
    };
    let pattern = words.next()?.replace('-', if line.contains(" - ") { "" } else { "-" });
    let way = Way::parse(words.next()?)?;
    let of_three = way.phase().is_some();
    let cells: Vec<String> = words.map(|cell| if cell == "!" && of_three { "!!!".to_owned() } else { cell.to_owned() }).collect();
    (cells.len() == PERSONAS.len()).then_some(Row { line: line.to_owned(), widget, kind, pattern, way, cells })
}

/// What the table says against what was seen: every cell that differs.
pub(crate) fn compare(expected: &[(&Row, Vec<String>)]) {
    let mut differences = String::new();
    for (row, seen) in expected {
        if row.cells != *seen {
            writeln!(differences, "{}\n    expected {}\n    seen     {}", row.line, row.cells.join(" "), seen.join(" ")).unwrap();
        }
    }
    assert!(differences.is_empty(), "\n{}\n{differences}", PERSONAS.join(" "));
}
