/** Puts the sample shop where the gateway serves it. */
import { cpSync, rmSync } from "node:fs";

const target = new URL("../../gateway/static/demo/", import.meta.url);
rmSync(target, { recursive: true, force: true });
cpSync(new URL("../demo/", import.meta.url), target, { recursive: true });
