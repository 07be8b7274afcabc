// Writes a file only when its content differs: cargo compiles again what depends on a file that is newer.
import { readFileSync, writeFileSync, existsSync } from "node:fs";

/** Writes what a file doesn't hold yet. */
export function write(path, content) {
  const bytes = Buffer.from(content);
  if (!existsSync(path) || !readFileSync(path).equals(bytes)) writeFileSync(path, bytes);
}

/** Copies a file whose copy differs. */
export function bring(from, to) {
  write(to, readFileSync(from));
}
