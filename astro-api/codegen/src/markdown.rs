//! Descriptions for rustdoc.
//!
//! Rustdoc compiles every code block without a language as Rust. The code blocks of a document are JSON or commands.

/// Returns the text, with `text` as the language of code blocks without one.
pub(crate) fn for_rustdoc(text: &str) -> String {
    let mut out = Vec::new();
    let mut fence: Option<&str> = None;
    let mut after_blank = true;
    let mut in_list = false;
    for line in text.trim().lines().map(str::trim_end) {
        let bare = line.trim_start();
        let indent = line.len() - bare.len();
        let mark = ["```", "~~~"]
            .into_iter()
            .find(|mark| bare.starts_with(mark));
        match (fence, mark) {
            (Some(open), Some(mark)) if open == mark => fence = None,
            (None, Some(mark)) => {
                fence = Some(mark);
                if bare.trim_matches(|c| c == '`' || c == '~').is_empty() {
                    out.push(format!("{line}text"));
                    continue;
                }
            }
            // Four spaces after a blank line start a code block, except in a list.
            (None, None) if after_blank && !in_list && indent >= 4 => {
                out.push(bare.to_owned());
                continue;
            }
            _ => {}
        }
        if fence.is_none() && !bare.is_empty() {
            let is_item =
                bare.starts_with(['-', '*', '+']) || bare.starts_with(|c: char| c.is_ascii_digit());
            in_list = is_item || (in_list && indent > 0);
        }
        after_blank = bare.is_empty();
        out.push(line.to_owned());
    }
    out.join("\n")
}

#[cfg(test)]
mod tests {
    use super::for_rustdoc;

    #[test]
    fn blocks_without_a_language_are_text() {
        assert_eq!(
            for_rustdoc("a\n\n```\n{}\n```\n\nb"),
            "a\n\n```text\n{}\n```\n\nb"
        );
        assert_eq!(for_rustdoc("```json\n{}\n```"), "```json\n{}\n```");
        assert_eq!(for_rustdoc("~~~\n```\n~~~"), "~~~text\n```\n~~~");
    }

    #[test]
    fn indented_blocks_are_paragraphs() {
        assert_eq!(
            for_rustdoc("a\n\n    let x;\n    more\n\nb"),
            "a\n\nlet x;\nmore\n\nb"
        );
    }

    #[test]
    fn lists_stay_nested() {
        let list = "- a\n\n    still a\n    - b\n\nend";
        assert_eq!(for_rustdoc(list), list);
    }
}
