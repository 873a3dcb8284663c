//! A question of a form: label, error, hint and control, tied together.

use maud::{Markup, Render, html};
use tremplin_domain::{parse, phone};

use super::choice::Choice;
use crate::{Ui, typography};

/// Letters of a label beside which others stand on the same line.
const SHORT: usize = 22;

/// How an answer is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind<'a> {
    /// One line.
    #[default]
    Text,
    /// A mail address.
    Email,
    /// A phone number.
    Tel,
    /// An address on the web.
    Url,
    /// Words to look for.
    Search,
    /// A password.
    Password,
    /// A day; the value is ISO 8601, anything else is shown as typed.
    Date,
    /// An hour of the clock.
    Time,
    /// A whole number.
    Number,
    /// An amount; the unit is the euro unless the field says another.
    Money,
    /// Hours and minutes, typed as « 7 h 30 » or « 7,5 ».
    Hours,
    /// Several lines; the number is how many show.
    Lines(u8),
    /// One of a list.
    Select(&'a [Choice<'a>]),
    /// One of a few.
    Radios(&'a [Choice<'a>]),
    /// `yes` or `no`, as two radio buttons.
    YesNo,
    /// A box to tick; it sends `yes`.
    Checkbox,
    /// Several of a few; the value holds theirs, separated by spaces.
    Checkboxes(&'a [Choice<'a>]),
    /// Seven durations, Monday first; the value holds them separated by `;`, the form sends the name seven times.
    Week,
    /// A file, of these types.
    File(&'a str),
    /// Not a question here: shown only.
    Fixed,
}

/// Whether an answer is expected, as far as the label says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Need {
    /// The label says nothing: filters, searches.
    #[default]
    Unsaid,
    /// Must be given.
    Required,
    /// May be left out, and the label says so.
    Optional,
}

/// How much room a field takes in its grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Width {
    /// One column.
    #[default]
    Column,
    /// The whole line.
    Full,
    /// One column, with a control as short as a figure.
    Short,
}

/// A question.
#[derive(Debug, Clone, Copy, Default)]
pub struct Field<'a> {
    /// Where it is drawn.
    pub ui: Ui<'a>,
    /// The name that the form sends; the id is the namespace and this name.
    pub name: &'a str,
    /// What the id is made of when the name repeats.
    pub id: Option<&'a str>,
    /// The question, in a few words.
    pub label: &'a str,
    /// The answer so far, exactly as typed.
    pub value: &'a str,
    /// How it is given.
    pub kind: Kind<'a>,
    /// What helps to answer.
    pub hint: Option<&'a str>,
    /// What would be right, when it is wrong.
    pub error: Option<&'a str>,
    /// Whether it must be given.
    pub need: Need,
    /// The token of HTML's `autocomplete` (WCAG 1.3.5).
    pub autocomplete: Option<&'a str>,
    /// At most that many characters.
    pub limit: Option<usize>,
    /// Lowest value, for days and numbers.
    pub min: Option<&'a str>,
    /// Highest value.
    pub max: Option<&'a str>,
    /// Written after the control: « h », « € », « ECTS ».
    pub unit: Option<&'a str>,
    /// Language of the answer when it is not that of the interface.
    pub lang: Option<&'a str>,
    /// Room in the grid.
    pub width: Width,
}

