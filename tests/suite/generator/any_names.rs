//! No name in a document breaks the generated code: a document with the names of Rust, its prelude, common traits and
//! this crate compiles.

use std::{collections::BTreeSet, fs};

use astro_api_tests::root;
use serde_json::{Map, Value, json};

/// Keywords, the prelude, methods of common traits, macros, crates and attributes.
const NAMES: &str = "
    as async await become box break const continue crate do dyn else enum extern false final fn for gen if impl in let
    loop macro match mod move mut override priv pub ref return self Self static struct super trait true try type typeof
    union unsafe unsized use virtual where while yield
    AsMut AsRef Box Clone Copy Debug Default Display Drop Eq Err Extend Fn FnMut FnOnce From FromIterator FromStr Future
    Hash Into IntoFuture IntoIterator Iterator None Ok Option Ord PartialEq PartialOrd Result Send Sized Some String
    Sync ToOwned ToString TryFrom TryInto Vec str bool char i64 u8 f64 usize
    add asMut asRef borrow borrowMut clone cloneFrom cmp default deref drop eq fmt from fromIter hash index into
    intoFuture intoIter iter max min ne next not partialCmp poll toOwned toString tryFrom tryInto typeId
    alloc chrono core reqwest schemars serde serde_json std tokio tracing test derive inline doc cfg allow vec format
    assert panic println matches stringify concat include line file column modulePath
    value values item items key entries name names id status error errors kind call client request response body send
    stream pages page follow waitUntil waitUntilGone withTimeout withRetry withHeader withApiVersion withExtra build
    builder types new of inner invalid extra extraMembers first_invalid members operation options bounds limit offset
    sorts totalCount searchId state zero required optional list check finish intoContext toRequest json bytes empty timer
    context validate place rateClass knownToken concurrentPages bodyMap organizationFromEnv method path query header url wire unknownValue shared other
    BTreeMap DateTime Utc Arc Method Value Map Validate FieldPath Page Pages HasStatus Found Sealed ZeroValue UnknownValue
    ItemStream SearchStream LogTail Waiter ByteStream Operation RateClass RequestContext Request Response Client Error ErrorKind
    ExtraMembers FirstInvalid IntoValue IntoOption IntoList IntoMap Internal Invalid REDACTED
";

/// The names that are also tags: those of modules to which the code could refer instead. Not all names are, because
/// each tag is a module, and modules that import each other are slow to compile.
const TAGS: &str = "
    std core alloc serde serde_json schemars chrono reqwest tokio builder types mod shared other crate self
";

/// Returns the public methods of the client, apart from the helpers for common tasks.
fn client_methods() -> Vec<String> {
    let folders = ["astro-api/src/client", "astro-api/src/config"];
    let names: Vec<String> = folders
        .iter()
        .flat_map(|f| methods_in(f, "Client"))
        .collect();
    assert!(names.contains(&"from_env".to_owned()) && names.contains(&"request".to_owned()));
    names
}

/// Returns the public methods of a handle or the client in those helpers' files.
fn helper_methods(of: &str) -> Vec<String> {
    methods_in("astro-api/src/jobs", of)
}

/// Returns the public methods of a type in the files of a folder.
fn methods_in(folder: &str, of: &str) -> Vec<String> {
    fn files(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
        let entries = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path());
        let below = entries.flat_map(|path| {
            if path.is_dir() {
                files(&path)
            } else {
                vec![path]
            }
        });
        below.collect()
    }
    let mut names = Vec::new();
    for file in files(&root().join(folder)) {
        let file = syn::parse_file(&fs::read_to_string(file).unwrap()).unwrap();
        let impls = file.items.iter().filter_map(|item| match item {
            syn::Item::Impl(item) if item.trait_.is_none() => Some(item),
            _ => None,
        });
        let is_of_type = |item: &&syn::ItemImpl| matches!(&*item.self_ty, syn::Type::Path(p) if p.path.is_ident(of));
        for item in impls.filter(is_of_type).flat_map(|item| &item.items) {
            if let syn::ImplItem::Fn(function) = item
                && matches!(function.vis, syn::Visibility::Public(_))
            {
                names.push(function.sig.ident.to_string());
            }
        }
    }
    names
}

/// An operation with the name of a hand-written method of its handle or of the client gets an underscore.
#[test]
fn operations_named_like_jobs_are_renamed() {
    let handle = helper_methods("OrganizationClient");
    let client = helper_methods("Client");
    assert!(handle.contains(&"edit_user_roles".to_owned()));
    assert_eq!(client, ["organization_from_env"]);
    let operation = |id: &String, parameters: Value| json!({ "get": { "operationId": id, "parameters": parameters, "responses": { "204": { "description": "OK" } } } });
    let bound = json!([{ "name": "organizationId", "in": "path", "required": true, "schema": { "type": "string" } }]);
    let scoped = handle.iter().map(|id| {
        let path = format!("/organizations/{{organizationId}}/{id}");
        (path, operation(id, bound.clone()))
    });
    let free = client
        .iter()
        .map(|id| (format!("/{id}"), operation(id, json!([]))));
    let paths: Map<String, Value> = scoped.chain(free).collect();
    let document =
        json!({ "openapi": "3.0.3", "info": { "title": "Jobs", "version": "1" }, "paths": paths });
    let code = astro_api_codegen::generate(astro_api_codegen::Source {
        document: &document.to_string(),
        names: Some("scopes: { organization: '/organizations/{organizationId}' }"),
    });
    let text: String = code.unwrap().files.into_values().collect();
    for id in handle.iter().chain(&client) {
        assert!(
            text.contains(&format!("pub fn {id}_(")),
            "`{id}` is not reserved: add it to the methods in astro-api/codegen/src/model/read/operations.rs"
        );
        assert!(!text.contains(&format!("pub fn {id}(")), "{id}");
    }
}

