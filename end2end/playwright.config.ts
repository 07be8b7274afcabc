import { defineConfig } from "@playwright/test";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

// The data stand in a folder that the first process makes, and that its workers are told of: those of each worker in one of their own.
process.env.CLASSE12_END2END_DATA ??= mkdtempSync(join(tmpdir(), "classe12-end2end-"));
const program = process.env.CLASSE12_BIN ?? "../target/debug/classe12";
/** The server of the first worker; those of the others follow. */
const port = Number(process.env.CLASSE12_END2END_PORT ?? "3977");
/** Two unless it is told: one leaves a core idle while its server, its browser or its test waits for another. */
const workers = Number(process.env.CLASSE12_BROWSERS ?? "2");
const phone = { viewport: { width: 390, height: 844 } };
const desk = { viewport: { width: 1440, height: 900 } };

export default defineConfig({
  testDir: "tests",
  workers,
  retries: 0,
  timeout: 120_000,
  // Longer than a loaded machine takes: what is awaited and comes is not waited for any longer.
  expect: { timeout: 15_000 },
  metadata: { port },
  use: {
    locale: "fr-FR",
    launchOptions: {
      executablePath: process.env.CLASSE12_CHROMIUM,
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    },
  },
  projects: [
    { name: "phone", use: phone },
    { name: "desk", use: desk },
    { name: "phone without script", use: { ...phone, javaScriptEnabled: false }, grepInvert: /@script/ },
    { name: "desk without script", use: { ...desk, javaScriptEnabled: false }, grepInvert: /@script/ },
  ],
  webServer: Array.from({ length: workers }, (_, rank) => ({
    command: `"${program}" serve --demo --scale 0 --port ${port + rank} --data "${join(process.env.CLASSE12_END2END_DATA ?? "", String(rank))}"`,
    url: `http://127.0.0.1:${port + rank}/etat`,
    timeout: 120_000,
    stdout: "ignore" as const,
  })),
});
