//! Excel workbooks, streamed row by row in constant memory.

use std::io::{Seek, Write};

use chrono::{NaiveDate, NaiveDateTime};
use rust_xlsxwriter::{DocProperties, Format, FormatAlign, Workbook as Book, Worksheet, XlsxError};

/// Rows that a sheet can hold, the header included.
const SHEET_ROWS: u32 = 1_048_576;
/// Characters that a cell can hold.
const CELL: usize = 32_767;
/// Characters that a column shows, at least and at most.
const WIDTHS: (u16, u16) = (12, 40);
/// The rows that say how wide a column is: not each of a million is measured.
const MEASURED: u32 = 100;
/// A4, as Excel numbers papers.
const A4: u8 = 9;

/// A value as what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Words; never a formula, whatever they begin with.
    Text(String),
    /// A day.
    Date(NaiveDate),
    /// A day and an hour.
    Instant(NaiveDateTime),
    /// A whole number.
    Integer(i64),
    /// A number with two decimals, in hundredths.
    Hundredths(i64),
    /// A duration in minutes, shown in hours with decimals so that it can be added up.
    Hours(i64),
    /// Cents, and the code of their currency.
    Money(i64, String),
}

/// The workbook could not be written: the disk is full, or the temporary folder is not there.
#[derive(Debug, thiserror::Error)]
#[error("the workbook could not be written")]
pub struct Error(#[from] XlsxError);

/// A workbook being written. Rows go to a temporary file as they come.
pub struct Workbook {
    book: Book,
    name: String,
    labels: Vec<String>,
    /// Of each column, in characters.
    widths: Vec<u16>,
    formats: Formats,
    sheets: usize,
    row: u32,
}

struct Formats {
    header: Format,
    date: Format,
    instant: Format,
    hours: Format,
    euros: Format,
    money: Format,
    wrap: Format,
}

impl Formats {
    fn new() -> Self {
        Self {
            header: Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top),
            date: Format::new().set_num_format("dd/mm/yyyy"),
            instant: Format::new().set_num_format("dd/mm/yyyy hh:mm"),
            hours: Format::new().set_num_format("0.00"),
            euros: Format::new().set_num_format("#,##0.00 €"),
            money: Format::new().set_num_format("#,##0.00"),
            wrap: Format::new().set_align(FormatAlign::Top),
        }
    }
}

impl Workbook {
    /// A workbook with a header row of these labels, made at this moment.
    pub fn new(name: &str, labels: &[String], created: NaiveDateTime) -> Result<Self, Error> {
        let mut book = Book::new();
        book.set_properties(&DocProperties::new().set_title(name).set_creation_datetime(&excel_moment(created)?));
        let mut workbook =
            Self { book, name: sheet_name(name), labels: labels.to_vec(), widths: Vec::new(), formats: Formats::new(), sheets: 0, row: 0 };
        workbook.begin_sheet()?;
        Ok(workbook)
    }

    fn begin_sheet(&mut self) -> Result<(), Error> {
        self.sheets += 1;
        let name = if self.sheets == 1 { self.name.clone() } else { format!("{} {}", self.name, self.sheets) };
        let columns = u16::try_from(self.labels.len()).unwrap_or(u16::MAX);
        let sheet = self.book.add_worksheet_with_constant_memory()?;
        sheet.set_name(name)?;
        sheet.set_freeze_panes(1, 0)?;
        sheet.set_landscape().set_paper_size(A4).set_repeat_rows(0, 0)?;
        self.widths = self.labels.iter().map(|label| width(label)).collect();
        for (column, label) in (0..columns).zip(&self.labels) {
            sheet.write_string_with_format(0, column, label, &self.formats.header)?;
        }
        self.row = 1;
        Ok(())
    }

