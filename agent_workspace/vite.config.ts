import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Builds the desk into the folder the gateway serves at `/workspace/`. */
export default defineConfig({
  base: "/workspace/",
  resolve: { alias: { "~": here("./src") } },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: here("../gateway/static/workspace"),
    emptyOutDir: true,
    // light-dark() and the Popover API are used as they stand: no lowering.
    target: ["chrome125", "edge125", "firefox128", "safari17.5"],
    cssTarget: ["chrome125", "edge125", "firefox128", "safari17.5"],
    modulePreload: { polyfill: false },
    // The content security policy has no data: in style or script sources.
    assetsInlineLimit: 0,
  },
  test: { include: ["tests/**/*.test.ts"], environment: "node" },
});
