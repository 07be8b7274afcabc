//! A document of words and tables in, PDF and spreadsheet out: no store, no clock, no locale but French. The same document always gives the same bytes.
