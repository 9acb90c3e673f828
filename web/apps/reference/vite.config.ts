import react from "@vitejs/plugin-react";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { load } from "js-yaml";
import { defineConfig, type Plugin } from "vite";

const server = process.env["BESEDKA_URL"] ?? "http://localhost:8080";
const file = (path: string) => readFileSync(fileURLToPath(new URL(path, import.meta.url)), "utf8");

/** The description as it is served, the same as data for the page, and of the texts only what the page says. */
function described(): Plugin {
  const data: Record<string, () => unknown> = {
    "virtual:openapi": () => load(file("../../../docs/api/openapi.yaml")),
    "virtual:texts": () => Object.fromEntries(["en", "ru"].map((language) => [language, texts(language)])),
  };
  return {
    name: "described",
    resolveId: (id) => (id in data ? `\0${id}` : undefined),
    load: (id) => {
      const made = data[id.slice(1)];
      return id.startsWith("\0") && made ? `export default JSON.parse(${JSON.stringify(JSON.stringify(made()))})` : undefined;
    },
    generateBundle() {
      this.emitFile({ type: "asset", fileName: "openapi.yaml", source: file("../../../docs/api/openapi.yaml") });
    },
  };
}

const texts = (language: string) =>
  Object.fromEntries(Object.entries(JSON.parse(file(`../../locales/${language}.json`)) as Record<string, string>).filter(([key]) => key.startsWith("reference.")));

export default defineConfig({
  base: "/docs/api/",
  plugins: [react(), described()],
  build: {
    outDir: "../../dist/docs/api",
    emptyOutDir: true,
    // The page lives under a strict Content-Security-Policy: nothing may become a data: URL or an inline script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
  },
  server: { proxy: { "/v1": { target: server, changeOrigin: false } } },
});
