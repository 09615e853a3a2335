//! Reads the public items of a file.

use std::collections::{BTreeMap, BTreeSet};

use quote::ToTokens;
use syn::{
    Attribute, Expr, Fields, File, FnArg, ImplItem, Item, ItemImpl, ReceiverKind, Signature, Stmt,
    Token, Visibility, punctuated::Punctuated,
};

use super::item::{ItemKind, PublicItem};

/// Adds the public items of a file.
pub(super) fn add(path: &str, file: &File, items: &mut BTreeMap<String, PublicItem>) {
    let mut reader = Reader {
        module: module(path),
        private: file.items.iter().filter_map(private_import).collect(),
        items,
    };
    file.items.iter().for_each(|item| reader.item(item));
}

/// Returns the name that a file imports from a private module of the crate; of its modules, only `traits` is public.
fn private_import(item: &Item) -> Option<String> {
    let Item::Use(item) = item else { return None };
    let path = text(&item.tree).replace(' ', "");
    let name = path
        .strip_prefix("crate::")
        .filter(|rest| !rest.starts_with("traits::"))?;
    Some(name.rsplit("::").next()?.to_owned())
}

/// Returns the public module of a file. The modules named after resources are private and re-exported.
fn module(path: &str) -> String {
    let folders = path.rsplit_once('/').map_or("", |(folders, _)| folders);
    folders.replace('/', "::")
}

struct Reader<'a> {
    module: String,
    /// The names that the file imports from private modules of the crate.
    private: BTreeSet<String>,
    items: &'a mut BTreeMap<String, PublicItem>,
}

