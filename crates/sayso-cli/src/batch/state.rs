//! What a run to a file notes beside it, so that a later run can go on: `OUT.partial` holds the output so far,
//! `OUT.state` says how much of it is certain and what input that comes from.
//!
//! The state is replaced whole (written to another file and renamed) after the output it speaks of has reached the
//! disk. So at any moment there is a state that is true, and what `OUT.partial` has beyond it is cut off on resume.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use serde::{Deserialize, Serialize};

use super::reader::Position;

/// Layout of the state file.
const VERSION: u32 = 1;

/// What has to be the same for a run to go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Version of the program.
    pub sayso: String,
    /// SHA-256 of the model.
    pub model: String,
    /// Every option that the output depends on.
    pub options: BTreeMap<String, String>,
}

impl Run {
    /// Checks that `self`, the present run, may go on where `earlier` stopped.
    fn check(&self, earlier: &Self) -> Result<()> {
        let again = "start again without --resume";
        if self.sayso != earlier.sayso {
            bail!("the interrupted run was one of sayso {}, this is {}; {again}", earlier.sayso, self.sayso);
        }
        if self.model != earlier.model {
            bail!("the interrupted run used another model; use the same one, or {again}");
        }
        let value = |run: &Self, name: &str| run.options.get(name).cloned().unwrap_or_default();
        let names = self.options.keys().chain(earlier.options.keys());
        if let Some(name) = names.into_iter().find(|n| value(self, n) != value(earlier, n)) {
            let (was, is) = (value(earlier, name), value(self, name));
            bail!("the interrupted run had {name} {was:?}, this one has {is:?}; use the same options, or {again}");
        }
        Ok(())
    }
}

/// What a run has done.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Articles that were labelled.
    pub articles: u64,
    /// Their sentences.
    pub sentences: u64,
    /// Records that were set aside.
    pub rejected: u64,
    /// Articles by language, of those in languages that labels are not meant for.
    pub unsupported: BTreeMap<String, u64>,
}

/// How far a run has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    version: u32,
    /// What has to be the same.
    pub run: Run,
    /// All is written; only the output has not got its name yet.
    pub finished: bool,
    /// What of the input is done.
    pub at: Position,
    /// Bytes of the output that are certain.
    pub output: u64,
    /// Bytes of the side file that are certain.
    pub rejects: u64,
    /// What has been done.
    pub counts: Counts,
}

impl State {
    /// Nothing is done.
    pub fn new(run: Run) -> Self {
        let (at, counts) = (Position::default(), Counts::default());
        Self { version: VERSION, run, finished: false, at, output: 0, rejects: 0, counts }
    }
}

/// The files beside an output.
#[derive(Debug, Clone)]
pub struct Files {
    /// The output.
    pub output: PathBuf,
    /// The output so far.
    pub partial: PathBuf,
    /// The state.
    pub state: PathBuf,
}

/// `path` with something behind its name.
pub fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

impl Files {
    /// Those of an output.
    pub fn of(output: &Path) -> Self {
        let name = |ending: &str| beside(output, ending);
        Self { output: output.to_owned(), partial: name(".partial"), state: name(".state") }
    }

    /// The state that an interrupted run has left, if it may be gone on from.
    ///
    /// # Errors
    /// If it was another run.
    pub fn load(&self, run: &Run) -> Result<Option<State>> {
        let bytes = match fs::read(&self.state) {
            Ok(bytes) => bytes,
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(e) => return Err(crate::input::unreadable(&self.state.display().to_string(), &e)),
        };
        let name = self.state.display();
        let Ok(state) = serde_json::from_slice::<State>(&bytes) else {
            bail!("{name}: is no state of a run of this version of sayso; delete it and start again without --resume");
        };
        if state.version != VERSION {
            bail!("{name}: was written by another version of sayso; start again without --resume");
        }
        run.check(&state.run)?;
        Ok(Some(state))
    }

    /// Notes a state.
    pub fn save(&self, state: &State) -> io::Result<()> {
        let new = beside(&self.state, ".new");
        let mut file = File::create(&new)?;
        file.write_all(&serde_json::to_vec(state)?)?;
        file.sync_data()?;
        fs::rename(new, &self.state)
    }

    /// Removes what is only for interrupted runs.
    pub fn clear(&self) -> io::Result<()> {
        for path in [&self.partial, &beside(&self.state, ".new"), &self.state] {
            match fs::remove_file(path) {
                Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(e),
                _ => {}
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(model: &str, unsure: &str) -> Run {
        let options = [("--unsure".to_owned(), unsure.to_owned())].into();
        Run { sayso: "1".into(), model: model.into(), options }
    }

    #[test]
    fn states_come_back_for_the_same_run_only() {
        let dir = tempfile::tempdir().unwrap();
        let files = Files::of(&dir.path().join("out.jsonl"));
        assert_eq!(files.load(&run("m", "0.5")).unwrap(), None);
        let state = State { output: 7, ..State::new(run("m", "0.5")) };
        files.save(&state).unwrap();
        assert_eq!(files.load(&run("m", "0.5")).unwrap(), Some(state));
        let told = |r: Run| files.load(&r).unwrap_err().to_string();
        assert!(told(run("other", "0.5")).contains("another model"));
        assert!(told(run("m", "0.6")).contains("--unsure \"0.5\", this one has \"0.6\""));
        fs::write(&files.state, "{").unwrap();
        assert!(told(run("m", "0.5")).contains("delete it"));
        files.clear().unwrap();
        assert_eq!(fs::read_dir(&dir).unwrap().count(), 0);
    }
}
