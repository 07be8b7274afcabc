//! What was built from which inputs: a hash of the files' contents, kept beside what came out.

use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};

use crate::step::{Outcome, on_file};

/// Folders that nothing is made from.
const SKIPPED: [&str; 4] = ["node_modules", "target", "test-results", ".git"];

/// Does `work` unless its last success saw the same inputs and left all of `products`.
pub fn unless_fresh(
    stamp: &Path,
    inputs: &[PathBuf],
    products: &[PathBuf],
    work: impl FnOnce() -> Outcome,
) -> Outcome {
    let hash = format!("{:016x}", hash(inputs)?);
    let same = fs::read_to_string(stamp).is_ok_and(|kept| kept == hash);
    if same && products.iter().all(|product| product.exists()) {
        return Ok(());
    }
    work()?;
    if let Some(folder) = stamp.parent() {
        fs::create_dir_all(folder).map_err(on_file(folder))?;
    }
    fs::write(stamp, hash).map_err(on_file(stamp))
}

/// Names and contents of `inputs`, folders whole; what doesn't exist counts as nothing.
fn hash(inputs: &[PathBuf]) -> Outcome<u64> {
    let mut hasher = DefaultHasher::new();
    for input in inputs {
        for file in files(input)? {
            hasher.write(file.as_os_str().as_encoded_bytes());
            let content = fs::read(&file).map_err(on_file(&file))?;
            hasher.write_usize(content.len());
            hasher.write(&content);
        }
    }
    Ok(hasher.finish())
}

/// The files at and below `path`, in the order of their names.
pub fn files(path: &Path) -> Outcome<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_path_buf()]);
    }
    let mut found = Vec::new();
    if path.is_dir() {
        for entry in fs::read_dir(path).map_err(on_file(path))? {
            let entry = entry.map_err(on_file(path))?;
            if !SKIPPED.iter().any(|name| entry.file_name() == *name) {
                found.extend(files(&entry.path())?);
            }
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    #[test]
    fn work_is_done_again_only_for_another_content_or_a_lost_product() {
        let folder = std::env::temp_dir().join(format!("xtask-stamp-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let (input, product) = (folder.join("input"), folder.join("product"));
        let done = Cell::new(0);
        let build = || {
            unless_fresh(
                &folder.join("stamp"),
                std::slice::from_ref(&input),
                std::slice::from_ref(&product),
                || {
                    done.set(done.get() + 1);
                    fs::write(&product, "made").map_err(on_file(&product))
                },
            )
            .unwrap();
            done.get()
        };
        fs::write(&input, "one").unwrap();
        assert_eq!((build(), build()), (1, 1));
        fs::write(&input, "two").unwrap();
        assert_eq!((build(), build()), (2, 2));
        fs::remove_file(&product).unwrap();
        assert_eq!((build(), build()), (3, 3));
        fs::remove_dir_all(&folder).unwrap();
    }
}
