//! PDF documents, set with typst
