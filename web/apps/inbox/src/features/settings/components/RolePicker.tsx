import type { Role } from "@besedka/api-client";
import { useTexts } from "../../../shared/useTexts";

const ROLES: readonly Role[] = ["ADMINISTRATOR", "SETTINGS", "ANALYTICS", "OPERATOR"];

/** A member has at least one role: the last one cannot be taken off here. */
export function RolePicker({ roles, readOnly, onChange }: { roles: readonly Role[]; readOnly: boolean; onChange: (roles: Role[]) => void }) {
  const { t } = useTexts();
  return (
    <span className="roles" role="group" aria-label={t("inbox.team.roles")}>
      {ROLES.filter((role) => !readOnly || roles.includes(role)).map((role) => (
        <button key={role} type="button" aria-pressed={roles.includes(role)} disabled={readOnly || (roles.length === 1 && roles[0] === role)}
          onClick={() => onChange(ROLES.filter((one) => roles.includes(one) !== (one === role)))}>{t(`inbox.role.${role}`)}</button>
      ))}
    </span>
  );
}
