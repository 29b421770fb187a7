//! Configuration: finds `warroom.toml`, reads options as written and gives
//! core settings as resolved.
//!
//! It never looks into a document, and it never prints.

mod editor;
pub(crate) mod help;
mod keys;
mod origin;
mod outline;
mod problem;
mod resolve;
mod word;
mod written;

use std::collections::HashMap;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use rustc_hash::FxHashMap;
use warroom_core::ide::workspace::Location;
use warroom_core::settings::Settings;
use warroom_core::vocabulary::{Kind, Level, Preset};

use crate::workspace::{self, Disk};
pub(crate) use editor::EditorSettings;
pub(crate) use origin::{Explanation, Row};
pub(crate) use problem::{Problem, nearest};
use word::{Pattern, Word};
pub(crate) use word::{is_rule_or_group, rules_and_groups};
use written::Written;

/// The names of a configuration file; the first that is there counts.
pub(crate) const FILE_NAMES: &[&str] = &["warroom.toml", ".warroom.toml"];

/// Where configuration is looked for.
#[derive(Clone, Debug)]
pub(crate) enum Source {
    /// The nearest file at or above each document.
    Nearest,
    /// This file, for every document.
    File(PathBuf),
    /// No file is read.
    Nowhere,
}

/// What the command line sets above every file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Above {
    /// The profile.
    pub(crate) profile: Option<String>,
    /// The preset.
    pub(crate) preset: Option<Preset>,
    /// The kind of every document.
    pub(crate) kind: Option<Kind>,
    /// The only rules and groups that run; all when empty.
    pub(crate) select: Vec<String>,
    /// Rules and groups that do not run.
    pub(crate) ignore: Vec<String>,
    /// Levels of rules and groups.
    pub(crate) levels: Vec<RuleLevel>,
}

/// A level for a rule or a group.
#[derive(Clone, Debug)]
pub(crate) struct RuleLevel {
    /// The rule or group.
    pub(crate) rule: String,
    /// Its level.
    pub(crate) level: Level,
}

/// All configuration of one run.
#[derive(Debug)]
pub(crate) struct Configuration {
    above: Above,
    below: EditorSettings,
    current: PathBuf,
    /// What holds for every document; `None` when the nearest file counts.
    fixed: Option<Arc<Loaded>>,
    /// What is known of each directory.
    directories: RwLock<FxHashMap<OsString, Found>>,
    /// What holds where no file is found.
    without_file: Arc<Loaded>,
}

/// How core is to read one document.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// Its path, relative to the directory of its configuration, or to the
    /// current one; absolute when it lies elsewhere.
    pub(crate) path: String,
    /// What holds for it.
    pub(crate) settings: Arc<Settings>,
    /// Whether it is no document but holds alerts of Prometheus.
    pub(crate) is_rule_file: bool,
}

/// What was found for a directory.
type Found = Result<Arc<Loaded>, Problem>;

/// One file, read and resolved.
#[derive(Debug)]
pub(crate) struct Loaded {
    /// The file; `None` when there is none.
    pub(crate) path: Option<PathBuf>,
    /// Its text.
    pub(crate) text: String,
    written: Written,
    /// The directory to which its patterns are relative.
    root: PathBuf,
    /// The same with forward slashes.
    shown_root: String,
    /// Its settings, before kinds by path, overrides and the command line.
    settings: Settings,
    /// Its settings under the command line, by what holds for a path.
    resolved: Mutex<HashMap<Holding, Arc<Settings>>>,
}

/// What of a file holds for one path beyond the plain settings.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Holding {
    kind: Option<Kind>,
    overrides: Vec<usize>,
}

