import { useCallback, useState, type KeyboardEvent, type PointerEvent } from "react";
import type { DealCard, Stage } from "@besedka/api-client";
import { Avatar, Icon, IconButton } from "@besedka/ui";
import { channelIcon } from "../../../shared/channelIcon";
import { useNow } from "../../../shared/useNow";
import { useTexts } from "../../../shared/useTexts";
import { ageText } from "../state/ageText";
import { money } from "../state/money";
import { CardMenu } from "./CardMenu";

type Props = {
  card: DealCard;
  stages: readonly Stage[];
  tabStop: boolean;
  lifted: boolean;
  carried: boolean;
  movable: boolean;
  onOpen: () => void;
  onMove: (stage: number) => void;
  onRemove: () => void;
  onKey: (event: KeyboardEvent<HTMLElement>) => void;
  onGrab: (event: PointerEvent<HTMLElement>) => void;
  onFocus: () => void;
};

export function DealCardView({ card, stages, tabStop, lifted, carried, movable, onOpen, onMove, onRemove, onKey, onGrab, onFocus }: Props) {
  const { t } = useTexts();
  const [menu, setMenu] = useState(false);
  const close = useCallback(() => setMenu(false), []);
  const name = card.name || card.client.name || t("inbox.deals.nameless");
  return (
    <li className={`deal-card ${lifted ? "lifted" : ""} ${carried ? "carried" : ""}`} onPointerDown={movable ? onGrab : undefined}>
      <div role="button" className="deal-card-face" data-card={card.id} tabIndex={tabStop ? 0 : -1}
        aria-roledescription={movable ? t("inbox.deals.movableCard") : undefined} aria-pressed={lifted || undefined}
        aria-describedby={movable ? "deal-keys" : undefined} onClick={onOpen} onKeyDown={onKey} onFocus={onFocus}>
        <DealCardWords card={card} />
      </div>
      {movable && (
        <span className="deal-card-more">
          <IconButton icon="more" label={t("inbox.deals.actionsOf", { name })} expanded={menu} onClick={() => setMenu(!menu)} />
          {menu && (
            <CardMenu name={name} stages={stages} current={card.stageId} onClose={close}
              onMove={(stage) => { close(); onMove(stage); }} onRemove={() => { close(); onRemove(); }} />
          )}
        </span>
      )}
    </li>
  );
}

/** What stands on a card; also on the one that follows the pointer. */
export function DealCardWords({ card }: { card: DealCard }) {
  const { t, locale } = useTexts();
  const now = useNow();
  const client = card.client.name || t("inbox.client.nameless");
  return (
    <>
      <strong className="deal-card-name">{card.name || client}</strong>
      {card.name !== card.client.name && <span className="deal-card-client">{client}</span>}
      {card.budget !== undefined && <span className="deal-card-budget">{money(card.budget, locale)}</span>}
      <span className="deal-card-foot">
        <Icon name={channelIcon(card.client.channel)} size={14} />
        <span className="deal-card-age" title={t("inbox.deals.inStage")}>{ageText(card.movedAt, now, t)}</span>
        {card.responsible !== undefined && (
          <span className="deal-card-who" title={card.responsible.name ?? t("inbox.deals.goneUser")}>
            <Avatar name={card.responsible.name ?? "?"} shape="round" size="small" seed={card.responsible.id} />
            <span className="unseen">{t("inbox.deals.responsibleIs", { name: card.responsible.name ?? t("inbox.deals.goneUser") })}</span>
          </span>
        )}
      </span>
    </>
  );
}
