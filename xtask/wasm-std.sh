#!/usr/bin/env bash
# wasm-std.sh SYSROOT: builds the standard library for wasm32-unknown-unknown from Debian's rust-src of the compiler's
# own version, where `rustup target add` can't reach its server. About a minute on two cores. Looks in Debian's suites
# through a source list of its own: the system's apt is left as it is.
set -euo pipefail
sysroot=$1
version=$(rustc --version | awk '{print $2}')
target=$sysroot/lib/rustlib/wasm32-unknown-unknown
work=$(mktemp -d)
trap 'rm -rf "$work" "$target.new"' EXIT
mkdir -p "$work/state/lists/partial" "$work/cache/archives/partial" "$target.new/lib"

base=$(apt-get indextargets --format '$(REPO_URI)' 2>/dev/null | grep -v security | head -n 1)
[ -n "$base" ] || { echo "wasm-std.sh: this system's apt names no archive" >&2; exit 1; }
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
apt=(-o "Dir::Etc::sourcelist=$work/sources.list" -o Dir::Etc::sourceparts=- -o "Dir::State::Lists=$work/state/lists"
  -o "Dir::Cache=$work/cache" -o APT::Sandbox::User=root)
package=
for suite in trixie-backports testing unstable stable stable-backports; do
  echo "deb [signed-by=$keyring] $base $suite main" > "$work/sources.list"
  apt-get "${apt[@]}" update -qq || continue
  package=$(apt-cache "${apt[@]}" madison rust-src | awk -F'|' -v v="$version" '{gsub(/ /, "", $2)} index($2, v) == 1 {print $2; exit}')
  [ -z "$package" ] || break
done
[ -n "$package" ] || { echo "wasm-std.sh: no suite at $base has rust-src $version" >&2; exit 1; }
echo "rust-src $package from $suite" >&2

(cd "$work" && apt-get "${apt[@]}" download -qq "rust-src=$package" && dpkg -x rust-src_*.deb out)
cd "$work"/out/usr/src/rustc-*/library
# Without the caller's own settings: this is another workspace, built as the compiler's makers do.
unset CARGO_TARGET_DIR CARGO_BUILD_TARGET CARGO_ENCODED_RUSTFLAGS
RUSTC_BOOTSTRAP=1 __CARGO_DEFAULT_LIB_METADATA=stablestd RUSTFLAGS="-Zforce-unstable-if-unmarked -Cembed-bitcode=yes" \
  cargo build --release -p sysroot --features compiler-builtins-mem --target wasm32-unknown-unknown --target-dir "$work/target"
cp "$work"/target/wasm32-unknown-unknown/release/deps/*.rlib "$target.new/lib/"
rm -rf "$target"
mv "$target.new" "$target"
