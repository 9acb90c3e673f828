// Starts the demo as `bin/demo` does, on free ports and data of its own, and opens browsers on it.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const root = new URL("../..", import.meta.url).pathname;
/** Milliseconds. */
const STOPS_WITHIN = 60_000;

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
      const late = setTimeout(() => reveal(child), STOPS_WITHIN);
      const code = await gone;
      clearTimeout(late);
      rmSync(data, { recursive: true, force: true });
      return code;
    },
  };
}

/** A demo that does not stop shows where its threads stand, and is ended. */
function reveal(child) {
  child.stdout.pipe(process.stderr);
  child.kill("SIGQUIT");
  setTimeout(() => child.kill("SIGKILL"), 3_000);
}

export function openBrowser() {
  const name = process.env.CHROMIUM ?? ["/usr/bin/chromium", "/usr/bin/google-chrome"].find(existsSync);
  return chromium.launch({
    executablePath: name,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
}
