# Why an answer is refused, and what would be right. { $a } and { $b } are the numbers of the rule.

problem-required = This field must be filled.
problem-too-long = At most { $a } characters.
problem-control-character = An invisible character cannot be printed: clear the answer and type it again.
problem-not-a-date = Give a day that exists, for example 02/03/2026.
problem-not-a-number = Give a whole number, for example 12.
problem-not-hours = Give hours, for example 7, 7h30 or 7.5.
problem-not-money = Give an amount with at most two decimals, for example 4.50.
problem-out-of-range = Give a value between { $a } and { $b }.
problem-not-a-site = Give the address of a web site, for example www.example.org.
problem-not-a-mail = Give a full address, for example first.last@example.org.
problem-not-a-phone = Give ten digits, for example 02 99 00 00 00, or a number abroad that starts with +.
problem-unknown-choice = Choose one of the answers offered.
problem-not-a-postcode = Give the five digits of a French postcode, for example 35000.
problem-not-a-siret = Give a valid SIRET: fourteen digits, found on the organisation’s site or invoices.
problem-not-a-naf = Give a NAF code: four digits and a letter, for example 62.01Z.
problem-bad-line = Row { $a } is incomplete or cannot be read: check the dates, the hours and the choice.
problem-not-credits = Line { $a }: give the ECTS as a number from 0 to { $b }, with two decimals at most, for example 6 or 7.5.
problem-no-code = Line { $a }: give the code of the element.
problem-ends-before-start = The last day comes before the first.
problem-outside-internship = The days given lie outside the dates of the internship.
problem-overlapping-lines = Rows { $a } and { $b } have days in common: leave each day in one row only.
problem-only-weekend = Row { $a }: from Saturday to Sunday no hours count. Give Saturday and Sunday a row each.
problem-too-many = At most { $a } rows.
