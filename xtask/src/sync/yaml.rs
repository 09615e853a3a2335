//! Values as YAML in the layout of the parts, so that what a new document does not change does not change its lines.
//!
//! Libraries write YAML in a layout of their own: a paragraph in one line, or everything in quotes.

use serde_json::{Map, Value};

/// The longest line of prose.
const WIDTH: usize = 118;

/// The text of the members of an object, each beginning at this column.
pub(super) fn members(object: &Map<String, Value>, column: usize) -> String {
    let mut text = String::new();
    write_members(object, column, &mut text);
    text
}

fn write_members(object: &Map<String, Value>, column: usize, text: &mut String) {
    for (key, value) in object {
        text.push_str(&" ".repeat(column));
        write_member(key, value, column, text);
    }
}

/// A member whose line has been begun: its key begins at this column.
fn write_member(key: &str, value: &Value, column: usize, text: &mut String) {
    // `"4XX"` looks like its neighbour `"404"`, which needs quotes.
    let key = match key.starts_with(|c: char| c.is_ascii_digit()) {
        true => Value::from(key).to_string(),
        false => scalar(key),
    };
    text.push_str(&key);
    text.push(':');
    match value {
        Value::Object(object) if !object.is_empty() => {
            text.push('\n');
            write_members(object, column + 2, text);
        }
        Value::Array(items) if !items.is_empty() => {
            text.push('\n');
            write_items(items, column + 2, text);
        }
        Value::String(prose) => write_text(prose, column, column + key.len() + 2, text),
        other => text.push_str(&format!(" {}\n", plain(other))),
    }
}

fn write_items(items: &[Value], column: usize, text: &mut String) {
    for item in items {
        text.push_str(&" ".repeat(column));
        text.push('-');
        match item {
            Value::Object(object) if !object.is_empty() => {
                // The first member shares the line of the dash.
                for (index, (key, value)) in object.iter().enumerate() {
                    let lead = if index == 0 { 1 } else { column + 2 };
                    text.push_str(&" ".repeat(lead));
                    write_member(key, value, column + 2, text);
                }
            }
            Value::Array(items) if !items.is_empty() => {
                text.push('\n');
                write_items(items, column + 2, text);
            }
            Value::String(prose) => write_text(prose, column, column + 2, text),
            other => text.push_str(&format!(" {}\n", plain(other))),
        }
    }
}

/// A text behind a key or a dash at `column`, in whose line it would begin at `start`.
fn write_text(prose: &str, column: usize, start: usize, text: &mut String) {
    let indent = column + 2;
    let is_even = !prose.starts_with([' ', '\n']) && !prose.ends_with([' ', '\n']);
    if prose.contains('\n') && is_even {
        text.push_str(" |-\n");
        for line in prose.lines() {
            if !line.is_empty() {
                text.push_str(&" ".repeat(indent));
            }
            text.push_str(line);
            text.push('\n');
        }
        return;
    }
    let in_line = scalar(prose);
    // A folded line is joined with one space, so more than one between words would be lost.
    let can_fold = is_even && prose.contains(' ') && !prose.contains("  ");
    if can_fold && (start + in_line.chars().count() > WIDTH || in_line != prose) {
        text.push_str(" >-\n");
        for line in wrapped(prose, WIDTH.saturating_sub(indent)) {
            text.push_str(&format!("{}{line}\n", " ".repeat(indent)));
        }
    } else {
        text.push_str(&format!(" {in_line}\n"));
    }
}

fn wrapped(prose: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in prose.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// A number, `true`, `null`, or an empty list or object: JSON writes them as YAML does.
fn plain(value: &Value) -> String {
    value.to_string()
}

/// A text in one line, in quotes only where it would be read as something else without them.
fn scalar(text: &str) -> String {
    if is_plain(text) {
        text.to_owned()
    } else if text.starts_with("#/") {
        format!("'{text}'")
    } else {
        Value::from(text).to_string()
    }
}

fn is_plain(text: &str) -> bool {
    let reads_as_itself = || {
        let line = format!("k: {text}");
        yaml_serde::from_str::<Value>(&line).is_ok_and(|read| read["k"] == text)
    };
    // A list of words that YAML 1.1 takes for `true` and `false`, and other readers still do.
    let is_switch = ["y", "n", "yes", "no", "on", "off"].contains(&text.to_lowercase().as_str());
    // Some readers make a date of it.
    let is_date = text.len() >= 10 && text.get(4..5) == Some("-") && text.get(7..8) == Some("-");
    !is_switch && !is_date && !text.contains('\n') && reads_as_itself()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const LAYOUT: &str = r##"type: object
description: |-
  One.

  - `A`: two.
required:
  - a
  - "on"
  - "1"
properties:
  $ref:
    $ref: '#/components/schemas/A'
  long:
    description: >-
      A sentence that is a good deal longer than the room that is left for it in its line, so that it has to be folded
      into two of them.
    minimum: 0
    nullable: true
parameters:
  - name: a
    schema: {}
  - name: b
    example: "2024-05-17"
responses:
  "200": >-
    x: y
  "4XX": []
"##;

    fn read(text: &str) -> Value {
        yaml_serde::from_str(text).unwrap()
    }

    #[test]
    fn the_layout() {
        let sentence = "A sentence that is a good deal longer than the room that is left for it in its line, so that it \
                        has to be folded into two of them.";
        let value = json!({
            "type": "object",
            "description": "One.\n\n- `A`: two.",
            "required": ["a", "on", "1"],
            "properties": {
                "$ref": { "$ref": "#/components/schemas/A" },
                "long": { "description": sentence, "minimum": 0, "nullable": true },
            },
            "parameters": [{ "name": "a", "schema": {} }, { "name": "b", "example": "2024-05-17" }],
            "responses": { "200": "x: y", "4XX": [] },
        });
        let text = members(value.as_object().unwrap(), 0);
        assert_eq!(read(&text), value);
        assert_eq!(text, LAYOUT);
    }

    #[test]
    fn every_part_reads_as_what_was_written() {
        let entries = std::fs::read_dir(crate::root().join("openapi/v1")).unwrap();
        let paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
        assert!(paths.len() > 10, "{paths:?}");
        for path in paths {
            let part = read(&std::fs::read_to_string(&path).unwrap());
            let written = members(part.as_object().unwrap(), 0);
            assert_eq!(read(&written), part, "{}", path.display());
        }
    }
}
