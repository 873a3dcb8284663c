use proptest::{prelude::*, sample::Index};

use super::*;
use crate::Code;

const GOOD: &str = r#"<cas:serviceResponse xmlns:cas="http://www.yale.edu/tp/cas">
  <cas:authenticationSuccess>
    <cas:user>mdurand</cas:user>
    <cas:attributes><cas:mail>m@univ.example</cas:mail><cas:groups><cas:group>a</cas:group></cas:groups></cas:attributes>
    <cas:attribute name="sn" value="Durand"/>
    <cas:role><![CDATA[student]]></cas:role>
    <cas:proxyGrantingTicket>PGTIOU-84678-8a9d</cas:proxyGrantingTicket>
    <cas:proxies><cas:proxy>https://near.example/pgt</cas:proxy><cas:proxy>https://far.example/pgt</cas:proxy></cas:proxies>
  </cas:authenticationSuccess>
</cas:serviceResponse>"#;

const REFUSED: &str = r#"<cas:serviceResponse xmlns:cas="http://www.yale.edu/tp/cas"><cas:authenticationFailure code="INVALID_TICKET">
  Ticket ST-1856339-aA5Yuvrxzpv8Tau1cYQ7 not recognized
</cas:authenticationFailure></cas:serviceResponse>"#;

const PROXIED: &str = r#"<cas:serviceResponse xmlns:cas="http://www.yale.edu/tp/cas"><cas:proxySuccess><cas:proxyTicket>PT-1856392-b98x</cas:proxyTicket></cas:proxySuccess></cas:serviceResponse>"#;

fn inside(text: &str) -> String {
    format!("<serviceResponse xmlns='{NAMESPACE}' xmlns:o='urn:other'>{text}</serviceResponse>")
}

fn read(text: &str) -> Result<Verdict<Authenticated>, Unreadable> {
    validation(text.as_bytes())
}

fn success(text: &str) -> Result<Verdict<Authenticated>, Unreadable> {
    read(&inside(&format!("<authenticationSuccess>{text}</authenticationSuccess>")))
}

#[test]
fn a_success_says_who_and_through_whom() {
    let known = read(GOOD).unwrap().unwrap();
    assert_eq!((known.user.as_str(), known.attributes.first("mail")), ("mdurand", Some("m@univ.example")));
    assert_eq!(known.proxies, ["https://near.example/pgt", "https://far.example/pgt"]);
    assert_eq!(known.pgt_iou, Some(PgtIou::new("PGTIOU-84678-8a9d").unwrap()));
}

#[test]
fn the_prefix_is_the_servers_choice_and_the_namespace_is_not() {
    for text in [GOOD.replace("cas:", "x:").replace(":cas=", ":x="), GOOD.replace("cas:", "").replace(":cas=", "=")] {
        assert_eq!(read(&text).unwrap().unwrap().user, "mdurand", "{text}");
    }
    for text in [GOOD.replace("yale", "evil"), GOOD.replace("cas:", "").replace("xmlns:cas", "title"), "<a/>".into()] {
        assert_eq!(read(&text), Err(Unreadable::Foreign), "{text}");
    }
}

#[test]
fn a_refusal_has_a_code_and_shows_no_ticket() {
    let failure = read(REFUSED).unwrap().unwrap_err();
    assert_eq!((&failure.code, failure.message.as_str()), (&Code::InvalidTicket, "Ticket ST-… not recognized"));
    assert!(!format!("{failure:?} {failure}").contains("1856339"));
}

#[test]
fn every_code_has_its_variant() {
    for (code, told) in [
        ("INVALID_REQUEST", Code::InvalidRequest),
        ("INVALID_TICKET_SPEC", Code::InvalidTicketSpec),
        ("INVALID_TICKET", Code::InvalidTicket),
        ("BAD_PGT", Code::InvalidTicket),
        ("INVALID_SERVICE", Code::InvalidService),
        ("UNAUTHORIZED_SERVICE", Code::UnauthorizedService),
        ("UNAUTHORIZED_SERVICE_PROXY", Code::UnauthorizedServiceProxy),
        ("INVALID_PROXY_CALLBACK", Code::InvalidProxyCallback),
        ("INTERNAL_ERROR", Code::InternalError),
        ("UNAUTHORIZED_USER", Code::Other("UNAUTHORIZED_USER".into())),
    ] {
        assert_eq!(read(&REFUSED.replace("INVALID_TICKET", code)).unwrap().unwrap_err().code, told, "{code}");
    }
}

