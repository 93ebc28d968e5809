//! Bytes to model values and back. No files, no SQL.
