/** The build of the chat application that lives inside the iframe. */
import { defineConfig, type Plugin } from "vite";

/** Modules of their own by the name under which their addresses are imported. */
const LAZY: Record<string, string> = {
  "virtual:polling-url": "transport/polling.ts",
  "virtual:voice-url": "voice/VoiceForm.tsx",
  "virtual:capture-url": "voice/capture.ts",
};

/** What the first load never needs. */
const LAZY_ONLY = /src\/voice\/|virtual:capture|transport\/polling|node_modules\/(?!preact)/;

/**
 * Makes each of them a chunk of its own and gives its address.
 * Vite's own dynamic import would bring a preload helper of 0.6 KB for chunks without styles, and
 * what runs beside the page must be named by its address.
 */
const lazyChunks: Plugin = {
  name: "lazy-chunks",
  apply: "build",
  resolveId: (id) => (id in LAZY ? `\0${id}` : null),
  load(id) {
    const path = LAZY[id.slice(1)];
    if (path === undefined || !id.startsWith("\0")) return null;
    const reference = this.emitFile({
      type: "chunk",
      id: `/src/${path}`,
      name: path.replace(/^.*\/|\.\w+$/g, "").toLowerCase(),
      preserveSignature: "strict",
    });
    return `export default import.meta.ROLLUP_FILE_URL_${reference};`;
  },
};

export default defineConfig({
  base: "/widget/",
  plugins: [lazyChunks],
  build: {
    outDir: "../gateway/static/widget",
    emptyOutDir: true,
    // The launcher adopts its style sheet, which Safari can since 16.4: older ones never get here.
    target: ["chrome100", "edge100", "firefox103", "safari16.4"],
    modulePreload: false,
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          // What the lazy chunks share stays with the first load: in two files it would weigh 1 KB more.
          groups: [{ name: "index", test: (id) => !LAZY_ONLY.test(id) }],
        },
      },
    },
  },
});
