//! Values of fields in words, as people of a language write them.

use chrono::{NaiveDate, NaiveDateTime, Weekday};
use tremplin_domain::{
    convention::{EventKind, Field, Input, Value, rows},
    law::{
        checks::{Check, Rule, check},
        duration::LegalDuration,
    },
    locale::Locale,
    nomenclature::{Code, List},
    parse::Problem,
    phone,
};
use tremplin_ui::{
    Messages,
    typography::{self, Months},
};

/// Messages and typography of one language, for what the domain holds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Words {
    messages: Messages,
}

impl Words {
    /// In this language.
    pub(crate) const fn of(locale: Locale) -> Self {
        Self { messages: Messages::of(locale) }
    }

    /// The language.
    pub(crate) const fn locale(self) -> Locale {
        self.messages.locale()
    }

    /// A message.
    pub(crate) fn text(self, key: &str) -> String {
        self.messages.text(key).to_owned()
    }

    /// A message with values.
    pub(crate) fn text_with(self, key: &str, args: &[(&str, &str)]) -> String {
        let args: Vec<_> = args.iter().map(|(name, value)| (*name, (*value).into())).collect();
        self.messages.text_with(key, &args).into_owned()
    }

    /// A message that counts.
    pub(crate) fn counted(self, key: &str, count: i64) -> String {
        self.messages.text_with(key, &[("count", count.into())]).into_owned()
    }

    /// The label of a field.
    pub(crate) fn label(self, field: &Field) -> String {
        self.text(&format!("field-{}", field.name))
    }

    /// The hint of a field, when it has one.
    pub(crate) fn hint(self, field: &Field) -> Option<String> {
        self.messages.find(&format!("field-{}-hint", field.name)).map(str::to_owned)
    }

    /// The label of a code.
    pub(crate) fn choice(self, list: List, code: &Code) -> String {
        if code.is_empty() { String::new() } else { self.text(&list.message_key(code.as_str())) }
    }

    /// Why an answer is refused.
    pub(crate) fn problem(self, problem: &Problem) -> String {
        let (a, b) = problem.numbers();
        self.messages.text_with(&format!("problem-{}", problem.key()), &[("a", a.into()), ("b", b.into())]).into_owned()
    }

    /// An instant of the store (UTC), in the institution's time.
    pub(crate) fn moment(self, at: NaiveDateTime) -> String {
        typography::moment(self.locale(), typography::paris(at))
    }

    /// « depuis 3 jours ».
    pub(crate) fn since(self, at: NaiveDateTime, today: NaiveDate) -> String {
        let days = (today - typography::paris(at).date()).num_days().max(0);
        self.messages.text_with("since-days", &[("days", days.into())]).into_owned()
    }

    /// « 2 mars – 28 août 2026 », or what is known of it.
    pub(crate) fn period(self, from: Option<NaiveDate>, to: Option<NaiveDate>) -> String {
        self.span(Months::Whole, from, to)
    }

    /// « 2 févr. – 28 août 2026 », where there is little room.
    pub(crate) fn period_short(self, from: Option<NaiveDate>, to: Option<NaiveDate>) -> String {
        self.span(Months::Short, from, to)
    }

    fn span(self, months: Months, from: Option<NaiveDate>, to: Option<NaiveDate>) -> String {
        match (from, to) {
            (Some(from), Some(to)) if from <= to => typography::date_range(self.locale(), months, from, to),
            (Some(day), _) | (_, Some(day)) => typography::date(self.locale(), day),
            (None, None) => self.text("unknown"),
        }
    }

    /// A value; empty for nothing.
    pub(crate) fn value(self, field: &Field, value: &Value) -> String {
        let locale = self.locale();
        match value {
            Value::Empty => String::new(),
            Value::Text(text) if field.name == "phase" => self.text(&format!("status-{text}")),
            Value::Text(text) => text.clone(),
            Value::Phone(number) => phone::as_read(locale, number),
            Value::Choice(list, code) => self.choice(*list, code),
            Value::Date(day) => typography::date(locale, *day),
            Value::Instant(at) => self.moment(*at),
            Value::Whole(number) => typography::count(locale, *number),
            Value::Hundredths(hundredths) => hundredths_of(locale, *hundredths),
            Value::Minutes(minutes) => typography::hours(locale, *minutes),
            Value::Money(cents, currency) if currency.is_empty() || currency.is("EUR") => typography::money(locale, *cents),
            Value::Money(cents, currency) => format!("{}{}{currency}", typography::decimal(locale, *cents), typography::NBSP),
            Value::YesNo(yes) => self.text(if *yes { "yes" } else { "no" }),
            Value::Rows(text) => self.rows(field, text),
        }
    }

