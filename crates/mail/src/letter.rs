//! A message of the outbox as a mail (RFC 5322).

use chrono::NaiveDateTime;
use lettre::{
    Address, Message,
    message::{
        Mailbox, MessageBuilder,
        header::{ContentType, Header, HeaderName, HeaderValue},
    },
};
use tremplin_store::outbox;

/// Whom mail comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender(Mailbox);

/// Not the address of a sender: `name <local@host>` or `local@host`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an address that mail can come from")]
pub struct BadSender(String);

impl std::str::FromStr for Sender {
    type Err = BadSender;

    fn from_str(text: &str) -> Result<Self, BadSender> {
        text.parse().map(Self).map_err(|_| BadSender(text.to_owned()))
    }
}

/// Written by a program, so that nothing answers by itself (RFC 3834).
#[derive(Debug, Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// The mail of a message. The same message has the same `Message-ID` each time, so that one that left twice is known to be one.
/// Nothing when its recipient is no address: no server would take it.
pub(crate) fn of(message: &outbox::Message, sender: &Sender) -> Option<Message> {
    let to: Address = message.recipient.parse().ok()?;
    let subject = message.letter.subject.replace(|c: char| c.is_control(), " ");
    let builder: MessageBuilder = Message::builder()
        .from(sender.0.clone())
        .to(Mailbox::new(None, to))
        .date(date(message.created_at))
        .message_id(Some(format!("<outbox-{}-{}@{}>", message.id.0, message.created_at.and_utc().timestamp(), sender.0.email.domain())))
        .header(AutoSubmitted)
        .header(ContentType::TEXT_PLAIN)
        .subject(subject);
    builder.body(message.letter.text.clone()).ok()
}

fn date(at: NaiveDateTime) -> std::time::SystemTime {
    at.and_utc().into()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use tremplin_domain::ids::MessageId;
    use tremplin_store::{conventions::Letter, outbox::Delivery};

    use super::*;

    fn message(recipient: &str, subject: &str, text: &str) -> outbox::Message {
        outbox::Message {
            id: MessageId(7),
            convention: None,
            event: "submitted".into(),
            recipient: recipient.into(),
            letter: Letter { subject: subject.into(), text: text.into() },
            delivery: Delivery::Waiting,
            attempts: 1,
            created_at: chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap().and_hms_opt(8, 0, 0).unwrap(),
            sent_at: None,
            problem: String::new(),
        }
    }

    fn sender() -> Sender {
        "Stages <stages@univ.example>".parse().unwrap()
    }

    fn raw(message: &outbox::Message) -> String {
        String::from_utf8(of(message, &sender()).unwrap().formatted()).unwrap()
    }

    #[test]
    fn a_mail_says_who_sends_it_and_that_a_program_wrote_it() {
        let raw = raw(&message("a@b.example", "Convention validée", "Bonjour,\nC’est fait."));
        for line in [
            "From: Stages <stages@univ.example>\r\n",
            "To: a@b.example\r\n",
            "Date: Mon, 23 Nov 2026 08:00:00 +0000\r\n",
            "Message-ID: <outbox-7-1795420800@univ.example>\r\n",
            "Auto-Submitted: auto-generated\r\n",
            "Content-Type: text/plain; charset=utf-8\r\n",
        ] {
            assert!(raw.contains(line), "{line} in {raw}");
        }
    }

    #[test]
    fn what_is_no_address_gets_no_mail() {
        for recipient in ["", "a", "a@", "a@b.example\r\nBcc: c@d.example", "a@b.example, c@d.example"] {
            assert!(of(&message(recipient, "s", "t"), &sender()).is_none(), "{recipient:?}");
        }
    }

    #[test]
    fn what_is_no_sender_is_told() {
        assert!("Stages".parse::<Sender>().is_err());
        assert!("stages@univ.example".parse::<Sender>().is_ok());
    }

    proptest! {
        #[test]
        fn no_text_adds_a_header_or_another_recipient(subject in any::<String>(), text in any::<String>()) {
            let raw = raw(&message("a@b.example", &subject, &text));
            let head = raw.split("\r\n\r\n").next().unwrap();
            let mut names: Vec<_> = head.lines().filter(|l| !l.starts_with(' ')).map(|l| l.split(':').next().unwrap()).collect();
            names.sort_unstable();
            let known = ["Auto-Submitted", "Content-Transfer-Encoding", "Content-Type", "Date", "From", "Message-ID", "Subject", "To"];
            prop_assert_eq!(names, known);
        }
    }
}
