/** The build of the chat application that lives inside the iframe. */
import { defineConfig, type Plugin } from "vite";

const POLLING = "virtual:polling-url";

/**
 * Makes the polling fallback a chunk of its own and gives its address.
 * Vite's own dynamic import would bring a preload helper of 0.6 KB for this one chunk without styles.
 */
const pollingChunk: Plugin = {
  name: "polling-chunk",
  apply: "build",
  resolveId: (id) => (id === POLLING ? `\0${POLLING}` : null),
  load(id) {
    if (id !== `\0${POLLING}`) return null;
    const reference = this.emitFile({
      type: "chunk",
      id: "/src/transport/polling.ts",
      name: "polling",
      preserveSignature: "strict",
    });
    return `export default import.meta.ROLLUP_FILE_URL_${reference};`;
  },
};

export default defineConfig({
  base: "/widget/",
  plugins: [pollingChunk],
  build: {
    outDir: "../gateway/static/widget",
    emptyOutDir: true,
    target: ["chrome100", "edge100", "firefox103", "safari15.4"],
    modulePreload: false,
    assetsInlineLimit: 0,
    cssCodeSplit: false,
  },
});
