//! `OpenLDAP` as a child process: a directory server that others wrote.

use std::{
    fs::{self, File},
    io::Write,
    net::{Ipv4Addr, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::{Authority, Done, free};

/// Below which name everything stands.
pub const SUFFIX: &str = "dc=univ,dc=example";

/// Who may read everything, with [`PASSWORD`].
pub const READER: &str = "cn=tremplin,dc=univ,dc=example";

/// The password of [`READER`].
pub const PASSWORD: &str = "essai";

/// Runs the server until somebody says « stop » or nobody is there to say so; then nothing of it is left, whatever became of the test.
const KEEPER: &str = r#"
folder=$1; shift
exec 3<&0
"$@" </dev/null >>"$folder/log" 2>&1 3<&- &
pid=$!
( word=; read -r word <&3; [ "$word" = stop ] || : >"$folder/over"; kill "$pid" ) 2>/dev/null &
wait "$pid"
code=$?
if [ -e "$folder/over" ]; then rm -rf "$folder"; fi
exit "$code"
"#;

/// What a server has and lets do.
#[derive(Debug, Clone)]
pub struct DirectorySetup {
    /// The entries, in LDIF (RFC 2849), below those of [`crate::directory_entries::base`].
    pub entries: String,
    /// Whether whoever does not say their name may read.
    pub anonymous: bool,
    /// How many entries a search gives at most, where it does not ask for pages.
    pub size_limit: usize,
}

impl Default for DirectorySetup {
    fn default() -> Self {
        Self { entries: String::new(), anonymous: false, size_limit: 500 }
    }
}

/// A directory server that runs on free ports of this machine, with a folder of its own.
#[derive(Debug)]
pub struct DirectoryServer {
    folder: PathBuf,
    child: Option<Child>,
    /// Its address: `ldap://localhost:45678`.
    pub plain: String,
    /// The same server, protected from the first byte.
    pub protected: String,
    /// The authority of its certificate, in PEM.
    pub authority: String,
    listen: String,
    port: u16,
}

impl DirectoryServer {
    /// Fills a server and starts it. It ends when this is dropped; and, should that never happen, with the process that started it.
    pub fn start(setup: &DirectorySetup) -> Done<Self> {
        let folder = tempfile::tempdir()?.keep();
        let authority = Authority::new()?;
        fs::create_dir(folder.join("data"))?;
        let certified = authority.certify("localhost")?;
        for (name, text) in [
            ("slapd.conf", &configuration(&folder, setup)),
            ("supann.schema", &include_str!("../directory/supann.schema").to_owned()),
            ("authority.pem", &authority.pem()),
            ("certificate.pem", &certified.certificate),
            ("key.pem", &certified.key),
            ("entries.ldif", &format!("{}{}", crate::directory_entries::base(), setup.entries)),
        ] {
            fs::write(folder.join(name), text)?;
        }
        fill(&folder)?;
        let mut server = Self {
            folder,
            child: None,
            plain: String::new(),
            protected: String::new(),
            authority: authority.pem(),
            listen: String::new(),
            port: 0,
        };
        // A port that somebody took meanwhile is not ours: the server then ends by itself, and others are tried.
        for _ in 0..3 {
            server.place()?;
            if server.run().is_ok() {
                return Ok(server);
            }
        }
        server.place()?;
        server.run()?;
        Ok(server)
    }

    /// Gives it ports that nobody has now.
    fn place(&mut self) -> Done {
        let [port, protected] = [free(Ipv4Addr::LOCALHOST)?.port(), free(Ipv4Addr::LOCALHOST)?.port()];
        self.plain = format!("ldap://localhost:{port}");
        self.protected = format!("ldaps://localhost:{protected}");
        self.listen = format!("ldap://127.0.0.1:{port}/ ldaps://127.0.0.1:{protected}/");
        self.port = port;
        Ok(())
    }

    /// Starts it again, at the same addresses, with what it had.
    pub fn run(&mut self) -> Done {
        let mut command = Command::new("sh");
        command.args(["-c", KEEPER, "keeper"]).arg(&self.folder).arg(slapd("slapd"));
        command.args(["-d", "0", "-h", &self.listen, "-f"]).arg(self.folder.join("slapd.conf"));
        let mut child = command.stdin(Stdio::piped()).spawn()?;
        let before = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_err() {
            let has_ended = child.try_wait()?.is_some();
            if has_ended || before.elapsed() > crate::PATIENCE {
                drop(child.stdin.take());
                return Err(format!("slapd does not start: {}", read(&self.folder.join("log"))).into());
            }
            thread::sleep(Duration::from_millis(10));
        }
        self.child = Some(child);
        Ok(())
    }

    /// Stops it, and keeps what it has.
    pub fn stop(&mut self) -> Done {
        if let Some(mut child) = self.child.take() {
            if let Some(mut input) = child.stdin.take() {
                input.write_all(b"stop\n")?;
            }
            child.wait()?;
        }
        Ok(())
    }
}

impl Drop for DirectoryServer {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            drop(child.stdin.take());
            // One that has ended by itself is no trouble.
            let _ = child.wait();
        }
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// The programs of the server are not on everybody's path.
fn slapd(name: &str) -> PathBuf {
    let beside = Path::new("/usr/sbin").join(name);
    if beside.exists() { beside } else { name.into() }
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_default()
}

fn fill(folder: &Path) -> Done {
    let log = File::create(folder.join("log"))?;
    let mut command = Command::new(slapd("slapadd"));
    // Quick: what is not valid is not looked for, as in directories that grew for twenty years.
    command.args(["-q", "-f"]).arg(folder.join("slapd.conf")).arg("-l").arg(folder.join("entries.ldif"));
    let filled = command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log).status();
    match filled {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(format!("slapadd refuses the entries: {}", read(&folder.join("log"))).into()),
        Err(error) => Err(format!("no directory server (Debian: slapd), run tests/run, which installs it: {error}").into()),
    }
}

fn configuration(folder: &Path, setup: &DirectorySetup) -> String {
    let folder = folder.display();
    let modules = if Path::new("/usr/lib/ldap").exists() { "modulepath /usr/lib/ldap\nmoduleload back_mdb\n" } else { "" };
    let anonymous = if setup.anonymous { "read" } else { "none" };
    let limit = setup.size_limit;
    format!(
        "include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
include {folder}/supann.schema
{modules}TLSCACertificateFile {folder}/authority.pem
TLSCertificateFile {folder}/certificate.pem
TLSCertificateKeyFile {folder}/key.pem
sizelimit size.soft={limit} size.hard={limit} size.pr=unlimited size.prtotal=unlimited
threads 4
database mdb
suffix {SUFFIX}
directory {folder}/data
maxsize 536870912
dbnosync
index objectClass,eduPersonAffiliation,eduPersonPrimaryAffiliation,supannCodeEntite,supannEntiteAffectation,supannEntiteAffectationPrincipale eq
index uid,supannEtuId,sn,givenName,cn,mail,supannAffectation pres,eq,sub
access to attrs=userPassword by anonymous auth by * none
access to * by dn.exact={READER} read by anonymous {anonymous} by * none
"
    )
}
