//! Signs somebody in by hand: `cargo run -p tremplin-cas-client --example login https://cas.univ.example/cas https://stages.univ.example`.
//!
//! It prints where to go, reads the address to which the browser was led back, and says who that is.

use std::{
    error::Error,
    io::{Write, stdin, stdout},
};

use tremplin_cas_client::{Client, Login, Origin, Server, Settings, Ticket, Url, Validation};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut asked = std::env::args().skip(1);
    let (Some(server), Some(origin)) = (asked.next(), asked.next()) else {
        return Err("the addresses of the CAS server and of the service are needed".into());
    };
    let client = Client::new(Server::new(&server)?, Settings::default())?;
    let origin = Origin::new(&origin)?;

    let service = origin.service("/")?;
    writeln!(stdout(), "Sign in at\n\n    {}\n\nand give the address you come back to:", client.server().login(&service, Login::IfNeeded))?;
    let mut line = String::new();
    stdin().read_line(&mut line)?;

    // In a server this is the path and query of the request.
    let back = Url::parse(line.trim())?;
    let query = back.query().unwrap_or_default();
    let ticket = Ticket::in_query(query)?.ok_or("no ticket in that address")?;
    let service = origin.service(&format!("{}?{query}", back.path()))?;
    let known = client.validate(&Validation::of(&service, &ticket)).await?;

    let mut out = stdout().lock();
    writeln!(out, "{}", known.user)?;
    for name in known.attributes.names() {
        writeln!(out, "    {name}: {}", known.attributes.all(name).join(", "))?;
    }
    Ok(())
}
