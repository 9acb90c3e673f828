import "@besedka/ui/tokens.css";
import "@besedka/ui/base.css";
import "./reference.css";
import { createRoot } from "react-dom/client";
import { Page } from "./Page";

const root = document.getElementById("app");
if (root !== null) createRoot(root).render(<Page />);
