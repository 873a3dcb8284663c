//! What tests ask of a database.

use std::{
    collections::BTreeSet,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use diesel::{
    Connection, ExpressionMethods, QueryDsl, QueryableByName, RunQueryDsl,
    connection::{InstrumentationEvent, SimpleConnection},
    sql_types::{BigInt, Text},
};
use tremplin_domain::centre::Centre;

use crate::{address::Address, connection::Conn, error::Error, migrate, schema::centre, store::Store};

/// Runs work and counts the statements that it sends, those that begin and end transactions left out.
pub fn statements<T>(conn: &mut Conn, work: impl FnOnce(&mut Conn) -> T) -> (T, usize) {
    let count = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&count);
    conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
        if let InstrumentationEvent::StartQuery { query, .. } = event {
            let text = query.to_string().to_lowercase();
            let frames = ["begin", "commit", "rollback", "savepoint", "release"];
            if !frames.iter().any(|f| text.trim_start().starts_with(f)) {
                counter.fetch_add(1, Ordering::Relaxed);
            }
        }
    });
    let done = work(conn);
    conn.set_instrumentation(|_: InstrumentationEvent<'_>| {});
    (done, count.load(Ordering::Relaxed))
}

/// How the database finds the rows of each statement that some work sends: a table or its alias, and the index, or nothing where it reads the
/// whole table. Where it reads what another statement made, it is not told.
pub fn plans(conn: &mut Conn, work: impl FnOnce(&mut Conn)) -> Result<Vec<(String, Option<String>)>, Error> {
    let sent = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&sent);
    conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
        if let InstrumentationEvent::StartQuery { query, .. } = event {
            let text = query.to_string();
            let text = text.split(" -- binds:").next().unwrap_or_default().trim().to_owned();
            seen.lock().unwrap_or_else(PoisonError::into_inner).push(text);
        }
    });
    work(conn);
    conn.set_instrumentation(|_: InstrumentationEvent<'_>| {});
    let sent = sent.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let mut plans = Vec::new();
    for text in sent.iter().filter(|text| text.to_lowercase().starts_with("select")) {
        plans.extend(plan(conn, text)?);
    }
    Ok(plans)
}

fn plan(conn: &mut Conn, text: &str) -> Result<Vec<(String, Option<String>)>, Error> {
    #[derive(QueryableByName)]
    struct Detail {
        #[diesel(sql_type = Text)]
        detail: String,
    }
    match conn {
        Conn::Sqlite(_) => {
            let steps: Vec<Detail> = diesel::sql_query(format!("explain query plan {text}")).load(conn)?;
            let step = |step: &Detail| {
                let mut words = step.detail.split_whitespace();
                let (verb, table) = (words.next()?, words.next()?.to_owned());
                match verb {
                    "SEARCH" => Some((table, Some(words.collect::<Vec<_>>().join(" ")))),
                    "SCAN" => Some((table, None)),
                    _ => None,
                }
            };
            Ok(steps.iter().filter_map(step).collect())
        }
        #[cfg(feature = "mysql")]
        Conn::Mysql(_) => {
            #[derive(QueryableByName)]
            struct Step {
                #[diesel(sql_type = diesel::sql_types::Nullable<Text>)]
                table: Option<String>,
                #[diesel(sql_type = diesel::sql_types::Nullable<Text>)]
                r#type: Option<String>,
                #[diesel(sql_type = diesel::sql_types::Nullable<Text>)]
                key: Option<String>,
            }
            // The values do not matter to what an index can do, and a text compares with every type.
            let text = text.replace("LIMIT ?", "LIMIT 9").replace('?', "'1'");
            let steps: Vec<Step> = diesel::sql_query(format!("explain {text}")).load(conn)?;
            let of_table = steps.into_iter().filter(|step| step.table.as_ref().is_some_and(|table| !table.starts_with('<')));
            let whole = |step: &Step| matches!(step.r#type.as_deref(), Some("ALL" | "index"));
            Ok(of_table.map(|step| (step.table.clone().unwrap_or_default(), step.key.clone().filter(|_| !whole(&step)))).collect())
        }
    }
}

/// Says what a centre is called, where it is and who signs for it, as its settings will.
pub fn present_centre(conn: &mut Conn, of: &Centre) -> Result<(), Error> {
    let office = (centre::name.eq(&of.name), centre::address.eq(&of.address));
    let signs = (centre::signatory_name.eq(&of.signatory_name), centre::signatory_title.eq(&of.signatory_title));
    diesel::update(centre::table.find(of.id.0)).set((office, signs)).execute(conn)?;
    Ok(())
}

/// Whether foreign keys are enforced on this connection.
pub fn enforces_foreign_keys(conn: &mut Conn) -> bool {
    conn.batch_execute("insert into service (host_id, name, street, postcode, town, country, phone) values (-1, '', '', '', '', '', '')")
        .is_err()
}

#[derive(QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    nullable: String,
}

/// Every column of every table of ours, in order: table, column, whether it may be null. The two databases print the same.
pub fn columns(conn: &mut Conn) -> Result<Vec<String>, Error> {
    let mut lines = Vec::new();
    for table in ours(conn)? {
        let sql = match conn {
            Conn::Sqlite(_) => format!(
                "select name, case \"notnull\" when 0 then 'null' else 'not null' end as nullable from pragma_table_info('{table}') order by cid"
            ),
            #[cfg(feature = "mysql")]
            Conn::Mysql(_) => format!(
                "select column_name as name, if(is_nullable = 'YES', 'null', 'not null') as nullable from information_schema.columns \
                 where table_schema = database() and table_name = '{table}' order by ordinal_position"
            ),
        };
        let columns: Vec<Column> = diesel::sql_query(sql).load(conn)?;
        lines.extend(columns.iter().map(|c| format!("{table}.{} {}", c.name, c.nullable)));
    }
    Ok(lines)
}