impl Field<'_> {
    /// The id of the control; error summaries link to it.
    pub fn id(&self) -> String {
        self.ui.id(self.id.unwrap_or(self.name))
    }

    fn described(&self) -> Option<String> {
        let id = self.id();
        let error = self.error.map(|_| format!("{id}-error"));
        let hint = self.hint.map(|_| format!("{id}-hint"));
        let ids: Vec<_> = error.into_iter().chain(hint).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn invalid(&self) -> Option<&'static str> {
        self.error.map(|_| "true")
    }

    fn classes(&self) -> String {
        let mut classes = String::from("tr-field");
        if self.error.is_some() {
            classes.push_str(" tr-field--wrong");
        }
        match self.width {
            Width::Column => {}
            Width::Full => classes.push_str(" tr-field--full"),
            Width::Short => classes.push_str(" tr-field--short"),
        }
        classes
    }

    fn label_text(&self) -> Markup {
        html! {
            (self.label)
            @if self.need == Need::Optional { span.tr-field__need { " (" (self.ui.text("optional")) ")" } }
        }
    }

    /// The error first, then the hint: what is heard first is what to mend.
    fn notes(&self) -> Markup {
        html! { (self.error_note()) (self.hint_note()) }
    }

    fn error_note(&self) -> Markup {
        html! {
            @if let Some(error) = self.error {
                p.tr-field__error id={ (self.id()) "-error" } { span.tr-hidden { (self.ui.text("error-prefix")) " " } (error) }
            }
        }
    }

    fn hint_note(&self) -> Markup {
        html! { @if let Some(hint) = self.hint { p.tr-field__hint id={ (self.id()) "-hint" } { (hint) } } }
    }

    fn labelled(&self, control: &Markup) -> Markup {
        html! {
            div class=(self.classes()) {
                div.tr-field__head {
                    label.portlet-form-field-label for=(self.id()) { (self.label_text()) }
                    (self.notes())
                }
                div.tr-field__control { (control) }
            }
        }
    }

    fn grouped(&self, role: Option<&str>, controls: &Markup) -> Markup {
        let in_radios = role.is_some();
        html! {
            fieldset class=(self.classes()) role=[role] aria-describedby=[self.described()]
                aria-invalid=[self.invalid().filter(|_| in_radios)] aria-required=[(in_radios && self.need == Need::Required).then_some("true")] {
                legend.portlet-form-field-label { (self.label_text()) }
                (self.notes())
                (controls)
            }
        }
    }

    fn input(&self, kind: &str, mode: Option<&str>) -> Markup {
        let spell = matches!(kind, "email" | "url" | "tel" | "password").then_some("false");
        html! {
            input.portlet-form-input-field type=(kind) id=(self.id()) name=(self.name) value=[(kind != "password" && kind != "file").then_some(self.value)]
                inputmode=[mode] required[self.need == Need::Required] aria-invalid=[self.invalid()] aria-describedby=[self.described()]
                autocomplete=[self.autocomplete] maxlength=[self.limit] min=[self.min] max=[self.max] lang=[self.lang] spellcheck=[spell]
                accept=[self.accepted()];
            @if let Some(unit) = self.shown_unit() { span.tr-field__unit aria-hidden="true" { (unit) } }
        }
    }

    fn accepted(&self) -> Option<&str> {
        match self.kind {
            Kind::File(types) if !types.is_empty() => Some(types),
            _ => None,
        }
    }

    fn shown_unit(&self) -> Option<&str> {
        self.unit.or(match self.kind {
            Kind::Money => Some("€"),
            Kind::Hours => Some("h"),
            _ => None,
        })
    }

    fn lines(&self, rows: u8) -> Markup {
        html! {
            textarea.portlet-form-input-field id=(self.id()) name=(self.name) rows=(rows) required[self.need == Need::Required]
                aria-invalid=[self.invalid()] aria-describedby=[self.described()] maxlength=[self.limit] lang=[self.lang] {
                // A browser drops the first line break of a text area: one more keeps the answer's own.
                @if self.value.starts_with('\n') { "\n" }
                (self.value)
            }
        }
    }

    fn select(&self, choices: &[Choice<'_>]) -> Markup {
        let groups = choices.chunk_by(|a, b| a.group == b.group);
        let known = choices.iter().any(|c| c.value == self.value);
        html! {
            select.portlet-form-input-field id=(self.id()) name=(self.name) required[self.need == Need::Required]
                aria-invalid=[self.invalid()] aria-describedby=[self.described()] autocomplete=[self.autocomplete] {
                @if !choices.iter().any(|c| c.value.is_empty()) { option value="" { (self.ui.text("none-chosen")) } }
                // A value that left the list since it was chosen is not lost.
                @if !known && !self.value.is_empty() { option value=(self.value) selected { (self.value) } }
                @for group in groups {
                    @match group.first().and_then(|c| c.group) {
                        Some(label) => optgroup label=(label) { (self.options(group)) },
                        None => (self.options(group)),
                    }
                }
            }
        }
    }

    fn options(&self, choices: &[Choice<'_>]) -> Markup {
        html! { @for c in choices { option value=(c.value) selected[c.value == self.value] { (c.label) } } }
    }

    /// Radio buttons and boxes; the first has the field's own id, so that an error can lead to it.
    fn boxes(&self, kind: &str, choices: &[Choice<'_>], is_on: impl Fn(&str) -> bool) -> Markup {
        let id = self.id();
        let are_short = choices.iter().all(|c| c.detail.is_none() && c.label.chars().count() < SHORT);
        html! {
            div.tr-choices.tr-choices--inline[are_short && choices.len() < 4].tr-choices--columns[are_short && choices.len() >= 4] {
                @for (i, choice) in choices.iter().enumerate() {
                    @let id = if i == 0 { id.clone() } else { format!("{id}-{}", i + 1) };
                    div.tr-choice {
                        input type=(kind) id=(id) name=(self.name) value=(choice.value) checked[is_on(choice.value)]
                            required[kind == "radio" && self.need == Need::Required];
                        label.portlet-form-field-label for=(id) {
                            (choice.label)
                            @if let Some(detail) = choice.detail { span.tr-choice__detail { (detail) } }
                        }
                    }
                }
            }
        }
    }

    fn checkbox(&self) -> Markup {
        html! {
            div class=(self.classes()) {
                (self.error_note())
                div.tr-choice {
                    input type="checkbox" id=(self.id()) name=(self.name) value="yes" checked[self.value == "yes"]
                        required[self.need == Need::Required] aria-invalid=[self.invalid()] aria-describedby=[self.described()];
                    label.portlet-form-field-label for=(self.id()) { (self.label_text()) }
                }
                (self.hint_note())
            }
        }
    }

    fn week(&self) -> Markup {
        use chrono::Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
        let mut durations = self.value.split(';');
        let id = self.id();
        // Which days are wrong; all of them where what is wrong is none of them alone.
        let is_wrong = |duration: &str| parse::minutes(duration, 1440).is_err();
        let some = self.value.split(';').any(is_wrong);
        html! {
            div.tr-week {
                @for day in [Mon, Tue, Wed, Thu, Fri, Sat, Sun] {
                    @let id = if day == Mon { id.clone() } else { format!("{id}-{}", day.number_from_monday()) };
                    @let name = typography::weekday(self.ui.locale, day);
                    @let duration = durations.next().unwrap_or("");
                    div.tr-week__day {
                        label for=(id) { (name) }
                        input.portlet-form-input-field type="text" id=(id) name=(self.name) inputmode="decimal" maxlength="8"
                            value=(duration) aria-invalid=[self.invalid().filter(|_| !some || is_wrong(duration))];
                    }
                }
            }
        }
    }

    fn is_iso_day(&self) -> bool {
        self.value.is_empty() || self.value.parse::<chrono::NaiveDate>().is_ok()
    }

    fn shown(&self) -> Markup {
        html! {
            div class={ (self.classes()) " tr-field--fixed" } {
                div.tr-field__head { span.tr-field__label id={ (self.id()) "-label" } { (self.label) } (self.notes()) }
                div.tr-field__control { p.tr-field__fixed id=(self.id()) {
                    @if self.value.is_empty() { span.tr-muted { (self.ui.text("unknown")) } } @else { (self.value) }
                } }
            }
        }
    }
}

impl Render for Field<'_> {
    fn render(&self) -> Markup {
        let yes_no = [Choice::new("yes", self.ui.text("yes")), Choice::new("no", self.ui.text("no"))];
        let is = |value: &str| value == self.value;
        match self.kind {
            Kind::Text => self.labelled(&self.input("text", None)),
            Kind::Email => self.labelled(&self.input("email", None)),
            Kind::Tel => {
                let value = phone::as_read(self.ui.locale, self.value);
                self.labelled(&Field { value: &value, ..*self }.input("tel", None))
            }
            Kind::Url => self.labelled(&self.input("url", None)),
            Kind::Search => self.labelled(&self.input("search", None)),
            Kind::Password => self.labelled(&self.input("password", None)),
            // A browser empties a day field that holds something else: then a line of text keeps what was typed.
            Kind::Date if self.is_iso_day() => self.labelled(&self.input("date", None)),
            Kind::Date | Kind::Number => self.labelled(&self.input("text", Some("numeric"))),
            Kind::Time => self.labelled(&self.input("time", None)),
            Kind::Money | Kind::Hours => self.labelled(&self.input("text", Some("decimal"))),
            Kind::Lines(rows) => self.labelled(&self.lines(rows)),
            Kind::Select(choices) => self.labelled(&self.select(choices)),
            Kind::Radios(choices) => self.grouped(Some("radiogroup"), &self.boxes("radio", choices, is)),
            Kind::YesNo => self.grouped(Some("radiogroup"), &self.boxes("radio", &yes_no, is)),
            Kind::Checkboxes(choices) => {
                self.grouped(None, &self.boxes("checkbox", choices, |v| self.value.split(' ').any(|own| own == v)))
            }
            Kind::Checkbox => self.checkbox(),
            Kind::Week => self.grouped(None, &self.week()),
            Kind::File(_) => self.labelled(&self.input("file", None)),
            Kind::Fixed => self.shown(),
        }
    }
}

/// Fields side by side where there is room.
#[derive(Debug, Clone)]
pub struct Grid {
    /// The fields.
    pub fields: Markup,
}

impl Render for Grid {
    fn render(&self) -> Markup {
        html! { div.tr-grid { (self.fields) } }
    }
}

/// Fields that belong together, under a name.
#[derive(Debug, Clone)]
pub struct Group<'a> {
    /// The name.
    pub legend: &'a str,
    /// A sentence under it.
    pub hint: Option<&'a str>,
    /// The fields, side by side where there is room.
    pub fields: Markup,
}

