// Makes what is published: one module, and types that every way of resolving modules understands.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { build } from "vite";

const here = new URL(".", import.meta.url).pathname;
const dist = `${here}dist/`;
rmSync(dist, { recursive: true, force: true });
await build({
  root: here,
  configFile: false,
  logLevel: "warn",
  build: { lib: { entry: "src/index.ts", formats: ["es"], fileName: "index" }, outDir: dist, minify: false, target: "es2022" },
});
const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");
execFileSync(process.execPath, [tsc, "-p", here, "--noEmit", "false", "--declaration", "--emitDeclarationOnly", "--outDir", dist], { stdio: "inherit" });
for (const name of readdirSync(dist).filter((one) => one.endsWith(".d.ts"))) {
  const text = readFileSync(dist + name, "utf8");
  writeFileSync(dist + name, text.replace(/(from |import\()"(\.\/[\w/]+)"/g, '$1"$2.js"'));
}
