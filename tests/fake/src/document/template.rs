//! Paths with ids in them.

/// A path of the document, without the leading slash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Template(Vec<Segment>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Segment {
    Literal(String),
    Id(String),
}

impl Template {
    pub(crate) fn parse(path: &str) -> Self {
        let segments = path.trim_start_matches('/').split('/').map(|segment| {
            segment
                .strip_prefix('{')
                .and_then(|rest| rest.strip_suffix('}'))
                .map_or_else(
                    || Segment::Literal(segment.to_owned()),
                    |name| Segment::Id(name.to_owned()),
                )
        });
        Self(segments.collect())
    }

    /// Matches a path, and returns its ids by parameter name.
    pub(crate) fn ids(&self, path: &[&str]) -> Option<Vec<(&str, String)>> {
        if self.0.len() != path.len() {
            return None;
        }
        let mut ids = Vec::new();
        for (segment, own) in self.0.iter().zip(path) {
            match segment {
                Segment::Literal(text) if text == own => {}
                Segment::Id(name) if !own.is_empty() => {
                    ids.push((name.as_str(), (*own).to_owned()))
                }
                _ => return None,
            }
        }
        Some(ids)
    }

    /// Returns the positions of the ids in the path.
    pub(crate) fn id_positions(&self) -> impl DoubleEndedIterator<Item = usize> {
        let is_id = |(position, segment): (usize, &Segment)| {
            matches!(segment, Segment::Id(_)).then_some(position)
        };
        self.0.iter().enumerate().filter_map(is_id)
    }

    /// Returns the parameter at the end of the path.
    pub(crate) fn last_id(&self) -> Option<&str> {
        match self.0.last()? {
            Segment::Id(name) => Some(name),
            Segment::Literal(_) => None,
        }
    }

    /// Returns whether the path is this one, optionally followed by an id of any name.
    pub(crate) fn is_item_of(&self, collection: &Self) -> bool {
        self.last_id().is_some() && self.without_last().same_as(collection)
    }

    /// Returns whether both match the same paths.
    pub(crate) fn same_as(&self, other: &Self) -> bool {
        let is_same = |(left, right): (&Segment, &Segment)| match (left, right) {
            (Segment::Id(_), Segment::Id(_)) => true,
            (left, right) => left == right,
        };
        self.0.len() == other.0.len() && self.0.iter().zip(&other.0).all(is_same)
    }

    /// Returns the path of the collection of this item.
    pub(crate) fn without_last(&self) -> Self {
        Self(self.0[..self.0.len().saturating_sub(1)].to_vec())
    }
}
