//! Excel workbooks, streamed row by row
