//! What people read, in French first and in English, from the fluent files of `messages/`.

use std::{borrow::Cow, collections::HashMap, sync::LazyLock};

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use fluent_syntax::ast::Entry;
use tremplin_domain::locale::Locale;
use unic_langid::LanguageIdentifier;

use crate::typography;

/// A value put into a message: from a text or a whole number. Numbers choose the plural and are written as the language writes them.
pub type Value<'a> = FluentValue<'a>;

/// Every file, in both languages. A new area adds its file here and nowhere else.
const FILES: [(&str, &str, &str); 12] = [
    file("ui", include_str!("../messages/fr/ui.ftl"), include_str!("../messages/en/ui.ftl")),
    file("fields", include_str!("../messages/fr/fields.ftl"), include_str!("../messages/en/fields.ftl")),
    file("nomenclature", include_str!("../messages/fr/nomenclature.ftl"), include_str!("../messages/en/nomenclature.ftl")),
    file("problem", include_str!("../messages/fr/problem.ftl"), include_str!("../messages/en/problem.ftl")),
    file("checks", include_str!("../messages/fr/checks.ftl"), include_str!("../messages/en/checks.ftl")),
    file("conventions", include_str!("../messages/fr/conventions.ftl"), include_str!("../messages/en/conventions.ftl")),
    file("portal", include_str!("../messages/fr/portal.ftl"), include_str!("../messages/en/portal.ftl")),
    file("fault", include_str!("../messages/fr/fault.ftl"), include_str!("../messages/en/fault.ftl")),
    file("status", include_str!("../messages/fr/status.ftl"), include_str!("../messages/en/status.ftl")),
    file("demo", include_str!("../messages/fr/demo.ftl"), include_str!("../messages/en/demo.ftl")),
    file("api", include_str!("../messages/fr/api.ftl"), include_str!("../messages/en/api.ftl")),
    file("mail", include_str!("../messages/fr/mail.ftl"), include_str!("../messages/en/mail.ftl")),
];

const fn file(name: &'static str, fr: &'static str, en: &'static str) -> (&'static str, &'static str, &'static str) {
    (name, fr, en)
}

/// The messages of one language.
#[derive(Debug, Clone, Copy)]
pub struct Messages {
    locale: Locale,
}

impl Messages {
    /// For a language.
    pub const fn of(locale: Locale) -> Self {
        Self { locale }
    }

    /// The language.
    pub const fn locale(self) -> Locale {
        self.locale
    }

    /// A message without variables. One that English lacks is given in French; one that nobody wrote is given as its key.
    pub fn text(self, key: &str) -> &str {
        self.find(key).unwrap_or(key)
    }

    /// A message without variables, or nothing: for optional texts such as hints.
    pub fn find(self, key: &str) -> Option<&'static str> {
        self.catalogues().find_map(|c| c.plain.get(key)).map(String::as_str)
    }

    /// A message with its variables filled in.
    pub fn text_with(self, key: &str, values: &[(&str, Value<'_>)]) -> Cow<'static, str> {
        let args: FluentArgs<'_> = values.iter().map(|(name, value)| (*name, value.clone())).collect();
        let filled = self.catalogues().find_map(|c| c.fill(key, &args));
        filled.map_or_else(|| Cow::Owned(key.to_owned()), Cow::Owned)
    }

    /// Whether the language itself or the French it falls back to has the message.
    pub fn has(self, key: &str) -> bool {
        self.find(key).is_some()
    }

    fn catalogues(self) -> impl Iterator<Item = &'static Catalogue> {
        static FR: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::read(Locale::Fr));
        static EN: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::read(Locale::En));
        match self.locale {
            Locale::Fr => vec![&*FR],
            Locale::En => vec![&*EN, &*FR],
        }
        .into_iter()
    }
}

/// One language, read once.
struct Catalogue {
    bundle: FluentBundle<FluentResource>,
    /// Every message and attribute (`key.attribute`) formatted without variables.
    plain: HashMap<String, String>,
}

