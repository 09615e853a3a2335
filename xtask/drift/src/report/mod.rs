//! The report: findings, verdict and formats. Shared by the rules of this crate and by the probe of live responses.

mod entry;
mod finding;
mod github;
mod markdown;
mod options;
mod severity;
mod summary;
mod text;
mod verdict;
mod view;

use std::io;

pub use finding::{Accepted, Finding};
pub use options::{FailOn, Format};
pub use severity::{Bump, Released, Severity};
pub use verdict::{GENERATOR_NOT_RUN, GENERATOR_OK, Report, Verdict};
use view::ReportView;

impl Report {
    /// Writes the report, the verdict first. In the formats for people, equal changes at several locations are one entry, and
    /// changes without effect are counted by rule; JSON lists everything.
    ///
    /// `file` is the document that the annotations of [`Format::Github`] name. Text is written with colours; the caller
    /// strips them.
    ///
    /// # Errors
    /// Returns an error if the output cannot be written to.
    pub fn write(&self, format: Format, file: &str, out: &mut dyn io::Write) -> io::Result<()> {
        self.write_view(&ReportView::folded(self), format, file, out)
    }

    /// Writes the report as [`Report::write`] does, with an entry for each finding in every format.
    ///
    /// # Errors
    /// Returns an error if the output cannot be written to.
    pub fn write_all(&self, format: Format, file: &str, out: &mut dyn io::Write) -> io::Result<()> {
        self.write_view(&ReportView::all(self), format, file, out)
    }

    fn write_view(
        &self,
        view: &ReportView<'_>,
        format: Format,
        file: &str,
        out: &mut dyn io::Write,
    ) -> io::Result<()> {
        match format {
            Format::Text => text::write(self, view, out),
            Format::Json => {
                serde_json::to_writer_pretty(&mut *out, self)?;
                writeln!(out)
            }
            Format::Markdown => markdown::write(self, view, out),
            Format::Github => github::write(self, view, file, out),
        }
    }
}
