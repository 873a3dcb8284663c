//! The authorization matrix: every route of every widget, asked by everybody, about conventions of their own, of their centre, of another
//! centre, of nobody. What is expected is written by hand, in `table`; a route that is not in the table fails the test.

mod assertions;
mod bulk;
mod entry;
mod hosts;
mod lists;
mod matrix;
mod objects;
mod records;
mod table;
