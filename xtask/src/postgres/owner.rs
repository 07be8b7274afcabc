//! Whom PostgreSQL runs as: it refuses root.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::step::{self, Fault, Outcome, on_file};
use crate::system;

/// Whom root becomes, since PostgreSQL refuses root.
pub struct Owner {
    name: String,
    pub user: u32,
    pub group: u32,
}

impl Owner {
    pub fn find() -> Outcome<Self> {
        let file = Path::new("/etc/passwd");
        let users = fs::read_to_string(file).map_err(on_file(file))?;
        let named = |name: &str| {
            users
                .lines()
                .find_map(|line| Self::read(line).filter(|user| user.name == name))
        };
        named("postgres").or_else(|| named("nobody")).ok_or_else(|| {
            Fault::new("PostgreSQL refuses root, and there is no user `postgres` to run it as")
        })
    }

    fn read(line: &str) -> Option<Self> {
        let mut fields = line.split(':');
        let name = fields.next()?.to_owned();
        let user = fields.nth(1)?.parse().ok()?;
        let group = fields.next()?.parse().ok()?;
        Some(Self { name, user, group })
    }
}

/// `program` as its owner, who dies with us where the system can say so.
pub fn as_owner(owner: Option<&Owner>, program: &Path) -> Command {
    let setpriv = system::find("setpriv");
    let mut command = match (owner, setpriv) {
        (owner, Some(setpriv)) => {
            let mut command = step::command(setpriv);
            if let Some(owner) = owner {
                command
                    .arg(format!("--reuid={}", owner.user))
                    .arg(format!("--regid={}", owner.group));
                command.arg("--clear-groups");
            }
            command.args(["--pdeathsig", "INT", "--"]).arg(program);
            command
        }
        (Some(owner), None) => {
            let mut command = step::command("runuser");
            command.args(["-u", &owner.name, "--"]).arg(program);
            command
        }
        (None, None) => step::command(program),
    };
    command.current_dir("/");
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_passwd_gives_name_and_numbers() {
        let owner =
            Owner::read("postgres:x:101:104:PostgreSQL administrator,,,:/var/lib/postgresql:/bin/bash");
        let owner = owner.unwrap();
        assert_eq!(
            (owner.name.as_str(), owner.user, owner.group),
            ("postgres", 101, 104)
        );
        assert!(Owner::read("").is_none());
    }
}