impl Configuration {
    /// Prepares the configuration; a file that is named is read at once.
    pub(crate) fn new(source: Source, above: Above) -> Result<Self, Problem> {
        let current = std::env::current_dir()
            .map_err(|error| Problem::new(format!("no current directory: {error}")))?;
        let below = EditorSettings::default();
        let without_file = Arc::new(Loaded::without_file(current.clone(), &below));
        let fixed = match source {
            Source::Nearest => None,
            Source::Nowhere => Some(Arc::clone(&without_file)),
            Source::File(path) => Some(Loaded::read(&path, &current, &below)?),
        };
        let directories = RwLock::default();
        let configuration = Self { above, below, current, fixed, directories, without_file };
        configuration.check_profile()?;
        Ok(configuration)
    }

    /// The configuration of a folder that is open in an editor: the nearest
    /// file counts, and below it what the editor sets.
    pub(crate) fn of_folder(folder: PathBuf, below: EditorSettings) -> Self {
        let without_file = Arc::new(Loaded::without_file(folder.clone(), &below));
        let above = Above::default();
        let directories = RwLock::default();
        Self { above, below, current: folder, fixed: None, directories, without_file }
    }

    /// A profile given by the command line must be known: built in, or defined
    /// by the file that holds in the current directory.
    fn check_profile(&self) -> Result<(), Problem> {
        let Some(profile) = &self.above.profile else { return Ok(()) };
        let loaded = self.loaded(Path::new("x"))?;
        let reason = resolve::unknown_profile(&loaded.settings, profile);
        reason.map_or(Ok(()), |reason| Err(Problem::new(reason)))
    }

    /// Whether a file that a walk comes by is a document or a rule file.
    pub(crate) fn wants(&self, path: &Path) -> bool {
        workspace::is_markdown(path)
            || self.holds(path, |written| &written.files)
            || self.is_rule_file(path)
    }

    /// Whether a file holds alerts of Prometheus.
    pub(crate) fn is_rule_file(&self, path: &Path) -> bool {
        self.holds(path, |written| &written.alerts.files)
    }

    fn holds(&self, path: &Path, patterns: impl Fn(&Written) -> &[Pattern]) -> bool {
        self.loaded(path).is_ok_and(|loaded| {
            let patterns = patterns(&loaded.written);
            !patterns.is_empty() && {
                let relative = loaded.relative(&self.absolute(path));
                patterns.iter().any(|pattern| pattern.holds(&relative))
            }
        })
    }

    /// How core is to read one document.
    pub(crate) fn place(&self, path: &Path) -> Result<Place, Problem> {
        self.place_at(path, &workspace::shown(&self.absolute(path)))
    }

    /// The same for a document of which the absolute path is known already, with
    /// forward slashes.
    pub(crate) fn place_at(&self, path: &Path, absolute: &str) -> Result<Place, Problem> {
        let loaded = self.loaded(path)?;
        let path = loaded.shown_below_root(absolute);
        let relative = Path::new(path);
        let mut alerts = loaded.written.alerts.files.iter();
        Ok(Place {
            path: path.to_owned(),
            settings: loaded.resolved(loaded.holding(relative), &self.above),
            is_rule_file: alerts.any(|pattern| pattern.holds(relative)),
        })
    }

    /// Where a document stands among others: its absolute path, and its
    /// repository, or else the directory of its configuration, or the nearest
    /// of `walked`, or its own. Both are absolute, with forward slashes.
    pub(crate) fn location(&self, path: &Path, disk: &Disk, walked: &[PathBuf]) -> Location {
        let written = path.parent().unwrap_or(Path::new(""));
        let (directory, root) = disk.place(written, || {
            let directory = self.absolute(written);
            let root = self.root(path, &directory, disk, walked);
            (workspace::shown(&directory).into(), workspace::shown(&root).into())
        });
        let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        let path = [directory.trim_end_matches('/'), "/", &name].concat();
        Location { path: path.into(), root }
    }

    fn root(&self, path: &Path, directory: &Path, disk: &Disk, walked: &[PathBuf]) -> PathBuf {
        let configured = || {
            let loaded = self.loaded(path).ok().filter(|loaded| loaded.path.is_some());
            loaded.map(|loaded| loaded.root.clone()).filter(|root| directory.starts_with(root))
        };
        let holds = |above: &&PathBuf| directory.starts_with(above);
        let deepest = || walked.iter().filter(holds).max_by_key(|above| above.as_os_str().len());
        let root = disk.repository(directory).or_else(configured).or_else(|| deepest().cloned());
        root.unwrap_or_else(|| directory.to_owned())
    }