impl Catalogue {
    fn read(locale: Locale) -> Self {
        let tag: LanguageIdentifier = locale.tag().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // The isolation marks would end up in copied text and in mails; both our languages run left to right.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match locale {
            Locale::Fr => |value, _| number(Locale::Fr, value),
            Locale::En => |value, _| number(Locale::En, value),
        }));
        let mut keys = Vec::new();
        for (_, fr, en) in FILES {
            let source = match locale {
                Locale::Fr => fr,
                Locale::En => en,
            };
            // A file with a mistake keeps its other messages; a test sees to it that there is none.
            let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(partial, _)| partial);
            keys.extend(keys_of(&resource));
            let _ = bundle.add_resource(resource);
        }
        let mut read = Self { bundle, plain: HashMap::new() };
        read.plain = keys.into_iter().filter_map(|key| read.fill(&key, &FluentArgs::new()).map(|text| (key, text))).collect();
        read
    }

    fn fill(&self, key: &str, args: &FluentArgs<'_>) -> Option<String> {
        let (id, attribute) = key.split_once('.').map_or((key, None), |(id, attribute)| (id, Some(attribute)));
        let message = self.bundle.get_message(id)?;
        let pattern = match attribute {
            None => message.value()?,
            Some(attribute) => message.get_attribute(attribute)?.value(),
        };
        // What is missing shows as `{$name}`; a test formats every message with all its variables.
        Some(self.bundle.format_pattern(pattern, Some(args), &mut Vec::new()).into_owned())
    }
}

fn keys_of(resource: &FluentResource) -> Vec<String> {
    let messages = resource.entries().filter_map(|entry| match entry {
        Entry::Message(message) => Some(message),
        _ => None,
    });
    messages
        .flat_map(|m| {
            let value = m.value.is_some().then(|| m.id.name.to_owned());
            let attributes = m.attributes.iter().map(|a| format!("{}.{}", m.id.name, a.id.name));
            value.into_iter().chain(attributes)
        })
        .collect()
}