    /// Adds a row; a full sheet is continued on another.
    pub fn push(&mut self, cells: &[Cell]) -> Result<(), Error> {
        if self.row == SHEET_ROWS {
            self.close_sheet()?;
            self.begin_sheet()?;
        }
        let (row, index) = (self.row, self.sheets - 1);
        let sheet = self.book.worksheet_from_index(index)?;
        for (column, cell) in (0..u16::MAX).zip(cells) {
            write(sheet, &self.formats, row, column, cell)?;
        }
        if row <= MEASURED {
            for (widest, cell) in self.widths.iter_mut().zip(cells) {
                if let Cell::Text(text) = cell {
                    *widest = width(text).max(*widest);
                }
            }
        }
        self.row += 1;
        Ok(())
    }

    fn close_sheet(&mut self) -> Result<(), Error> {
        let last = u16::try_from(self.labels.len().saturating_sub(1)).unwrap_or(u16::MAX);
        let (rows, index) = (self.row.saturating_sub(1), self.sheets - 1);
        let sheet = self.book.worksheet_from_index(index)?;
        for (column, width) in (0..u16::MAX).zip(&self.widths) {
            sheet.set_column_width(column, f64::from(*width))?;
        }
        if rows > 0 && !self.labels.is_empty() {
            sheet.autofilter(0, 0, rows, last)?;
        }
        Ok(())
    }

    /// Adds a last sheet of names and values: how the list was narrowed.
    pub fn note(&mut self, name: &str, lines: &[(String, String)]) -> Result<(), Error> {
        let sheet = self.book.add_worksheet();
        sheet.set_name(sheet_name(name))?;
        sheet.set_column_width(0, 24)?;
        sheet.set_column_width(1, 60)?;
        for (row, (label, value)) in (0..).zip(lines) {
            sheet.write_string_with_format(row, 0, label, &self.formats.header)?;
            sheet.write_string(row, 1, cut(value))?;
        }
        Ok(())
    }

    /// Writes the file where the caller keeps it.
    pub fn finish(mut self, out: impl Write + Seek + Send) -> Result<(), Error> {
        self.close_sheet()?;
        Ok(self.book.save_to_writer(out)?)
    }
}

fn write(sheet: &mut Worksheet, formats: &Formats, row: u32, column: u16, cell: &Cell) -> Result<(), Error> {
    match cell {
        Cell::Empty => return Ok(()),
        Cell::Text(text) => sheet.write_string_with_format(row, column, cut(text), &formats.wrap)?,
        Cell::Date(day) => sheet.write_datetime_with_format(row, column, excel_day(*day)?, &formats.date)?,
        Cell::Instant(at) => sheet.write_datetime_with_format(row, column, excel_moment(*at)?, &formats.instant)?,
        Cell::Integer(number) => sheet.write_number(row, column, number_of(*number))?,
        Cell::Hundredths(hundredths) => sheet.write_number(row, column, number_of(*hundredths) / 100.0)?,
        Cell::Hours(minutes) => sheet.write_number_with_format(row, column, number_of(*minutes) / 60.0, &formats.hours)?,
        Cell::Money(cents, currency) => {
            let format = if currency == "EUR" || currency.is_empty() { &formats.euros } else { &formats.money };
            sheet.write_number_with_format(row, column, number_of(*cents) / 100.0, format)?
        }
    };
    Ok(())
}

/// How wide a column is for a text.
fn width(text: &str) -> u16 {
    let longest = text.lines().map(|line| line.chars().count()).max().unwrap_or(0);
    u16::try_from(longest).unwrap_or(WIDTHS.1).clamp(WIDTHS.0, WIDTHS.1)
}

/// A number as Excel keeps them; exact up to 2^53, far above any count, minute or cent here.
fn number_of(number: i64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "exact below 2^53")]
    let number = number as f64;
    number
}

fn excel_day(day: NaiveDate) -> Result<rust_xlsxwriter::ExcelDateTime, XlsxError> {
    rust_xlsxwriter::ExcelDateTime::parse_from_str(&day.format("%Y-%m-%d").to_string())
}

fn excel_moment(at: NaiveDateTime) -> Result<rust_xlsxwriter::ExcelDateTime, XlsxError> {
    rust_xlsxwriter::ExcelDateTime::parse_from_str(&at.format("%Y-%m-%dT%H:%M:%S").to_string())
}

