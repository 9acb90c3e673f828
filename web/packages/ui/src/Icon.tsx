import { ICONS, type IconName } from "./icons";

/** Decoration beside words, or the whole of a button that carries its own label. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth="1.6"
      strokeLinecap="round" strokeLinejoin="round" aria-hidden="true" focusable="false">
      {ICONS[name].map((path) =>
        path.startsWith("!")
          ? <path key={path} d={path.slice(1)} fill="currentColor" stroke="none" />
          : <path key={path} d={path} />)}
    </svg>
  );
}
