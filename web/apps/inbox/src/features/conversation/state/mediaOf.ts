import type { Media } from "@besedka/api-client";

/** How a file of this type is sent: what every messenger shows inline as such, the rest as a file. */
export function mediaOf(mime: string): Media {
  if (/^image\/(jpeg|png|webp)$/.test(mime)) return "PHOTO";
  if (mime === "image/gif") return "ANIMATION";
  if (/^video\/(mp4|quicktime|webm)$/.test(mime)) return "VIDEO";
  if (/^audio\//.test(mime)) return "AUDIO";
  return "FILE";
}