/// A text that is too long is cut, and says so.
fn cut(text: &str) -> String {
    if text.chars().count() <= CELL { text.to_owned() } else { text.chars().take(CELL - 2).chain(" …".chars()).collect() }
}

/// A name that Excel accepts for a sheet.
fn sheet_name(name: &str) -> String {
    let kept: String = name.chars().filter(|c| !"[]:*?/\\'".contains(*c)).take(25).collect();
    if kept.trim().is_empty() { "1".to_owned() } else { kept }
}

#[cfg(test)]
mod tests {
    use calamine::{Data, Reader, Xlsx};

    use super::*;

    fn noon() -> NaiveDateTime {
        NaiveDate::from_ymd_opt(2026, 11, 23).unwrap().and_hms_opt(12, 0, 0).unwrap()
    }

    fn read(written: Workbook, sheet: &str) -> Vec<Vec<Data>> {
        let mut file = std::io::Cursor::new(Vec::new());
        written.finish(&mut file).unwrap();
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(file).unwrap();
        book.worksheet_range(sheet).unwrap().rows().map(<[Data]>::to_vec).collect()
    }

    #[test]
    fn values_are_read_back_as_what_they_are() {
        let mut book =
            Workbook::new("Conventions", &["Nom", "Début", "Heures", "Montant", "Nombre", "ECTS"].map(String::from), noon()).unwrap();
        let day = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
        let money = Cell::Money(390, "EUR".into());
        book.push(&[Cell::Text("Hélène".into()), Cell::Date(day), Cell::Hours(450), money, Cell::Integer(42), Cell::Hundredths(750)])
            .unwrap();
        let rows = read(book, "Conventions");
        assert_eq!(rows[0][0], Data::String("Nom".into()));
        assert_eq!(rows[1][0], Data::String("Hélène".into()));
        assert!(matches!(&rows[1][1], Data::DateTime(d) if d.to_ymd_hms_milli().0 == 2026), "{:?}", rows[1][1]);
        assert_eq!(rows[1][2], Data::Float(7.5));
        assert_eq!(rows[1][3], Data::Float(3.9));
        assert_eq!(rows[1][4], Data::Float(42.0));
        assert_eq!(rows[1][5], Data::Float(7.5));
    }

    #[test]
    fn no_text_becomes_a_formula_or_an_error() {
        let mut book = Workbook::new("A/B", &["x".to_owned()], noon()).unwrap();
        let long = "é".repeat(40_000);
        for text in ["=1+1", "@SUM(A1)", "+1", long.as_str()] {
            book.push(&[Cell::Text(text.into())]).unwrap();
        }
        let rows = read(book, "AB");
        assert_eq!(rows[1][0], Data::String("=1+1".into()));
        assert!(matches!(&rows[4][0], Data::String(s) if s.chars().count() == CELL && s.ends_with('…')));
    }

    #[test]
    fn a_column_is_as_wide_as_its_first_rows_within_bounds() {
        let mut book = Workbook::new("Conventions", &["Nom", "Établissement d’accueil", "Tâches"].map(String::from), noon()).unwrap();
        book.push(&[Cell::Text("Le Goff".into()), Cell::Empty, Cell::Text("é".repeat(3_000))]).unwrap();
        assert_eq!(book.widths, [12, 23, 40]);
        book.push(&[Cell::Text("Montmorency-Larochefoucauld".into()), Cell::Text("Atelier".into()), Cell::Empty]).unwrap();
        assert_eq!(book.widths, [27, 23, 40]);
    }

    #[test]
    fn the_filters_stand_on_their_own_sheet() {
        let mut book = Workbook::new("Conventions", &["x".to_owned()], noon()).unwrap();
        book.push(&[Cell::Integer(1)]).unwrap();
        book.note("Filtres", &[("année".into(), "2026".into())]).unwrap();
        assert_eq!(read(book, "Filtres")[0][1], Data::String("2026".into()));
    }
}
