/** The build of the loader: one classic script, no hash in its name, so that host pages can cite it. */
import { defineConfig } from "vite";

export default defineConfig({
  publicDir: false,
  build: {
    outDir: "../gateway/static/widget",
    emptyOutDir: false,
    target: ["chrome100", "edge100", "firefox103", "safari16.4"],
    lib: {
      entry: "src/loader/loader.ts",
      formats: ["iife"],
      name: "ParleyLoader",
      fileName: () => "widget.js",
    },
  },
});