impl Render for Group<'_> {
    fn render(&self) -> Markup {
        html! {
            fieldset.tr-group {
                legend.portlet-form-label { (self.legend) }
                @if let Some(hint) = self.hint { p.tr-field__hint { (hint) } }
                div.tr-grid { (self.fields) }
            }
        }
    }
}

/// Fields, or a group of them, that are asked only after certain answers to another question of the form. Without the script they are there.
#[derive(Debug, Clone)]
pub struct When<'a> {
    /// The name of the other question.
    pub name: &'a str,
    /// The answers, none with a space in it.
    pub answers: &'a [&'a str],
    /// What is asked then.
    pub body: Markup,
}

impl Render for When<'_> {
    fn render(&self) -> Markup {
        html! { div.tr-grid.tr-when data-tremplin-when=(self.name) data-tremplin-answers=(self.answers.join(" ")) { (self.body) } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(field: Field<'_>) -> String {
        field.render().into_string()
    }

    #[test]
    fn label_error_and_hint_are_tied_to_the_control_error_first() {
        let field = Field {
            ui: Ui::new("w1", tremplin_domain::locale::Locale::Fr),
            name: "pay",
            label: "Gratification",
            hint: Some("Par heure."),
            error: Some("Au moins 4,50 €."),
            ..Field::default()
        };
        let html = html(field);
        for part in [
            "for=\"w1-pay\"",
            "id=\"w1-pay\"",
            "name=\"pay\"",
            "aria-invalid=\"true\"",
            "aria-describedby=\"w1-pay-error w1-pay-hint\"",
            "id=\"w1-pay-hint\"",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
        assert!(html.find("w1-pay-error").unwrap() < html.find("w1-pay-hint").unwrap());
    }

    #[test]
    fn a_french_phone_number_stands_in_pairs_and_what_is_none_as_it_was_typed() {
        let phone = |value| html(Field { name: "p", kind: Kind::Tel, value, ..Field::default() });
        assert!(phone("+33612345678").contains("value=\"06\u{a0}12\u{a0}34\u{a0}56\u{a0}78\""));
        assert!(phone("06 12 34").contains("value=\"06 12 34\""));
    }

    #[test]
    fn what_was_typed_is_kept_even_where_it_is_no_day() {
        let day = |value| html(Field { name: "d", kind: Kind::Date, value, ..Field::default() });
        assert!(day("2026-03-02").contains("type=\"date\""));
        assert!(day("31/02/26").contains("type=\"text\"") && day("31/02/26").contains("value=\"31/02/26\""));
    }

    #[test]
    fn a_value_that_left_the_list_is_not_lost() {
        let choices = [Choice::new("a", "A")];
        let html = html(Field { name: "x", kind: Kind::Select(&choices), value: "old", ..Field::default() });
        assert!(html.contains("<option value=\"old\" selected>old</option>"), "{html}");
    }

    #[test]
    fn answers_are_text_never_markup() {
        for kind in [Kind::Text, Kind::Lines(3), Kind::Fixed, Kind::Week, Kind::Select(&[])] {
            let html = html(Field {
                name: "x",
                label: "<b>",
                kind,
                value: "\"><script>",
                hint: Some("<i>"),
                error: Some("<u>"),
                ..Field::default()
            });
            assert!(!html.contains("<script>") && !html.contains("<b>") && !html.contains("<i>") && !html.contains("<u>"), "{html}");
        }
    }

    #[test]
    fn a_week_sends_its_name_seven_times() {
        let html = html(Field { name: "week", kind: Kind::Week, value: "7;7;7h30;7;7;0;0", ..Field::default() });
        assert_eq!(html.matches("name=\"week\"").count(), 7);
        assert!(html.contains("value=\"7h30\""));
    }

    #[test]
    fn of_a_week_the_days_that_are_wrong_are_marked() {
        let week = |value| html(Field { name: "week", kind: Kind::Week, value, error: Some("Des heures."), ..Field::default() });
        let marked = |value| week(value).split("<input").skip(1).filter(|day| day.contains("aria-invalid")).count();
        assert_eq!((marked("7;7h75;7;25;7;0;0"), marked("0;0;0;0;0;0;0")), (2, 7));
    }

    #[test]
    fn a_password_is_never_sent_back() {
        assert!(!html(Field { name: "p", kind: Kind::Password, value: "secret", ..Field::default() }).contains("secret"));
    }
}
