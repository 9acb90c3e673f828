import { useContext } from "react";
import { TextContext, type Texts } from "./TextContext";

export const useTexts = (): Texts => useContext(TextContext);
