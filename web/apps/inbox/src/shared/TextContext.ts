import { createContext } from "react";
import type { Locale } from "@besedka/api-client";
import { translator, type Translate } from "./translate";

export type Texts = { locale: Locale; timeZone: string; t: Translate };

export const TextContext = createContext<Texts>({ locale: "en", timeZone: "UTC", t: translator("en") });
