import type { Delivery } from "@besedka/api-client";
import { Icon, type IconName } from "@besedka/ui";
import { useTexts } from "../../../shared/useTexts";

const ICONS: Record<Delivery["status"], IconName> = {
  queued: "clock", sending: "clock", unknown: "help", failed: "warning", sent: "tick", delivered: "ticks", read: "ticks", cancelled: "cross",
};

export function DeliveryMark({ status }: { status: Delivery["status"] }) {
  const { t } = useTexts();
  const label = t(`inbox.delivery.${status}`);
  return <span className={`delivery ${status}`} title={label}><Icon name={ICONS[status]} size={15} /><span className="unseen">{label}</span></span>;
}