    /// What somebody typed or chose for a field, where there is no record to read it into; as it is where it cannot be read.
    pub(crate) fn typed(self, field: &Field, text: &str) -> String {
        match field.input {
            Input::Choice(list) if list.contains(text) => self.choice(list, &Code::from(text)),
            Input::YesNo if matches!(text, "yes" | "no") => self.text(text),
            Input::Date => text.parse().map_or_else(|_| text.to_owned(), |day| typography::date(self.locale(), day)),
            Input::Week | Input::Periods | Input::Interruptions | Input::Elements => self.rows(field, text),
            _ => text.to_owned(),
        }
    }

    fn rows(self, field: &Field, text: &str) -> String {
        let locale = self.locale();
        match field.name {
            "week" | "other-week" => rows::week(text).map_or_else(|_| text.to_owned(), |week| self.week(&week)),
            "periods" => joined(rows::periods(text), |p| {
                format!(
                    "{}{}: {}",
                    typography::date_range(locale, Months::Whole, p.from, p.to),
                    typography::NBSP,
                    typography::hours(locale, i64::from(p.minutes))
                )
            }),
            "interruptions" => joined(rows::interruptions(text), |i| {
                format!(
                    "{}{}: {}",
                    typography::date_range(locale, Months::Whole, i.from, i.to),
                    typography::NBSP,
                    self.choice(List::Interruption, &i.reason)
                )
            }),
            "course-elements" => joined(rows::elements(text), |e| {
                let credits = if e.credits == 0 { String::new() } else { format!(" ({} ECTS)", hundredths_of(locale, e.credits)) };
                format!("{} {}{credits}", e.code, e.label)
            }),
            _ => text.to_owned(),
        }
    }

    /// « 5 mois 14 jours » (D124-6).
    pub(crate) fn legal_duration(self, legal: LegalDuration) -> String {
        let values = [("months", i64::from(legal.months).into()), ("days", i64::from(legal.days).into())];
        let whole = self.messages.text_with("duration", &values).into_owned();
        if legal.rest.0 == 0 { whole } else { format!("{whole} {}", typography::hours(self.locale(), i64::from(legal.rest.0))) }
    }

    /// The name of a rule.
    pub(crate) fn rule(self, rule: Rule) -> String {
        self.text(&format!("check-{}", rule.key()))
    }

    /// What happened.
    pub(crate) fn event(self, kind: EventKind) -> String {
        let rule = kind.rule().map_or_else(String::new, |rule| self.rule(rule));
        self.text_with(&format!("event-{}", kind.key()), &[("rule", &rule)])
    }

    /// What a check found, with its figures.
    pub(crate) fn check(self, check: &Check) -> String {
        let values: Vec<_> = check.values.iter().map(|(name, value)| (*name, self.figure(value))).collect();
        let values: Vec<_> = values.iter().map(|(name, value)| (*name, value.as_str().into())).collect();
        self.messages.text_with(&check.message_key(), &values).into_owned()
    }

    fn figure(self, value: &check::Value) -> String {
        let locale = self.locale();
        let named =
            |prefix: &str, codes: Vec<&str>| codes.iter().map(|c| self.text(&format!("{prefix}-{c}"))).collect::<Vec<_>>().join(", ");
        match value {
            check::Value::Minutes(minutes) => typography::hours(locale, i64::from(minutes.0)),
            check::Value::Legal(legal) => self.legal_duration(*legal),
            check::Value::Money(cents) => typography::money(locale, cents.0),
            check::Value::Hourly(rate) => typography::money(locale, rate.0 / 100),
            check::Value::Date(day) => typography::date(locale, *day),
            check::Value::Count(count) => typography::count(locale, i64::from(*count)),
            check::Value::Year(year) => year.to_string(),
            check::Value::Convention(Some(number)) => self.text_with("a-convention", &[("number", &number.to_string())]),
            check::Value::Convention(None) => self.text("another-convention"),
            check::Value::Mentions(mentions) => named("mention", mentions.iter().map(|m| m.code()).collect()),
            check::Value::Signatories(signatories) => named("signs", signatories.iter().map(|s| s.code()).collect()),
        }
    }

    /// « lundi 7 h, mardi 7 h 30 », days without presence left out.
    pub(crate) fn week(self, week: &[u16; 7]) -> String {
        const DAYS: [Weekday; 7] = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];
        let worked = DAYS.iter().zip(week).filter(|(_, minutes)| **minutes > 0);
        let each = worked.map(|(day, minutes)| {
            format!("{} {}", typography::weekday(self.locale(), *day), typography::hours(self.locale(), i64::from(*minutes)))
        });
        each.collect::<Vec<_>>().join(", ")
    }
}

/// Hundredths, with decimals only where there are any.
fn hundredths_of(locale: Locale, hundredths: i64) -> String {
    if hundredths % 100 == 0 { typography::count(locale, hundredths / 100) } else { typography::decimal(locale, hundredths) }
}

fn joined<T>(rows: Result<Vec<T>, Problem>, one: impl Fn(&T) -> String) -> String {
    rows.unwrap_or_default().iter().map(one).collect::<Vec<_>>().join("\n")
}
