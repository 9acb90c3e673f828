import react from "@vitejs/plugin-react";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const server = process.env["BESEDKA_URL"] ?? "http://localhost:8080";

export default defineConfig({
  base: "/inbox/",
  plugins: [react()],
  resolve: { alias: { "@besedka/api-client": fileURLToPath(new URL("../../packages/api-client/src/index.ts", import.meta.url)) } },
  build: {
    outDir: "../../dist/inbox",
    emptyOutDir: true,
    // The page lives under a strict Content-Security-Policy: nothing may become a data: URL or an inline script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
  },
  server: { proxy: { "/v1": { target: server, ws: true, changeOrigin: false } } },
});