/// Returns the names without duplicates, ignoring case.
fn names() -> Vec<String> {
    let own = client_methods();
    assert!(own.iter().any(|name| name == "base_url"));
    let mut seen = BTreeSet::new();
    let all = NAMES.split_whitespace().map(str::to_owned).chain(own);
    all.filter(|name| seen.insert(name.to_lowercase().replace('_', "")))
        .collect()
}

fn document() -> Value {
    let names = names();
    let text = json!({ "type": "string" });
    let reference = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let content = |name: &str| json!({ "application/json": { "schema": reference(name) } });
    let all = |schema: &Value| -> Map<String, Value> {
        names.iter().map(|n| (n.clone(), schema.clone())).collect()
    };
    let mut properties = all(&text);
    // Replaces the names that differ in case only.
    properties.retain(|name, _| !["clone", "default"].contains(&name.to_lowercase().as_str()));
    properties.insert(
        "default".to_owned(),
        json!({ "type": "integer", "minimum": 1 }),
    );
    properties.insert(
        "clone".to_owned(),
        json!({ "type": "array", "items": reference("Option") }),
    );
    properties["kind"] = json!({ "type": "string", "enum": names.iter().filter(|n| *n != "unknownValue" && *n != "UnknownValue").collect::<Vec<_>>() });
    let mut schemas = Map::new();
    for name in &names {
        // Some with a secret, some with limits, some with a required member, all in requests and responses.
        schemas.insert(
            name.clone(),
            json!({
                "type": "object",
                "required": ["id"],
                "properties": { "id": text, "password": text, "limited": { "type": "string", "maxLength": 3 }, "build": text, "clone": text, "default": text },
            }),
        );
    }
    let is_property = |name: &&String| properties.contains_key(*name);
    let required: Vec<&String> = names.iter().filter(is_property).step_by(2).collect();
    schemas.insert(
        "everything".to_owned(),
        json!({ "type": "object", "properties": properties.clone() }),
    );
    schemas.insert(
        "requiredThings".to_owned(),
        json!({ "type": "object", "required": required, "properties": properties }),
    );
    schemas.insert(
        "thingsPage".to_owned(),
        json!({ "type": "object", "required": ["totalCount", "everything"], "properties": {
            "totalCount": { "type": "integer" }, "everything": { "type": "array", "items": reference("everything") },
            "wire": text, "collection": text, "offset": { "type": "integer" },
        } }),
    );
    schemas.insert(
        "thingsPageWire".to_owned(),
        json!({ "type": "object", "properties": { "id": text } }),
    );
    let mut paths = Map::new();
    for (number, name) in names.iter().enumerate() {
        let tag = TAGS.split_whitespace().find(|tag| tag == name);
        let body = if number % 3 == 0 {
            "requiredThings"
        } else {
            name
        };
        paths.insert(
            format!("/{number}/{{{name}}}"),
            json!({ "post": {
                "operationId": name, "tags": [tag.unwrap_or("other")],
                "parameters": [{ "name": name, "in": "path", "required": true, "schema": text }],
                "requestBody": { "required": number % 2 == 0, "content": content(body) },
                "responses": { "200": { "description": "OK", "content": content(name) } },
            } }),
        );
    }
    let mut parameters: Vec<Value> = names
        .iter()
        .filter(|name| !["limit", "offset", "sorts"].contains(&name.as_str()))
        .map(|name| json!({ "name": name, "in": "query", "required": name.len() == 4, "schema": text }))
        .collect();
    for name in ["limit", "offset"] {
        parameters.push(json!({ "name": name, "in": "query", "schema": { "type": "integer" } }));
    }
    parameters.push(json!({ "name": "sorts", "in": "query", "schema": { "type": "array", "items": { "type": "string", "enum": ["createdAt:asc"] } } }));
    paths.insert(
        "/things".to_owned(),
        json!({ "get": {
            "operationId": "listThings", "parameters": parameters,
            "responses": { "200": { "description": "OK", "content": content("thingsPage") } },
        } }),
    );
    paths.insert(
        "/wire".to_owned(),
        json!({ "get": {
            "operationId": "getWire",
            "responses": { "200": { "description": "OK", "content": content("thingsPageWire") } },
        } }),
    );
    json!({
        "openapi": "3.0.3", "info": { "title": "Names", "version": "1" },
        "paths": paths, "components": { "schemas": schemas },
    })
}

#[test]
#[ignore = "slow: compiles the crate"]
fn slow_any_operation_name_compiles() {
    let file = root().join("target/any-names.json");
    fs::write(&file, document().to_string()).unwrap();
    crate::refinement::compiled::compile_with_code_of(&file);
}