#[test]
fn what_could_be_read_in_two_ways_is_refused() {
    let user = "<user>m</user>";
    let yes = format!("<authenticationSuccess>{user}</authenticationSuccess>");
    let no = "<authenticationFailure code='INVALID_TICKET'/>";
    for (text, told) in [
        (inside(&format!("{yes}{no}")), Unreadable::Repeated("the verdict")),
        (inside(&format!("{no}{yes}")), Unreadable::Repeated("the verdict")),
        (inside(&format!("{yes}{yes}")), Unreadable::Repeated("the verdict")),
        (inside(""), Unreadable::Missing("authenticationSuccess")),
        (inside(&format!("<o:x>{yes}</o:x>")), Unreadable::Missing("authenticationSuccess")),
        (inside("<o:authenticationSuccess><user>m</user></o:authenticationSuccess>"), Unreadable::Missing("authenticationSuccess")),
        (inside("<authenticationFailure>x</authenticationFailure>"), Unreadable::Missing("code")),
    ] {
        assert_eq!(read(&text), Err(told), "{text}");
    }
    for (text, told) in [
        ("", Unreadable::Missing("user")),
        ("<user/>", Unreadable::Missing("user")),
        ("<o:user>m</o:user>", Unreadable::Missing("user")),
        ("<attributes><user>m</user></attributes>", Unreadable::Missing("user")),
        ("<user>m</user><user>n</user>", Unreadable::Repeated("user")),
        ("<user>m<b>n</b></user>", Unreadable::Unfit("user")),
        ("<user>m&#10;n</user>", Unreadable::Unfit("user")),
        ("<user>m</user><proxyGrantingTicket>PGT-1</proxyGrantingTicket>", Unreadable::Unfit("proxyGrantingTicket")),
        ("<user>m</user><proxies><proxy/></proxies>", Unreadable::Unfit("proxies")),
        ("<user>m</user><proxies><o:proxy>https://evil.example</o:proxy></proxies>", Unreadable::Unfit("proxies")),
        ("<user>m</user><proxies/><proxies><proxy>https://evil.example</proxy></proxies>", Unreadable::Repeated("proxies")),
    ] {
        assert_eq!(success(text), Err(told), "{text}");
    }
    assert_eq!(success(&format!("<user>{}</user>", "m".repeat(513))), Err(Unreadable::Unfit("user")));
}

#[test]
fn a_comment_cuts_no_user_short() {
    assert_eq!(success("<user>admin<!-- -->istrator</user>").unwrap().unwrap().user, "administrator");
}

#[test]
fn unknown_elements_are_overlooked() {
    let text = "<o:new/><authenticationSuccess><o:user>admin</o:user><user> m </user><o:x>y</o:x></authenticationSuccess>";
    let known = read(&inside(text)).unwrap().unwrap();
    assert_eq!((known.user.as_str(), known.attributes.is_empty()), ("m", true));
}

#[test]
fn a_proxy_ticket_comes_or_a_refusal() {
    assert_eq!(proxy(PROXIED.as_bytes()).unwrap().unwrap(), Ticket::new("PT-1856392-b98x").unwrap());
    for element in ["proxyFailure", "authenticationFailure"] {
        let text = inside(&format!("<{element} code='UNAUTHORIZED_SERVICE'>no</{element}>"));
        assert_eq!(proxy(text.as_bytes()).unwrap().unwrap_err().code, Code::UnauthorizedService);
    }
    assert_eq!(proxy(GOOD.as_bytes()), Err(Unreadable::Missing("proxySuccess")));
    assert_eq!(proxy(PROXIED.replace("PT-", "TGT-").as_bytes()), Err(Unreadable::Unfit("proxyTicket")));
}

#[test]
fn cas_1_says_yes_with_a_user_or_no() {
    assert_eq!(plain(b"yes\nmdurand\n").unwrap().unwrap().user, "mdurand");
    assert_eq!(plain(b"yes\r\nmdurand\r\n").unwrap().unwrap().user, "mdurand");
    assert_eq!(plain(b"no\n\n").unwrap().unwrap_err().code, Code::InvalidTicket);
    for (text, told) in [
        ("yes\n", Unreadable::Missing("user")),
        ("yes\nm\nmore\n", Unreadable::Unfit("the answer")),
        ("yes m", Unreadable::Unfit("the answer")),
        ("", Unreadable::Unfit("the answer")),
        ("<html>", Unreadable::Html),
    ] {
        assert_eq!(plain(text.as_bytes()), Err(told), "{text}");
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_without_panic(bytes in any::<Vec<u8>>()) {
        let _ = (validation(&bytes), proxy(&bytes), plain(&bytes));
    }

    #[test]
    fn a_good_answer_with_changed_bytes_is_read_without_panic(changes in prop::collection::vec((any::<Index>(), any::<u8>()), 1..6)) {
        for good in [GOOD, REFUSED, PROXIED, "yes\nmdurand\n"] {
            let mut bytes = good.as_bytes().to_vec();
            for (at, byte) in &changes {
                let at = at.index(bytes.len());
                bytes[at] = *byte;
            }
            let _ = (validation(&bytes), proxy(&bytes), plain(&bytes));
        }
    }

    #[test]
    fn a_good_answer_with_a_part_moved_or_repeated_is_read_without_panic(from in any::<Index>(), to in any::<Index>(), at in any::<Index>()) {
        for good in [GOOD, REFUSED, PROXIED] {
            let (one, other) = (from.index(good.len()), to.index(good.len()));
            let part = &good[one.min(other)..one.max(other)];
            let mut text = good.to_owned();
            text.insert_str(at.index(good.len()), part);
            let _ = (validation(text.as_bytes()), proxy(text.as_bytes()));
        }
    }

    #[test]
    fn no_answer_that_is_cut_short_is_believed(end in any::<Index>()) {
        for good in [GOOD, PROXIED] {
            let end = end.index(good.len());
            prop_assert!(validation(&good.as_bytes()[..end]).is_err() && proxy(&good.as_bytes()[..end]).is_err());
        }
    }

    #[test]
    fn whatever_a_person_is_called_is_read_as_it_is(user in "[!-~é中]{1,40}", value in "[ -~é中]{0,40}") {
        let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let known = success(&format!("<user>{}</user><attributes><x>{}</x></attributes>", escape(&user), escape(&value))).unwrap().unwrap();
        prop_assert_eq!(known.user, user);
        prop_assert_eq!(known.attributes.first("x").unwrap_or_default(), value.trim());
    }
}
