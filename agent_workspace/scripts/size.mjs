// Holds the desk's first load under its budget: every file index.html asks for, gzipped.

import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const BUDGET_BYTES = 120 * 1024;
const built = new URL("../../gateway/static/workspace/", import.meta.url);
const page = readFileSync(new URL("index.html", built), "utf8");
const assets = [...page.matchAll(/(?:src|href)="\/workspace\/([^"]+\.(?:js|css))"/g)];

let total = gzipSync(page).length;
for (const [, path] of assets) {
  const bytes = gzipSync(readFileSync(new URL(path, built))).length;
  process.stdout.write(`${path} ${(bytes / 1024).toFixed(1)} KB\n`);
  total += bytes;
}
process.stdout.write(`first load ${(total / 1024).toFixed(1)} of ${BUDGET_BYTES / 1024} KB\n`);
process.exitCode = total > BUDGET_BYTES || assets.length === 0 ? 1 : 0;
