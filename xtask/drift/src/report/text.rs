//! The report for a terminal: the verdict, then the changes, worst first.

use std::io;

use anstyle::{AnsiColor, Style};
use astro_api_openapi_model::METHODS;
use textwrap::{Options, WordSplitter};

use super::{
    entry::Entry,
    severity::Severity,
    summary,
    verdict::Report,
    view::{LISTS_ALL, ReportView},
};

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

/// The width of the report, in columns. Only what has no space within it, such as a path, may be longer.
const WIDTH: usize = 100;
/// The indentation of what belongs to the line above.
const DEEPER: &str = "      ";

pub(super) fn write(
    report: &Report,
    view: &ReportView<'_>,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    for sentence in summary::verdict(report) {
        wrapped(&sentence, "", DEEPER, Style::new(), out)?;
    }
    let count = format!("{}.", summary::count(report, view));
    wrapped(&count, "", DEEPER, Style::new(), out)?;
    for note in &report.notes {
        wrapped(&format!("note: {note}"), "", DEEPER, Style::new(), out)?;
    }
    let mut severities = None;
    for entry in &view.entries {
        let own = Some((entry.wire(), entry.source()));
        if own != severities {
            let (wire, source) = (entry.wire(), entry.source());
            let [on_wire, on_source] = [style(wire), style(source)];
            writeln!(
                out,
                "\n{BOLD}wire{BOLD:#} {on_wire}{wire}{on_wire:#}, {BOLD}source{BOLD:#} {on_source}{source}{on_source:#}"
            )?;
            severities = own;
        }
        write_entry(entry, view.is_complete, out)?;
    }
    if !view.counted.is_empty() {
        writeln!(
            out,
            "\n{BOLD}without effect{BOLD:#}  {DIM}`{LISTS_ALL}` lists each location{DIM:#}"
        )?;
        for (rule, locations) in view.counts() {
            writeln!(out, "  {rule:<38} {locations}")?;
        }
    }
    Ok(())
}

/// A line for the change if it fits, and a paragraph each for what does not fit or is needed only where the command may
/// fail.
fn write_entry(entry: &Entry<'_>, is_complete: bool, out: &mut dyn io::Write) -> io::Result<()> {
    let change = summary::change(entry);
    let location = format!("{}  {}", entry.rules(), summary::location(entry));
    let whole = format!("{location}  {change}");
    if change.is_empty() || "  ".len() + whole.chars().count() <= WIDTH {
        wrapped(whole.trim_end(), "  ", DEEPER, Style::new(), out)?;
    } else {
        wrapped(&location, "  ", DEEPER, Style::new(), out)?;
        wrapped(&change, DEEPER, DEEPER, Style::new(), out)?;
    }
    let mut more: Vec<String> = Vec::new();
    more.extend(summary::groups(entry));
    let may_fail = entry.worst() >= Severity::Risk;
    if may_fail {
        more.extend(summary::used_by(entry).map(|users| format!("used by {users}")));
    }
    more.extend(summary::accepted(entry));
    // An exception may have to name it.
    if may_fail || entry.is_accepted() || is_complete {
        more.push(summary::fingerprints(entry));
    }
    for text in more {
        wrapped(&text, DEEPER, DEEPER, DIM, out)?;
    }
    Ok(())
}

/// Writes a paragraph, broken at spaces.
fn wrapped(
    text: &str,
    first: &str,
    next: &str,
    style: Style,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let options = Options::new(WIDTH)
        .initial_indent(first)
        .subsequent_indent(next)
        .break_words(false)
        .word_splitter(WordSplitter::NoHyphenation);
    // The method of an operation stays on the line of its path.
    let unbreakable = METHODS.iter().fold(text.to_owned(), |text, method| {
        let method = method.to_uppercase();
        text.replace(&format!("{method} /"), &format!("{method}\u{a0}/"))
    });
    for line in textwrap::wrap(&unbreakable, options) {
        let line = line.replace('\u{a0}', " ");
        writeln!(out, "{style}{line}{style:#}")?;
    }
    Ok(())
}

fn style(severity: Severity) -> Style {
    match severity {
        Severity::None => DIM,
        Severity::Minor => AnsiColor::Green.on_default(),
        Severity::Risk => AnsiColor::Yellow.on_default(),
        Severity::Break => AnsiColor::Red.on_default().bold(),
    }
}
