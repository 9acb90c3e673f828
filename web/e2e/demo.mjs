// Starts the demo as `bin/demo` does, on free ports and data of its own, and opens browsers on it.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const root = new URL("../..", import.meta.url).pathname;

export async function startDemo() {
  const data = mkdtempSync(join(tmpdir(), "besedka-e2e-"));
  const child = spawn(join(root, "bin/demo"), ["--port", "0", "--data", data], { stdio: ["ignore", "pipe", "inherit"] });
  await new Promise((ready, failed) => {
    let said = "";
    child.stdout.on("data", (bytes) => {
      said += bytes;
      if (said.includes("Ctrl-C stops")) ready();
    });
    child.on("exit", (code) => failed(new Error(`the demo ended with ${code}: ${said}`)));
  });
  const story = JSON.parse(readFileSync(join(data, "demo.json"), "utf8"));
  return {
    ...story,
    data,
    async stop() {
      child.removeAllListeners("exit");
      const gone = new Promise((resolve) => child.on("exit", resolve));
      child.kill("SIGINT");
      const code = await gone;
      rmSync(data, { recursive: true, force: true });
      return code;
    },
  };
}

export function openBrowser() {
  const name = process.env.CHROMIUM ?? ["/usr/bin/chromium", "/usr/bin/google-chrome"].find(existsSync);
  return chromium.launch({
    executablePath: name,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
}
