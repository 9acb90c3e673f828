import { createContext, useContext } from "react";
import books from "virtual:texts";

export type Language = "en" | "ru";
export type Say = (key: string) => string;

export const say = (language: Language): Say => (key) => books[language][key] ?? key;
export const Texts = createContext<Say>(say("en"));
export const useTexts = (): Say => useContext(Texts);

/** The inbox's choice, else the browser's. */
export function firstLanguage(): Language {
  const kept = remembered();
  if (kept === "ru" || kept === "en") return kept;
  return navigator.languages.some((one) => one.startsWith("ru")) ? "ru" : "en";
}

function remembered(): string | null {
  try {
    return localStorage.getItem("besedka.locale");
  } catch {
    return null;
  }
}
