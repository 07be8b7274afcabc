//! Every address of the list: who may ask it, and the files of its tables.

mod files;
mod rights;