    /// The file that holds for a document.
    pub(crate) fn loaded(&self, path: &Path) -> Found {
        if let Some(fixed) = &self.fixed {
            return Ok(Arc::clone(fixed));
        }
        let directory = path.parent().unwrap_or(Path::new(""));
        // As bytes: the parts of a path take ten times as long to hash.
        if let Some(found) = read_lock(&self.directories).get(directory.as_os_str()) {
            return found.clone();
        }
        let found = self.find(&self.absolute(directory));
        write_lock(&self.directories).insert(directory.into(), found.clone());
        found
    }

    /// Looks in an absolute directory, then above it.
    fn find(&self, directory: &Path) -> Found {
        let mut passed = Vec::new();
        let mut found = Ok(Arc::clone(&self.without_file));
        for directory in directory.ancestors() {
            if let Some(known) = read_lock(&self.directories).get(directory.as_os_str()) {
                found = known.clone();
                break;
            }
            passed.push(directory);
            let file = FILE_NAMES.iter().map(|name| directory.join(name)).find(|f| f.is_file());
            if let Some(file) = file {
                found = Loaded::read(&file, &self.current, &self.below);
                break;
            }
        }
        let mut directories = write_lock(&self.directories);
        for directory in passed {
            directories.insert(directory.into(), found.clone());
        }
        found
    }

    /// The path from the root of the disk, without `.` and `..`.
    pub(crate) fn absolute(&self, path: &Path) -> PathBuf {
        normal(&self.current.join(path))
    }
}

impl Loaded {
    fn without_file(root: PathBuf, below: &EditorSettings) -> Self {
        let (written, mut settings) = (below.written().clone(), below.settings().clone());
        place_directories(&mut settings, &written, &root);
        let (path, text, shown_root) = (None, String::new(), shown_root(&root));
        Self { path, text, written, root, shown_root, settings, resolved: Mutex::default() }
    }

    fn read(path: &Path, current: &Path, below: &EditorSettings) -> Found {
        let shown = path.strip_prefix(current).unwrap_or(path);
        let text = fs::read_to_string(path).map_err(|error| {
            let reason = match error.kind() {
                io::ErrorKind::InvalidData => "not UTF-8".to_owned(),
                _ => workspace::describe(&error),
            };
            Problem::unreadable(shown, &reason)
        })?;
        let (written, settings) = understood(shown, &text)?;
        let (written, mut settings) = below.fill(written, settings);
        let root = current.join(path).parent().map(Path::to_owned).unwrap_or_default();
        place_directories(&mut settings, &written, &root);
        let (path, shown_root) = (Some(shown.to_owned()), shown_root(&root));
        let resolved = Mutex::default();
        Ok(Arc::new(Self { path, text, written, root, shown_root, settings, resolved }))
    }

    /// An absolute path as the patterns see it.
    fn relative(&self, absolute: &Path) -> PathBuf {
        absolute.strip_prefix(&self.root).unwrap_or(absolute).to_owned()
    }

