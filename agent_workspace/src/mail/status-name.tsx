/** A case's status: its own mark as well as its own hue. */

import type { CaseStatus } from "@parley/wire";
import { Icon, type IconName } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";

const ICONS: Record<CaseStatus, IconName> = { open: "email", pending: "clock", closed: "check" };

export function StatusName({ status }: { status: CaseStatus }) {
  const words = useDesk().words.value.cases;
  return (
    <span class="case-status-name" data-status={status}>
      <Icon name={ICONS[status]} size="small" />
      {words.statuses[status]}
    </span>
  );
}
