import { Icon, type IconName } from "@besedka/ui";

type Props = {
  icon: IconName;
  label: string;
  onClick: () => void;
  current?: boolean;
  expanded?: boolean;
  badge?: number;
  alarm?: boolean;
  wideOnly?: boolean;
};

export function RailButton({ icon, label, onClick, current, expanded, badge = 0, alarm, wideOnly }: Props) {
  return (
    <button type="button" className={`rail-button ${wideOnly ? "wide-only" : ""}`} aria-label={badge > 0 ? `${label}, ${badge}` : label} title={label}
      aria-current={current ? "page" : undefined} aria-expanded={expanded} onClick={onClick}>
      <Icon name={icon} size={22} />
      {badge > 0 && <span className="badge">{badge > 99 ? "99+" : badge}</span>}
      {alarm && <span className="rail-alarm" />}
    </button>
  );
}
