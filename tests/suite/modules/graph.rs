//! Reads the dependencies between the modules of a crate from its source text.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use astro_api_tests::root;

use super::module::{Module, Path};

/// The folders with generated files, which are not read.
const GENERATED: [&str; 1] = ["generated"];

/// The modules of a crate by path; each is a file.
pub(super) struct Crate(BTreeMap<Path, Module>);

impl Crate {
    /// Parses the files below a folder of the repository.
    pub(super) fn open(folder: &str) -> Self {
        Self::read(&sources(folder))
    }

    /// Parses the files of a crate.
    pub(super) fn read(sources: &BTreeMap<String, String>) -> Self {
        let modules = sources.keys().map(|file| {
            let path = file.trim_end_matches(".rs");
            let path = path.trim_end_matches("/mod").split('/');
            (file, path.map(str::to_owned).collect::<Path>())
        });
        let modules: BTreeMap<&String, Path> = modules
            .map(|(file, path)| (file, if path == ["lib"] { Path::new() } else { path }))
            .collect();
        let all: BTreeSet<&Path> = modules.values().collect();
        let read = modules.iter().map(|(file, path)| {
            let items = syn::parse_file(&sources[*file]).unwrap().items;
            (path.clone(), Module::read(path, &items, &all))
        });
        Self(read.collect())
    }

    /// Returns the module that defines the item of a path, if it is in the crate.
    fn definer(&self, path: &[String], depth: usize) -> Option<Path> {
        assert!(depth < 20, "the re-exports of {path:?} lead nowhere");
        let mut module = Path::new();
        for (n, segment) in path.iter().enumerate() {
            let mut child = module.clone();
            child.push(segment.clone());
            if self.0.contains_key(&child) {
                module = child;
                continue;
            }
            // `use inner::inner` names an item of a module in the same file.
            let other = self.0.get(&module)?.uses.get(segment);
            if let Some(other) = other.filter(|other| !other.starts_with(&child)) {
                let rest = path[n + 1..].iter();
                let whole: Path = other.iter().chain(rest).cloned().collect();
                return self.definer(&whole, depth + 1);
            }
            break;
        }
        Some(module)
    }

    /// Returns the dependencies of each module.
    pub(super) fn needs(&self) -> BTreeMap<&Path, BTreeSet<Path>> {
        let needs = self.0.iter().map(|(path, module)| {
            let needed = module.names.iter().filter_map(|name| self.definer(name, 0));
            (path, needed.filter(|other| other != path).collect())
        });
        needs.collect()
    }

    /// Returns the modules that depend on each other, by cycle.
    pub(super) fn circles(&self) -> Vec<BTreeSet<String>> {
        let mut reach = self.needs();
        loop {
            let before: usize = reach.values().map(BTreeSet::len).sum();
            let known = reach.clone();
            for needed in reach.values_mut() {
                let further = needed.clone().into_iter();
                needed.extend(further.filter_map(|n| known.get(&n)).flatten().cloned());
            }
            if reach.values().map(BTreeSet::len).sum::<usize>() == before {
                break;
            }
        }
        let mut circles = BTreeSet::new();
        for (path, reached) in &reach {
            let back = |other: &&Path| reach.get(other).is_some_and(|r| r.contains(*path));
            if reached.contains(*path) {
                let circle = reached.iter().filter(back).map(|p| p.join("::"));
                circles.insert(circle.collect());
            }
        }
        circles.into_iter().collect()
    }
}

/// Returns the sources of a crate, by their paths below its folder.
fn sources(folder: &str) -> BTreeMap<String, String> {
    let (start, mut found) = (root().join(folder), BTreeMap::new());
    let mut folders = vec![start.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let (path, name) = (entry.path(), entry.file_name());
            if entry.file_type().unwrap().is_dir() {
                if !GENERATED.iter().any(|g| name == *g) {
                    folders.push(path);
                }
            } else if path.extension().is_some_and(|e| e == "rs") {
                let below = path.strip_prefix(&start).unwrap();
                let below = below.to_string_lossy().replace('\\', "/");
                found.insert(below, fs::read_to_string(&path).unwrap());
            }
        }
    }
    found
}
