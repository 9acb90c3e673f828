import { defineConfig } from "vitest/config";
import { texts } from "./build/texts.mjs";

export default defineConfig({ plugins: [texts()], test: { include: ["test/**/*.test.ts"] } });
