//! Parts of an institution's configuration that several tests write.

use std::{net::SocketAddr, path::Path};

/// A server of fragments at an address, with its data in a folder.
pub fn server(listen: SocketAddr, data: &Path) -> String {
    format!(
        r#"
        listen = "{listen}"
        public_url = "http://{listen}"
        data = "{data}"
        [institution]
        name = "Université d’exemple"
        address = "1 place de l’Université, 35000 Rennes"
        representative = "La présidence"
        "#,
        data = data.display()
    )
}

/// A site at an address, with a CAS server at its door and settings of its own.
pub fn site(listen: SocketAddr, cas: &str, settings: &str) -> String {
    format!(
        r#"
        [site]
        listen = "{listen}"
        public_url = "http://{listen}"
        {settings}
        [cas]
        url = "{cas}"
        "#
    )
}

/// A portal that signs with the key of a folder.
pub fn portal(keys: &Path) -> String {
    format!(
        r#"
        [portal.ent]
        keys = ["{keys}/portal.pub"]
        render = "https://ent.univ.example/w/{{ns}}/{{target}}"
        action = "https://ent.univ.example/w/{{ns}}/{{target}}"
        resource = "https://ent.univ.example/r/{{ns}}/{{target}}"
        "#,
        keys = keys.display()
    )
}

/// The directory of the tests, at an address.
pub fn directory(url: &str) -> String {
    format!(
        r#"
        [ldap]
        urls = ["{url}"]
        people_base = "ou=people,dc=univ,dc=example"
        structures_base = "ou=structures,dc=univ,dc=example"
        "#
    )
}