impl Reader<'_> {
    fn item(&mut self, item: &Item) {
        match item {
            Item::Struct(item) if is_public(&item.vis) => {
                let owner = self.ty(&item.ident, "struct", &item.attrs);
                let all_public = item.fields.iter().all(|f| is_public(&f.vis));
                self.exhaustive(&owner, &item.attrs, all_public);
                for (index, field) in item.fields.iter().enumerate() {
                    if is_public(&field.vis) {
                        let name = field.ident.as_ref();
                        let name = name.map_or_else(|| index.to_string(), ToString::to_string);
                        let path = format!("{owner}.{name}");
                        self.warnings(&owner, &path, &field.attrs);
                        self.part(&owner, path, text(&field.ty));
                    }
                }
            }
            Item::Enum(item) if is_public(&item.vis) => {
                let owner = self.ty(&item.ident, "enum", &item.attrs);
                self.exhaustive(&owner, &item.attrs, true);
                for variant in &item.variants {
                    let path = format!("{owner}::{}", variant.ident);
                    self.warnings(&owner, &path, &variant.attrs);
                    let fields = match &variant.fields {
                        Fields::Unit => String::new(),
                        fields => text(fields),
                    };
                    self.part(&owner, path, fields);
                }
            }
            Item::Type(item) if is_public(&item.vis) => {
                let owner = self.ty(&item.ident, "type", &item.attrs);
                self.add(
                    &owner,
                    format!("{owner} ="),
                    text(&item.ty),
                    ItemKind::Plain,
                );
            }
            Item::Impl(item) => self.implementation(item),
            // The macros of the crate implement the same traits everywhere.
            Item::Macro(item) => {
                let tokens = text(&item.mac.tokens);
                let mut words = tokens.split_whitespace();
                let name = last_segment(&item.mac.path);
                let (owner, traits) = match (words.next(), words.next()) {
                    // They list the members of an object.
                    (Some(owner), Some("requires")) if name == "object" => {
                        (owner, vec!["Deserialize", "Serialize"])
                    }
                    (Some(owner), Some("requires")) => (owner, vec!["Deserialize"]),
                    (Some(_), Some("=>")) => (tokens.as_str(), vec![name.as_str()]),
                    (owner, _) => (owner.unwrap_or_default(), vec![name.as_str()]),
                };
                let owner = self.path(owner);
                for name in traits {
                    let path = format!("{owner}: {name}");
                    self.add(&owner, path, String::new(), ItemKind::Plain);
                }
            }
            _ => {}
        }
    }

    /// A type with its derived traits.
    fn ty(&mut self, ident: &syn::Ident, keyword: &str, attributes: &[Attribute]) -> String {
        let path = self.path(&ident.to_string());
        self.warnings(&path, &path, attributes);
        for attribute in attributes.iter().filter(|a| a.path().is_ident("derive")) {
            let all = attribute
                .parse_args_with(Punctuated::<syn::Path, Token![,]>::parse_terminated)
                .unwrap_or_default();
            for derived in all {
                let name = last_segment(&derived);
                self.add(
                    &path,
                    format!("{path}: {name}"),
                    String::new(),
                    ItemKind::Plain,
                );
            }
        }
        self.add(&path, path.clone(), keyword.to_owned(), ItemKind::Plain);
        path
    }

    fn implementation(&mut self, item: &ItemImpl) {
        let owner = self.path(&text(&item.self_ty).replace("crate :: ", ""));
        if let Some((path, _)) = &item.trait_ {
            let name = last_segment(path);
            let is_imported = path.segments.len() == 1 && self.private.contains(&name);
            let from_crate = text(path).starts_with("crate ::");
            if is_imported || from_crate && !text(path).starts_with("crate :: traits") {
                return;
            }
            let associated = item.items.iter().filter_map(|item| match item {
                ImplItem::Type(ty) => Some(format!("{} = {}", ty.ident, text(&ty.ty))),
                _ => None,
            });
            let associated: Vec<String> = associated.collect();
            let path = format!("{owner}: {}", name.replace("< 'de >", "").trim());
            self.add(
                &owner,
                path.trim().to_owned(),
                associated.join(", "),
                ItemKind::Plain,
            );
            return;
        }
        for member in &item.items {
            match member {
                ImplItem::Fn(method) if is_public(&method.vis) => {
                    let path = format!("{owner}::{}()", method.sig.ident);
                    self.warnings(&owner, &path, &method.attrs);
                    self.add(&owner, path, signature(&method.sig), ItemKind::Plain);
                    if method.sig.ident == "build" {
                        self.requirements(&owner, &method.block.stmts);
                    }
                }
                ImplItem::Const(constant) if is_public(&constant.vis) => {
                    let path = format!("{owner}::{}", constant.ident);
                    self.add(&owner, path, text(&constant.ty), ItemKind::Plain);
                }
                _ => {}
            }
        }
    }

    /// Adds the members without which `build` fails: `name: crate::call::required(…)?`.
    fn requirements(&mut self, owner: &str, statements: &[Stmt]) {
        let Some(Stmt::Expr(Expr::Call(ok), _)) = statements.last() else {
            return;
        };
        let Some(Expr::Struct(built)) = ok.args.first() else {
            return;
        };
        for field in &built.fields {
            if let Expr::Try(value) = &field.expr
                && let Expr::Call(call) = &*value.expr
                && let Expr::Path(function) = &*call.func
                && last_segment(&function.path) == "required"
            {
                let path = format!("{owner} requires {}", text(&field.member));
                self.add(owner, path, String::new(), ItemKind::Restriction);
            }
        }
    }

    fn exhaustive(&mut self, owner: &str, attributes: &[Attribute], is_constructible: bool) {
        if is_constructible
            && !attributes
                .iter()
                .any(|a| a.path().is_ident("non_exhaustive"))
        {
            let path = format!("{owner} is exhaustive");
            self.add(owner, path, String::new(), ItemKind::Restriction);
        }
    }

    fn warnings(&mut self, owner: &str, path: &str, attributes: &[Attribute]) {
        if attributes.iter().any(|a| a.path().is_ident("deprecated")) {
            self.add(
                owner,
                format!("{path} is deprecated"),
                String::new(),
                ItemKind::Warning,
            );
        }
    }

    fn path(&self, name: &str) -> String {
        match self.module.as_str() {
            "" => name.to_owned(),
            // Their methods are added to the client, which is declared elsewhere.
            "builder" if name.ends_with("Client") => name.to_owned(),
            module => format!("{module}::{name}"),
        }
    }

    /// A field or a variant.
    fn part(&mut self, owner: &str, path: String, signature: String) {
        let item = PublicItem {
            owner: owner.to_owned(),
            signature,
            kind: ItemKind::Plain,
            is_part: true,
        };
        self.items.insert(path, item);
    }

    fn add(&mut self, owner: &str, path: String, signature: String, kind: ItemKind) {
        let item = PublicItem {
            owner: owner.to_owned(),
            signature,
            kind,
            is_part: false,
        };
        self.items.insert(path, item);
    }
}

/// Returns a signature without parameter names, which callers do not use.
fn signature(signature: &Signature) -> String {
    let inputs = signature.inputs.iter().map(|input| match input {
        FnArg::Receiver(receiver) => match receiver.kind {
            ReceiverKind::Reference(..) => "&self".to_owned(),
            _ => "self".to_owned(),
        },
        FnArg::Typed(typed) => text(&typed.ty),
    });
    let inputs: Vec<String> = inputs.collect();
    let (generics, output) = (text(&signature.generics), text(&signature.output));
    let asyncness = text(&signature.asyncness);
    format!("{asyncness} fn{generics}({}) {output}", inputs.join(", "))
        .trim()
        .to_owned()
}

fn text(tokens: &impl ToTokens) -> String {
    tokens.to_token_stream().to_string()
}

fn last_segment(path: &syn::Path) -> String {
    path.segments.last().map(text).unwrap_or_default()
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}
