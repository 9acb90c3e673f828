// Fails when the loader or the chat outgrows its budget. Sizes are of gzip level 9, what a server sends at best.
import { readdirSync, readFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const dist = fileURLToPath(new URL("../../../dist/", import.meta.url));
if (!existsSync(join(dist, "widget.js"))) {
  console.error("nothing is built: npm run build first");
  process.exit(1);
}
const packed = (path) => gzipSync(readFileSync(join(dist, path)), { level: 9 }).length;
const chat = ["widget/frame.html", ...readdirSync(join(dist, "widget/assets")).map((name) => `widget/assets/${name}`)];
let over = false;
for (const [name, files, budget] of [["loader", ["widget.js"], 3 * 1024], ["chat", chat, 30 * 1024]]) {
  const total = files.reduce((sum, path) => sum + packed(path), 0);
  over ||= total > budget;
  console.log(`${name}: ${total} of ${budget} bytes${total > budget ? "  OVER" : ""}`);
  for (const path of files) console.log(`  ${packed(path)}  ${path}`);
}
process.exit(over ? 1 : 0);
