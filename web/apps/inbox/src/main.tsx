import "@besedka/ui/tokens.css";
import "@besedka/ui/base.css";
import "./app/app.css";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { applyTheme } from "./app/theme";

applyTheme();
const root = document.getElementById("app");
if (root !== null) createRoot(root).render(<App />);