    /// The same for a path with forward slashes.
    fn shown_below_root<'p>(&self, absolute: &'p str) -> &'p str {
        let root = self.shown_root.trim_end_matches('/');
        let rest = absolute.strip_prefix(root).and_then(|rest| rest.strip_prefix('/'));
        rest.unwrap_or(absolute)
    }

    fn holding(&self, relative: &Path) -> Holding {
        let overrides = self.written.overrides.iter().enumerate();
        let holds = |paths: &[Pattern]| paths.iter().any(|pattern| pattern.holds(relative));
        Holding {
            kind: self.kind(relative).map(|(_, kind)| kind.0),
            overrides: overrides.filter(|(_, o)| holds(&o.paths)).map(|(i, _)| i).collect(),
        }
    }

    /// The first pattern that holds, and its kind; longer patterns stand first.
    fn kind(&self, relative: &Path) -> Option<&(Pattern, Word<Kind>)> {
        self.written.kinds.iter().find(|(pattern, _)| pattern.holds(relative))
    }

    fn resolved(&self, holding: Holding, above: &Above) -> Arc<Settings> {
        let mut resolved = self.resolved.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(settings) = resolved.get(&holding) {
            return Arc::clone(settings);
        }
        let mut settings = self.settings.clone();
        settings.kind = holding.kind.or(settings.kind);
        for &index in &holding.overrides {
            resolve::change(&mut settings, &self.written.overrides[index]);
        }
        resolve::set_above(&mut settings, above);
        let settings = Arc::new(settings);
        resolved.insert(holding, Arc::clone(&settings));
        settings
    }
}

/// A root with forward slashes, as it stands at the head of paths: without the
/// dot of `--config ./warroom.toml`.
fn shown_root(root: &Path) -> String {
    workspace::shown(&root.components().collect::<PathBuf>())
}

/// What is wrong with the text of a configuration file, if anything.
pub(crate) fn problem_of(path: &Path, text: &str) -> Option<Problem> {
    understood(path, text).err()
}

/// A text as options and as settings.
fn understood(path: &Path, text: &str) -> Result<(Written, Settings), Problem> {
    let written: Written =
        toml::from_str(text).map_err(|error| Problem::from_toml(path, text, &error))?;
    let settings = resolve::resolve(&written, path, text)?;
    Ok((written, settings))
}

/// Whether a file is a configuration, by its name.
pub(crate) fn is_configuration(path: &Path) -> bool {
    path.file_name().is_some_and(|name| FILE_NAMES.iter().any(|known| name == *known))
}

/// Gives the directories that are written relative to `root` their place.
fn place_directories(settings: &mut Settings, written: &Written, root: &Path) {
    let in_root = |directory: &String| workspace::shown(&normal(&root.join(directory)));
    settings.site_root = written.links.root.as_ref().map(in_root);
    let urls = written.alerts.runbook_urls.iter();
    settings.runbook_urls = urls.map(|(url, to)| (url.clone(), in_root(to))).collect();
    settings.template_folder = written.templates.folder.as_ref().map(in_root);
}

/// A path without `.` and `..`.
pub(crate) fn normal(path: &Path) -> PathBuf {
    if is_normal(path) {
        return path.to_owned();
    }
    let mut normal = PathBuf::new();
    for component in path.components() {
        match component {
            Component::ParentDir => {
                normal.pop();
            }
            Component::CurDir => {}
            other => normal.push(other),
        }
    }
    normal
}

/// Whether a path is surely normal: taking one apart is slow, and nearly every
/// document is asked for by a path like this.
fn is_normal(path: &Path) -> bool {
    let bytes = path.as_os_str().as_encoded_bytes();
    bytes.starts_with(b"/")
        && !bytes.ends_with(b"/")
        && !bytes.windows(2).any(|pair| pair == b"//" || pair == b"/.")
}

/// Whether `name`, a rule or a group, stands for `rule`.
fn is_named_by(name: &str, rule: &str) -> bool {
    rule == name || rule.strip_prefix(name).is_some_and(|rest| rest.starts_with('/'))
}

/// Says that there is no such rule, and which one may be meant.
pub(crate) fn unknown_rule(name: &str) -> String {
    match nearest(name, rules_and_groups()) {
        Some(near) => format!("there is no rule or group `{name}`; did you mean `{near}`?"),
        None => format!("there is no rule or group `{name}`; `warroom rules` lists them"),
    }
}

fn read_lock<T>(lock: &RwLock<T>) -> std::sync::RwLockReadGuard<'_, T> {
    lock.read().unwrap_or_else(PoisonError::into_inner)
}

fn write_lock<T>(lock: &RwLock<T>) -> std::sync::RwLockWriteGuard<'_, T> {
    lock.write().unwrap_or_else(PoisonError::into_inner)
}
