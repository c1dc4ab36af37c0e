//! `sayso completions` and `sayso man`: what shells and `man` need to know, derived from the flags themselves.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::{Args, Command, CommandFactory};
use clap_complete::Shell;

use crate::cli::Cli;
use crate::exit::Outcome;
use crate::output::{Target, unwritable};

const COMPLETION_EXAMPLES: &str = "Examples:
  sayso completions bash > ~/.local/share/bash-completion/completions/sayso
  sayso completions fish > ~/.config/fish/completions/sayso.fish";

const MAN_EXAMPLES: &str = "Examples:
  sayso man | man -l -
  sayso man --dir ~/.local/share/man/man1";

/// Print completions for a shell
#[derive(Debug, Args)]
#[command(before_help = COMPLETION_EXAMPLES)]
pub struct CompletionFlags {
    /// The shell
    pub shell: Shell,
}

/// Print the manual page
#[derive(Debug, Args)]
#[command(before_help = MAN_EXAMPLES)]
pub struct ManFlags {
    /// Folder to write a page for every command to, instead of printing the main one
    #[arg(long, value_name = "DIR")]
    pub dir: Option<PathBuf>,
}

/// Prints completions.
pub fn completions(shell: Shell) -> Result<Outcome> {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "sayso", &mut text);
    Target::Stdout.write(|out| out.write_all(&text))?;
    Ok(Outcome::Done)
}

/// Prints the manual page, or writes all pages to a folder.
pub fn man(dir: Option<&Path>) -> Result<Outcome> {
    let mut root = Cli::command();
    root.build();
    match dir {
        None => {
            let page = page(root, "sayso").context("the manual page cannot be made")?;
            Target::Stdout.write(|out| out.write_all(&page))?;
        }
        Some(dir) => {
            fs::create_dir_all(dir).map_err(|e| unwritable(dir, &e))?;
            pages(&root, "sayso", dir)?;
        }
    }
    Ok(Outcome::Done)
}

fn page(command: Command, name: &str) -> io::Result<Vec<u8>> {
    let examples = command.get_before_help().map(ToString::to_string).unwrap_or_default();
    let mut page = Vec::new();
    clap_mangen::Man::new(command.display_name(name.to_owned())).render(&mut page)?;
    page.extend(section(&examples).into_bytes());
    Ok(page)
}

/// The examples as a section: lines as they are, without the heading they have in the help.
fn section(examples: &str) -> String {
    let lines = examples.lines().skip(1).map(|l| l.trim().replace('\\', "\\e").replace('-', "\\-"));
    lines.fold(".SH EXAMPLES\n.nf\n".to_owned(), |out, line| out + "\\&" + &line + "\n") + ".fi\n"
}

fn pages(command: &Command, name: &str, dir: &Path) -> Result<()> {
    let page = page(command.clone(), name).context("the manual page cannot be made")?;
    Target::new(Some(&dir.join(format!("{name}.1"))))?.write(|out| out.write_all(&page))?;
    let shown = command.get_subcommands().filter(|c| !c.is_hide_set() && c.get_name() != "help");
    shown.into_iter().try_for_each(|c| pages(c, &format!("{name}-{}", c.get_name()), dir))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound_and_every_help_begins_with_examples() {
        let mut root = Cli::command();
        root.clone().debug_assert();
        let mut commands: Vec<&mut Command> = root.get_subcommands_mut().collect();
        assert!(!commands.is_empty());
        for command in &mut commands {
            assert!(command.render_long_help().to_string().starts_with("Examples:"), "{}", command.get_name());
        }
    }
}
