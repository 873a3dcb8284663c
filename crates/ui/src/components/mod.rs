//! The components: structs of plain values that render themselves.

mod action;
mod alert;
mod card;
mod checks;
mod choice;
mod combo;
mod field;
mod filters;
mod form;
mod menu;
mod pager;
mod root;
mod rows;
mod status;
mod steps;
mod sum;
mod table;
mod timeline;

pub use action::{Actions, Button, ExternalLink, Link, Rank, Reach};
pub use alert::{Alert, Details, Empty, Flash};
pub use card::{Card, Fact, Facts, Turn, Whose};
pub use checks::{Check, Checks, Level};
pub use choice::Choice;
pub use combo::{Combo, Found};
pub use field::{Field, Grid, Group, Kind, Need, Width};
pub use filters::Filters;
pub use form::{Encoding, ErrorSummary, Form, Wrong};
pub use menu::{Item, Menu};
pub use pager::{Pager, Total};
pub use root::{Heading, Root, Title};
pub use rows::{Rows, RowsColumn};
pub use status::{Status, Tone};
pub use steps::{Step, StepState, Steps};
pub use sum::{Figure, LiveRegion, Month, Months, Sum};
pub use table::{Align, Cell, Column, Order, Row, Selection, Sort, Table};
pub use timeline::{Moment, MomentState, Timeline};
