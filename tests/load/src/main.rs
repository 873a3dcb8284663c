//! A benchmark, not a test: prints a table and fails on nothing. `./tests/run load` builds in release, starts a private MariaDB and runs it
//! on both databases; alone, `cargo run --release -p tremplin-load` measures SQLite with the program built beside it.
//!
//! Everything goes through the portal, as people's browsers do: portal, fragment server and database share the machine with the asker.

#![expect(clippy::print_stdout, reason = "a table is what it is for")]

mod cases;
mod clock;
mod demo;

use std::{path::PathBuf, time::Instant};

use clap::Parser;
use demo::Demo;

/// What goes wrong ends the benchmark, in words.
type Done<T = ()> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// Measures the demo.
#[derive(Debug, Parser)]
struct Asked {
    /// How many conventions, one demo after the other.
    #[arg(long, value_delimiter = ',', default_value = "10000,200000")]
    sizes: Vec<u32>,
    /// A MariaDB server without a database name, on which `load_N` are empty databases for each size: mysql://user:password@host:port
    #[arg(long)]
    mysql: Option<String>,
    /// Leaves SQLite out.
    #[arg(long)]
    only_mysql: bool,
    /// Keeps what is filled in this folder, for the next time; MariaDB keeps its databases anyhow.
    #[arg(long)]
    folder: Option<PathBuf>,
    /// Only the cases with this in their name.
    #[arg(long, default_value = "")]
    only: String,
    /// The program to measure; the one built beside this one unless told.
    #[arg(long)]
    program: Option<PathBuf>,
    /// Requests a second of the steady measure.
    #[arg(long, default_value_t = 100)]
    rate: u32,
    /// Seconds of each measure.
    #[arg(long, default_value_t = 8)]
    seconds: u32,
}

#[tokio::main]
async fn main() -> Done {
    let asked = Asked::parse();
    let program = match &asked.program {
        Some(path) => path.clone(),
        None => std::env::current_exe()?.with_file_name("tremplin"),
    };
    println!(
        "{} on {} cores, {} requests a second, {} s a measure",
        program.display(),
        std::thread::available_parallelism()?,
        asked.rate,
        asked.seconds
    );
    for size in &asked.sizes {
        if !asked.only_mysql {
            measure(&asked, &program, *size, None).await?;
        }
        if let Some(server) = &asked.mysql {
            measure(&asked, &program, *size, Some(format!("{server}/load_{size}"))).await?;
        }
    }
    Ok(())
}

async fn measure(asked: &Asked, program: &std::path::Path, size: u32, database: Option<String>) -> Done {
    let passing = tempfile::tempdir()?;
    let folder = asked.folder.as_ref().map_or_else(|| passing.path().to_owned(), |folder| folder.join(size.to_string()));
    println!("\n## {size} conventions, {}", if database.is_some() { "MariaDB" } else { "SQLite" });
    let begun = Instant::now();
    let demo = Demo::start(program, &folder, size, database.as_deref()).await?;
    println!("{:<44}{:>9.1} s   peak {} MB", "filled and ready", begun.elapsed().as_secs_f64(), demo.peak()?);
    demo.stop().await?;
    let begun = Instant::now();
    let demo = Demo::start(program, &folder, size, database.as_deref()).await?;
    println!("{:<44}{:>9.3} s   idle {} MB", "ready on existing data", begun.elapsed().as_secs_f64(), demo.resident()?);
    // Asked once at each address before: what the first cost is a column of its own.
    println!("{:<44}{:>10} {:>9} {:>9} {:>9}   {:>10}", "", "p50", "p99", "slowest", "first", "saturated");
    for case in cases::steady(&demo).await?.into_iter().filter(|case| case.name.contains(&asked.only)) {
        let first = clock::alone(&case, case.addresses()).await?;
        let steady = clock::steady(&case, asked.rate, asked.seconds).await?;
        let flood = clock::flood(&case, 8, asked.seconds).await?;
        println!(
            "{:<44}{:>7.1} ms {:>6.1} ms {:>6.1} ms {:>6.1} ms   {:>8.0}/s",
            case.name,
            clock::percentile(&steady, 50),
            clock::percentile(&steady, 99),
            clock::percentile(&steady, 100),
            clock::percentile(&first, 100),
            flood,
        );
    }
    for case in cases::alone(&demo, size).await?.into_iter().filter(|case| case.name.contains(&asked.only)) {
        let before = demo.resident()?;
        demo.forget_peak()?;
        let took = clock::alone(&case, case.times).await?;
        let (p50, p99, slowest) = (clock::percentile(&took, 50), clock::percentile(&took, 99), clock::percentile(&took, 100));
        println!("{:<44}{p50:>7.1} ms {p99:>6.1} ms {slowest:>6.1} ms   memory {before} to {} MB", case.name, demo.peak()?);
    }
    println!("{:<44}{:>10} MB", "idle after all that", demo.resident()?);
    demo.stop().await
}
