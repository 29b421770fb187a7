//! Makes one page out of the engine and what stands in `page`: style, script
//! and engine are inside, so that it works from a file, in any folder, and
//! loads nothing.
//!
//! `pack <engine.wasm> <folder of the page> <result>`. The engine is packed
//! with gzip, which a browser unpacks. A policy allows this style and these
//! scripts by their hashes, and nothing else.

use std::error::Error;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use base64::{Engine, engine::general_purpose::STANDARD};
use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};
use wasm_bindgen_cli_support::Bindgen;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// The most that may go over the wire, packed as a server would: two megabytes.
const LIMIT: usize = 2_000_000;

fn main() -> Result<()> {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [engine, page, result] = arguments.as_slice() else {
        return Err("usage: pack <engine.wasm> <folder of the page> <result>".into());
    };
    let whole = assemble(&Parts::read(engine, page)?)?;
    let packed = gzip(whole.as_bytes())?.len();
    if packed > LIMIT {
        return Err(format!("the page is {packed} bytes packed; {LIMIT} is the most").into());
    }
    fs::write(result, &whole)?;
    println!("{}: {} bytes, {packed} packed", result.display(), whole.len());
    Ok(())
}

/// What a page is made of.
struct Parts {
    frame: String,
    style: String,
    /// The glue that wasm-bindgen writes, and the engine as a constant.
    engine: String,
    script: String,
}

impl Parts {
    fn read(engine: &Path, page: &Path) -> Result<Self> {
        Ok(Self {
            frame: fs::read_to_string(page.join("index.html"))?,
            style: fs::read_to_string(page.join("style.css"))?,
            engine: bound(engine)?,
            script: fs::read_to_string(page.join("page.js"))?,
        })
    }
}

/// The engine with the JavaScript side of its boundary, in a function: after a
/// fault the page binds another.
fn bound(engine: &Path) -> Result<String> {
    let mut output = Bindgen::new()
        .input_path(engine)
        .no_modules(true)?
        .omit_default_module_path(true)
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate_output()?;
    let packed = gzip(&output.wasm_mut().emit_wasm())?;
    let (glue, packed) = (output.js(), STANDARD.encode(packed));
    Ok(format!(
        "function bindEngine() {{\n{glue}\nreturn wasm_bindgen;\n}}\nconst PACKED_ENGINE = \"{packed}\";\n"
    ))
}

/// The frame with its marks replaced. A text that would end its own element
/// cannot be put into a page.
fn assemble(parts: &Parts) -> Result<String> {
    let inner = [&parts.style, &parts.engine, &parts.script];
    if inner.iter().any(|text| text.contains("</s")) {
        return Err("a style or a script must not contain `</s`".into());
    }
    let policy = format!(
        "default-src 'none'; style-src '{}'; script-src 'wasm-unsafe-eval' '{}' '{}'; \
         img-src data:; base-uri 'none'; form-action 'none'",
        hash(&parts.style),
        hash(&parts.engine),
        hash(&parts.script),
    );
    let replacements = [
        ("{{policy}}", policy.as_str()),
        ("{{style}}", &parts.style),
        ("{{engine}}", &parts.engine),
        ("{{script}}", &parts.script),
    ];
    replacements.iter().try_fold(parts.frame.clone(), |page, (mark, text)| {
        let (before, after) = page.split_once(mark).ok_or(format!("no {mark} in the frame"))?;
        Ok(format!("{before}{text}{after}"))
    })
}

/// The hash of a text, as a policy names it.
fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text)))
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    packer.write_all(bytes)?;
    Ok(packer.finish()?)
}