fn number(locale: Locale, value: &FluentValue<'_>) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    if number.value.fract() == 0.0 && number.value.abs() < 9e15 {
        #[expect(clippy::cast_possible_truncation, reason = "whole and far below i64::MAX")]
        return Some(typography::count(locale, number.value as i64));
    }
    let text = number.value.to_string();
    Some(match locale {
        Locale::Fr => text.replace('.', ","),
        Locale::En => text,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use fluent_syntax::{
        ast::{Expression, InlineExpression, Pattern, PatternElement},
        parser,
    };

    use super::*;

    const FR: Messages = Messages::of(Locale::Fr);
    const EN: Messages = Messages::of(Locale::En);

    /// Every pattern of a file with its key.
    fn patterns(source: &'static str) -> Vec<(String, Pattern<&'static str>)> {
        let resource = parser::parse(source).map_err(|(_, errors)| errors).unwrap();
        let mut found = Vec::new();
        for entry in resource.body {
            if let Entry::Message(message) = entry {
                found.extend(message.value.map(|v| (message.id.name.to_owned(), v)));
                found.extend(message.attributes.into_iter().map(|a| (format!("{}.{}", message.id.name, a.id.name), a.value)));
            }
        }
        found
    }

    /// The literal texts and the variables of a pattern, variants included.
    fn walk(pattern: &Pattern<&'static str>, texts: &mut String, variables: &mut BTreeSet<&'static str>) {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => texts.push_str(value),
                PatternElement::Placeable { expression } => match expression {
                    Expression::Inline(inline) => {
                        // A placeable stands for a word: what touches it still follows the rules of typography.
                        texts.push('x');
                        variable(inline, variables);
                    }
                    Expression::Select { selector, variants } => {
                        variable(selector, variables);
                        for variant in variants {
                            walk(&variant.value, texts, variables);
                            texts.push('\n');
                        }
                    }
                },
            }
        }
    }

    fn variable(inline: &InlineExpression<&'static str>, variables: &mut BTreeSet<&'static str>) {
        if let InlineExpression::VariableReference { id } = inline {
            variables.insert(id.name);
        }
    }

    #[test]
    fn both_languages_have_the_same_keys_and_variables() {
        for (name, fr, en) in FILES {
            let described = |source| {
                let mut all: Vec<_> = patterns(source)
                    .into_iter()
                    .map(|(key, pattern)| {
                        let mut variables = BTreeSet::new();
                        walk(&pattern, &mut String::new(), &mut variables);
                        (key, variables)
                    })
                    .collect();
                all.sort();
                all
            };
            let (fr, en) = (described(fr), described(en));
            let only =
                |a: &[(String, BTreeSet<_>)], b: &[(String, BTreeSet<_>)]| a.iter().filter(|x| !b.contains(x)).cloned().collect::<Vec<_>>();
            assert_eq!((only(&fr, &en), only(&en, &fr)), (vec![], vec![]), "{name}.ftl: only in French, only in English");
        }
    }

    #[test]
    fn no_key_is_written_twice() {
        let mut seen = BTreeSet::new();
        for (name, fr, _) in FILES {
            for (key, _) in patterns(fr) {
                assert!(seen.insert(key.clone()), "{key} is written again in {name}.ftl");
            }
        }
    }

    #[test]
    fn every_message_formats_with_its_variables() {
        for locale in Locale::ALL {
            for (name, fr, en) in FILES {
                for (key, pattern) in patterns(if locale == Locale::Fr { fr } else { en }) {
                    let mut variables = BTreeSet::new();
                    walk(&pattern, &mut String::new(), &mut variables);
                    for count in [0, 1, 2, 4127] {
                        let values: Vec<_> = variables.iter().map(|v| (*v, Value::from(count))).collect();
                        let text = Messages::of(locale).text_with(&key, &values);
                        assert!(!text.is_empty() && !text.contains("{$") && !text.contains('{'), "{name}.ftl: {key}: {text}");
                    }
                }
            }
        }
    }

    #[test]
    fn french_is_typeset_as_french() {
        for (name, fr, _) in FILES {
            for (key, pattern) in patterns(fr) {
                let mut text = String::new();
                walk(&pattern, &mut text, &mut BTreeSet::new());
                let wrong = |what: &str| panic!("{name}.ftl: {key}: {what}: {text}");
                let chars: Vec<char> = text.chars().collect();
                for (before, after) in chars.iter().zip(chars.iter().skip(1)) {
                    match (before, after) {
                        (' ', ';' | '!' | '?' | ':' | '»' | '%' | '€') => wrong("a plain space before a high mark"),
                        (before, ';' | '!' | '?') if before.is_alphanumeric() => wrong("U+202F is missing before a high mark"),
                        (before, ':') if before.is_alphabetic() => wrong("U+00A0 is missing before a colon"),
                        ('«', after) if *after != '\u{a0}' => wrong("U+00A0 is missing after «"),
                        (before, '»') if *before != '\u{a0}' => wrong("U+00A0 is missing before »"),
                        _ => {}
                    }
                }
                if text.contains('\'') || text.contains("...") || text.contains('"') {
                    wrong("straight apostrophe, quote or three dots");
                }
            }
        }
    }

    #[test]
    fn english_uses_real_apostrophes_and_ellipses() {
        for (name, _, en) in FILES {
            for (key, pattern) in patterns(en) {
                let mut text = String::new();
                walk(&pattern, &mut text, &mut BTreeSet::new());
                assert!(!text.contains('\'') && !text.contains("..."), "{name}.ftl: {key}: {text}");
            }
        }
    }

    #[test]
    fn a_key_that_nobody_wrote_is_given_as_it_is() {
        assert_eq!((FR.text("no-such-key"), EN.text_with("no-such-key", &[]).as_ref()), ("no-such-key", "no-such-key"));
        assert!(!FR.has("no-such-key"));
    }

    #[test]
    fn a_duration_is_months_and_days() {
        let duration =
            |m: Messages, months: i64, days: i64| m.text_with("duration", &[("months", months.into()), ("days", days.into())]).into_owned();
        assert_eq!(
            [duration(FR, 5, 14), duration(FR, 6, 0), duration(FR, 0, 1), duration(FR, 1, 1)],
            ["5\u{a0}mois 14\u{a0}jours", "6\u{a0}mois", "1\u{a0}jour", "1\u{a0}mois 1\u{a0}jour"]
        );
        assert_eq!(
            [duration(EN, 5, 1), duration(EN, 1, 0), duration(EN, 0, 2)],
            ["5\u{a0}months 1\u{a0}day", "1\u{a0}month", "2\u{a0}days"]
        );
    }

    #[test]
    fn numbers_choose_the_plural_and_are_written_as_the_language_does() {
        let days = |m: Messages, n: i64| m.text_with("since-days", &[("days", n.into())]).into_owned();
        assert_eq!([days(FR, 0), days(FR, 1), days(FR, 2)], ["depuis aujourd’hui", "depuis hier", "depuis 2\u{a0}jours"]);
        assert_eq!(days(EN, 1234), "for 1,234\u{a0}days");
        assert_eq!(days(FR, 1234), "depuis 1\u{202f}234\u{a0}jours");
    }

    #[test]
    fn what_was_validated_in_number_is_counted_and_one_that_is_refused_is_told_in_the_singular() {
        let fr = Messages::of(Locale::Fr);
        let done = |count: i64| fr.text_with("flash-bulk", &[("done", count.into()), ("given", "X".into())]).into_owned();
        assert_eq!([done(0), done(2)], ["Aucune convention validée", "2 conventions validées\u{a0}: X"]);
        let refused = |count: i64| fr.text_with("bulk-refused", &[("count", count.into())]).into_owned();
        assert_eq!([refused(1), refused(2)], ["Une convention n’est pas validée\u{a0}:", "2 conventions ne sont pas validées\u{a0}:"]);
    }
}
