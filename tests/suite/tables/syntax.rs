//! Formats syntax as text, and rows as a table.

use quote::ToTokens;

/// Token spacing as printed, and as formatted in a program.
const SPACING: [(&str, &str); 16] = [
    (" -> ", "\u{1}"),
    (" => ", "\u{2}"),
    (" :: ", "::"),
    (":: ", "::"),
    (" < ", "<"),
    ("< ", "<"),
    (" >", ">"),
    ("& ", "&"),
    (" (", "("),
    ("( ", "("),
    (" )", ")"),
    (" ,", ","),
    (" :", ":"),
    (" ;", ";"),
    ("\u{1}", " -> "),
    ("\u{2}", " => "),
];

/// Formats a piece of syntax as one line of text.
pub(super) fn text(syntax: &impl ToTokens) -> String {
    let tokens = syntax.to_token_stream().to_string();
    SPACING
        .iter()
        .fold(tokens, |text, (from, to)| text.replace(from, to))
        .replace(",>", ">")
        .replace(",)", ")")
}

/// Aligns the cells of rows in columns.
pub(super) fn aligned<const N: usize>(indent: &str, rows: &[[String; N]]) -> String {
    let mut widths = [0; N];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.chars().count().max(*width);
        }
    }
    let line = |row: &[String; N]| {
        let cells: String = row
            .iter()
            .zip(widths)
            .map(|(cell, width)| format!("{cell:width$}  "))
            .collect();
        format!("{indent}{}\n", cells.trim_end())
    };
    rows.iter().map(line).collect()
}

/// Returns whether users see an item.
pub(super) fn is_public(visibility: &syn::Visibility) -> bool {
    matches!(visibility, syn::Visibility::Public(_))
}
