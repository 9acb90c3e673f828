// Two builds: the loader under its fixed name, and the chat with hashed ones. web/dist is shared with the other apps.
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { texts } from "./build/texts.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const common = { root: here("."), configFile: false, logLevel: "warn", publicDir: false };
const target = ["es2022", "chrome100", "firefox100", "safari15.4"];

await build({
  ...common,
  base: "./",
  plugins: [texts("widget.launcher.")],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    target,
    outDir: here("../../dist/widget"),
    emptyOutDir: true,
    modulePreload: false,
    cssCodeSplit: false,
    assetsInlineLimit: 0,
    rolldownOptions: { input: here("frame.html") },
  },
});

await build({
  ...common,
  plugins: [texts()],
  build: {
    target,
    outDir: here("../../dist"),
    emptyOutDir: false,
    lib: { entry: here("src/loader/loader.ts"), formats: ["iife"], name: "besedkaLoader", fileName: () => "widget.js" },
  },
});
