//! HTTP around the pages: router, settings, headers, page cache, uploads, downloads.
