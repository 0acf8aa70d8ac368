//! Rows as they are written.

/// CSV that grows by a field at a time. A library for it costs each visitor 16 kB; a test reads what
/// is written here by one.
#[derive(Default)]
pub(super) struct Sheet {
    text: String,
    /// Whether the next field is not the first of its row.
    goes_on: bool,
}

impl Sheet {
    /// The first row: names with commas between them.
    pub(super) fn header(&mut self, names: &str) {
        self.text.push_str(names);
        self.text.push('\n');
    }

    /// A field, in quotes if it needs them.
    pub(super) fn text(&mut self, field: &str) {
        if self.goes_on {
            self.text.push(',');
        }
        self.goes_on = true;
        if field.contains([',', '"', '\n', '\r']) {
            self.text.push('"');
            self.text.push_str(&field.replace('"', "\"\""));
            self.text.push('"');
        } else {
            self.text.push_str(field);
        }
    }

    /// Whole numbers, a field each.
    pub(super) fn counts(&mut self, counts: &[u64]) {
        for n in counts {
            self.text(&n.to_string());
        }
    }

    /// Milliseconds, to the tenth that browsers' clocks have.
    pub(super) fn millis(&mut self, ms: Option<f64>) {
        self.text(&ms.map(|ms| format!("{ms:.1}")).unwrap_or_default());
    }

    /// Fields without anything in them.
    pub(super) fn blanks(&mut self, fields: usize) {
        for _ in 0..fields {
            self.text("");
        }
    }

    /// The row ends.
    pub(super) fn end(&mut self) {
        self.text.push('\n');
        self.goes_on = false;
    }

    /// All rows.
    pub(super) fn finish(self) -> String {
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let rows =
            [["x,y", r#"say "no""#, ""], ["a\nb", "\"", "\r"], ["plain", " with blanks ", "é⌘"]];
        let mut sheet = Sheet::default();
        sheet.header("a,b,c");
        for row in rows {
            for field in row {
                sheet.text(field);
            }
            sheet.end();
        }
        let text = sheet.finish();
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let read: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(read, rows.map(|row| csv::StringRecord::from(row.to_vec())));
    }

    #[test]
    fn numbers_are_plain() {
        let mut sheet = Sheet::default();
        sheet.counts(&[7, 5_000]);
        sheet.millis(Some(1_234.56));
        sheet.millis(None);
        sheet.end();
        assert_eq!(sheet.finish(), "7,5000,1234.6,\n");
    }
}
