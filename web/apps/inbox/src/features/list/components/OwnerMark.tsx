import type { Owner } from "@besedka/api-client";
import { Avatar } from "@besedka/ui";
import { useTexts } from "../../../shared/useTexts";

/** Who holds the conversation, small: nobody holds none. */
export function OwnerMark({ owner }: { owner: Owner }) {
  const { t } = useTexts();
  if (owner.kind === "nobody") return null;
  const name = owner.name ?? t(`inbox.owner.${owner.kind}`);
  return (
    <span title={name}>
      <Avatar name={owner.kind === "operator" ? name : ""} size="small" seed={owner.id ?? 0}
        shape={owner.kind === "operator" ? "round" : "plank"} {...(owner.kind === "operator" ? {} : { icon: owner.kind === "bot" ? "bot" : "people" } as const)} />
      <span className="unseen">{name}</span>
    </span>
  );
}
