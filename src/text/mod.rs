//! Bytes and positions. Knows no language, does no input or output.
//!
//! Every offset inside the program is a UTF-8 **byte** offset. [`offsets`] holds the only conversions to other units;
//! [`source::SourceText`] is the only way to get at the words of a text by position.

pub mod decode;
pub mod find;
pub mod offsets;
pub mod source;
pub mod span;
pub mod word_hash;

pub use decode::{DecodeError, Decoded, decode, decode_as};
pub use find::{Needle, bare, count_words, shortened};
pub use offsets::Offsets;
pub use source::{SourceText, TextHash};
pub use span::{Span, Spans};
pub use word_hash::fold_hash;
