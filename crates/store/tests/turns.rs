//! Who waits for whom: files for files, pages for no file, and whoever comes second for what the first wrote.

#![expect(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

use std::{
    pin::Pin,
    sync::{Barrier, mpsc},
    thread,
};

use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tremplin_domain::{
    ids::{StudentId, TeacherId},
    person::{Student, Teacher},
};
use tremplin_store::{Conn, Error, Store, hosts, people, teachers};
use tremplin_testkit::{World, admin, at, each, free_turns, host};

type Work = Box<dyn Fn(&mut Conn) -> Result<(), Error> + Send>;
type Asked = Pin<Box<dyn Future<Output = Result<(), Error>> + Send>>;
type Ask = fn(Store, Work) -> Asked;

/// Work that tells when it begins and goes on until its other end is dropped.
fn held() -> (Work, UnboundedReceiver<()>, mpsc::Sender<()>) {
    let (begins, begun) = unbounded_channel();
    let (leave, left) = mpsc::channel();
    let work = move |_: &mut Conn| {
        begins.send(()).map_err(Error::internal)?;
        let _ = left.recv();
        Ok(())
    };
    (Box::new(work), begun, leave)
}

fn run(test: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(test);
}

#[test]
fn however_many_files_are_made_pages_are_read_and_written() {
    each(|store| {
        run(async {
            let [connections, _, long] = free_turns(store);
            assert!((1..connections).contains(&long));
            let mut leaves = Vec::new();
            let mut files = Vec::new();
            let (begins, mut begun) = unbounded_channel();
            for _ in 0..16 {
                let (work, mut starts, leave) = held();
                let (store, begins) = (store.clone(), begins.clone());
                files.push(tokio::spawn(async move { store.long_read(work).await }));
                tokio::spawn(async move { starts.recv().await.map(|()| begins.send(())) });
                leaves.push(leave);
            }
            for _ in 0..long {
                begun.recv().await.unwrap();
            }
            assert_eq!(free_turns(store)[0], connections - long);
            store.read(|_| Ok(())).await.unwrap();
            store.look(|_| Ok(())).await.unwrap();
            store.write(|_| Ok(())).await.unwrap();
            drop(leaves);
            for file in files {
                file.await.unwrap().unwrap();
            }
        });
    });
}

#[test]
fn whoever_hangs_up_gives_no_turn_back_before_the_work_ends() {
    let kinds: [(Ask, [usize; 3]); 4] = [
        (|store, work| Box::pin(async move { store.read(work).await }), [1, 0, 0]),
        (|store, work| Box::pin(async move { store.look(work).await }), [1, 0, 0]),
        (|store, work| Box::pin(async move { store.write(work).await }), [1, 1, 0]),
        (|store, work| Box::pin(async move { store.long_read(work).await }), [1, 0, 1]),
    ];
    each(|store| {
        run(async {
            let all = free_turns(store);
            for (ask, taken) in kinds {
                let (work, mut begun, leave) = held();
                let asked = tokio::spawn(ask(store.clone(), work));
                begun.recv().await.unwrap();
                asked.abort();
                assert!(asked.await.unwrap_err().is_cancelled());
                let free = free_turns(store);
                assert_eq!([0, 1, 2].map(|gate| all[gate] - free[gate]), taken);
                drop(leave);
                while free_turns(store) != all {
                    tokio::task::yield_now().await;
                }
            }
        });
    });
}

#[test]
fn of_two_who_write_the_same_for_the_first_time_the_second_sees_the_first() {
    each(|store| {
        let world = World::default().into_store(store);
        let scope = admin();
        for n in 10..40 {
            let student =
                Student { id: StudentId(0), number: format!("226000{n}"), login: String::new(), ..world.institution.students[0].clone() };
            let teacher = Teacher { id: TeacherId(0), login: format!("t.new{n}"), ..world.institution.teachers[0].clone() };
            let siret = (0..100).find_map(|i| Some(format!("552100554{n}0{i:02}")).filter(|s| is_siret(s))).unwrap();
            let new = host(0, "Ateliers", Some(&siret), "Lille");
            let both = Barrier::new(2);
            let write = || {
                both.wait();
                let id = store.write_blocking(|conn| people::remember_student(conn, &scope, &student)).unwrap();
                both.wait();
                store.write_blocking(|conn| teachers::remember(conn, &scope, std::slice::from_ref(&teacher))).unwrap();
                both.wait();
                match store.write_blocking(|conn| hosts::add(conn, &scope, &new, at(0))) {
                    Ok(added) => (id, added.id, true),
                    Err(Error::Duplicate(first)) => (id, first.id, false),
                    Err(error) => panic!("{error}"),
                }
            };
            let [one, other] = thread::scope(|s| [s.spawn(write), s.spawn(write)].map(|t| t.join().unwrap()));
            assert_eq!((one.0, one.1), (other.0, other.1));
            assert_ne!(one.2, other.2, "one of them added it");
        }
    });
}

fn is_siret(text: &str) -> bool {
    text.parse::<tremplin_domain::law::identifiers::Siret>().is_ok()
}
