//! JSON that reads and diffs well: an object a line or more, numbers of one array on one line.

use serde::Serialize;
use serde_json::ser::Formatter;
use std::io::{self, Write};

/// `value` as JSON, indented by two, with a line end at its end.
pub(super) fn to_json(value: &impl Serialize) -> Result<Vec<u8>, serde_json::Error> {
    let mut out = Vec::new();
    value.serialize(&mut serde_json::Serializer::with_formatter(&mut out, Layout::default()))?;
    out.push(b'\n');
    Ok(out)
}

/// Members of objects stand on lines of their own, and so do strings and objects in an array; numbers and arrays of
/// numbers stay on the line of their array, so that a changed position is one changed line.
#[derive(Default)]
struct Layout {
    /// For each open array or object, whether anything stands on a line of its own in it.
    open: Vec<bool>,
    /// An array member was begun, and nothing is known of it yet: (first of its array).
    due: Option<bool>,
}

impl Layout {
    fn line<W: ?Sized + Write>(&self, w: &mut W) -> io::Result<()> {
        w.write_all(b"\n")?;
        (0..self.open.len()).try_for_each(|_| w.write_all(b"  "))
    }

    /// Parts the array member that begins now from what stands before it.
    fn begin<W: ?Sized + Write>(&mut self, w: &mut W, own_line: bool) -> io::Result<()> {
        let Some(first) = self.due.take() else { return Ok(()) };
        if own_line {
            if let Some(lines) = self.open.last_mut() {
                *lines = true;
            }
            return self.line(w);
        }
        if first { Ok(()) } else { w.write_all(b" ") }
    }

    fn end<W: ?Sized + Write>(&mut self, w: &mut W, mark: &[u8]) -> io::Result<()> {
        if self.open.pop() == Some(true) {
            self.line(w)?;
        }
        w.write_all(mark)
    }
}

macro_rules! numbers {
    ($($name:ident: $kind:ty),*) => {$(
        fn $name<W: ?Sized + Write>(&mut self, w: &mut W, n: $kind) -> io::Result<()> {
            self.begin(w, false)?;
            write!(w, "{n}")
        }
    )*};
}

impl Formatter for Layout {
    numbers!(write_bool: bool, write_u8: u8, write_u16: u16, write_u32: u32, write_u64: u64, write_i16: i16, write_i32: i32, write_i64: i64);

    fn write_null<W: ?Sized + Write>(&mut self, w: &mut W) -> io::Result<()> {
        self.begin(w, false)?;
        w.write_all(b"null")
    }

    fn begin_string<W: ?Sized + Write>(&mut self, w: &mut W) -> io::Result<()> {
        self.begin(w, true)?;
        w.write_all(b"\"")
    }

    fn begin_array<W: ?Sized + Write>(&mut self, w: &mut W) -> io::Result<()> {
        self.begin(w, false)?;
        self.open.push(false);
        w.write_all(b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, w: &mut W) -> io::Result<()> {
        self.end(w, b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, w: &mut W, first: bool) -> io::Result<()> {
        self.due = Some(first);
        if first { Ok(()) } else { w.write_all(b",") }
    }

    fn begin_object<W: ?Sized + Write>(&mut self, w: &mut W) -> io::Result<()> {
        self.begin(w, true)?;
        self.open.push(false);
        w.write_all(b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, w: &mut W) -> io::Result<()> {
        self.end(w, b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, w: &mut W, first: bool) -> io::Result<()> {
        if let Some(lines) = self.open.last_mut() {
            *lines = true;
        }
        if !first {
            w.write_all(b",")?;
        }
        self.line(w)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, w: &mut W) -> io::Result<()> {
        w.write_all(b": ")
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;
    use serde_json::json;

    #[test]
    fn positions_stay_on_one_line() {
        let value = json!({"a": [[1, 2], [3, 4]], "b": [], "c": {}, "d": ["x", "y\n"], "e": [{"k": null}, {"k": true}], "f": -3});
        let out = String::from_utf8(super::to_json(&value).unwrap()).unwrap();
        expect![[r#"
            {
              "a": [[1, 2], [3, 4]],
              "b": [],
              "c": {},
              "d": [
                "x",
                "y\n"
              ],
              "e": [
                {
                  "k": null
                },
                {
                  "k": true
                }
              ],
              "f": -3
            }
        "#]]
        .assert_eq(&out);
        assert_eq!(serde_json::from_str::<serde_json::Value>(&out).unwrap(), value);
    }
}