/// Every index of every table of ours but the primary keys, in order: table, columns, whether it is unique. The two databases print the same
/// for the same.
pub fn indexes(conn: &mut Conn) -> Result<BTreeSet<String>, Error> {
    #[derive(QueryableByName)]
    struct Index {
        #[diesel(sql_type = Text)]
        line: String,
    }
    let mut lines = BTreeSet::new();
    for table in ours(conn)? {
        let sql = match conn {
            Conn::Sqlite(_) => format!(
                "select '{table} (' || group_concat(name, ', ' order by seqno) || ')' || case \"unique\" when 1 then ' unique' else '' end as line \
                 from (select i.name as of, i.\"unique\", c.seqno, c.name from pragma_index_list('{table}') i, pragma_index_info(i.name) c \
                 where i.origin <> 'pk') group by of, \"unique\""
            ),
            #[cfg(feature = "mysql")]
            Conn::Mysql(_) => format!(
                "select concat('{table} (', group_concat(column_name order by seq_in_index separator ', '), ')', if(non_unique, '', ' unique')) as line \
                 from information_schema.statistics where table_schema = database() and table_name = '{table}' and index_name <> 'PRIMARY' \
                 group by index_name, non_unique"
            ),
        };
        let found: Vec<Index> = diesel::sql_query(sql).load(conn)?;
        lines.extend(found.into_iter().map(|index| index.line));
    }
    Ok(lines)
}

/// The tables of ours that the database has, by name.
pub fn ours(conn: &mut Conn) -> Result<Vec<String>, Error> {
    #[derive(QueryableByName)]
    struct Table {
        #[diesel(sql_type = Text)]
        name: String,
    }
    let sql = match conn {
        Conn::Sqlite(_) => {
            "select name from sqlite_master where type = 'table' and name not like 'sqlite%' and name not like '\\_\\_%' escape '\\' order by name"
        }
        #[cfg(feature = "mysql")]
        Conn::Mysql(_) => {
            "select table_name as name from information_schema.tables where table_schema = database() and left(table_name, 2) <> '__' order by table_name"
        }
    };
    let tables: Vec<Table> = diesel::sql_query(sql).load(conn)?;
    Ok(tables.into_iter().map(|t| t.name).collect())
}

/// How many rows a table has.
pub fn rows(conn: &mut Conn, table: &'static str) -> Result<i64, Error> {
    #[derive(QueryableByName)]
    struct Count {
        #[diesel(sql_type = BigInt)]
        n: i64,
    }
    let counts: Vec<Count> = diesel::sql_query(format!("select count(*) as n from {table}")).load(conn)?;
    Ok(counts.first().map_or(0, |c| c.n))
}

/// Runs statements at an address that no store was opened at.
pub fn execute(address: &Address, sql: &str) -> Result<(), Error> {
    Ok(Store::connect_bare(address).map_err(Error::internal)?.batch_execute(sql)?)
}

/// The tables and views at an address, by name.
pub fn tables(address: &Address) -> Result<Vec<String>, Error> {
    let mut tables = migrate::tables(&mut Store::connect_bare(address).map_err(Error::internal)?)?;
    tables.sort();
    Ok(tables)
}

/// How many more reads or writes, writes, and long reads may begin now.
pub fn free_turns(store: &Store) -> [usize; 3] {
    store.free_turns()
}

/// Applies every migration again, as after one that stopped halfway: each is safe to run again.
pub fn migrate_again(store: &Store) -> Result<(), Error> {
    let mut conn = store.connection()?;
    conn.batch_execute("delete from __diesel_schema_migrations")?;
    migrate::migrate(&mut conn).map_err(Error::Internal)
}

/// A fresh database on a server, dropped in the end.
#[derive(Debug)]
pub struct Scratch {
    address: Address,
    #[cfg(feature = "mysql")]
    server: String,
    #[cfg(feature = "mysql")]
    name: String,
}

impl Scratch {
    /// Makes a database of that name on the server of an address.
    #[cfg(feature = "mysql")]
    pub fn new(base: &Address, name: &str) -> Result<Self, Error> {
        let Address::Server(server) = base else { return Err(Error::NotAChoice("address")) };
        let url = server.url();
        let mut conn = diesel::mysql::MysqlConnection::establish(&url).map_err(Error::internal)?;
        conn.batch_execute(&format!("drop database if exists {name}; create database {name} character set utf8mb4 collate utf8mb4_bin"))?;
        let place = url.rfind('/').map_or(url.as_str(), |at| url.split_at(at).0);
        let address = format!("{place}/{name}").parse().map_err(Error::internal)?;
        Ok(Self { address, server: url, name: name.to_owned() })
    }

    /// Its address.
    pub const fn address(&self) -> &Address {
        &self.address
    }
}

#[cfg(feature = "mysql")]
impl Drop for Scratch {
    fn drop(&mut self) {
        if let Ok(mut conn) = diesel::mysql::MysqlConnection::establish(&self.server) {
            let _ = conn.batch_execute(&format!("drop database if exists {}", self.name));
        }
    }
}
