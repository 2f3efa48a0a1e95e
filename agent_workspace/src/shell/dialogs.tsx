/** The one dialog that is open, if any. */

import { useEffect } from "preact/hooks";
import { deferred } from "~/design/deferred";
import { useDesk } from "~/desk/desk-context";
import { Palette } from "~/palette/palette";
import { StatusCodeDialog } from "~/rail/status-code-dialog";

/* What is opened now and then is fetched then. */
const BlockDialog = deferred(async () => (await import("~/context/block-dialog")).BlockDialog);
const ShortcutsDialog = deferred(
  async () => (await import("~/shortcuts/shortcuts-dialog")).ShortcutsDialog,
);
const TransferDialog = deferred(
  async () => (await import("~/transfer/transfer-dialog")).TransferDialog,
);
const ProfileDialog = deferred(
  async () => (await import("~/profile/profile-dialog")).ProfileDialog,
);
const RuleTrialDialog = deferred(
  async () => (await import("~/mailboxes/rule-trial-dialog")).RuleTrialDialog,
);

export function Dialogs() {
  const desk = useDesk();
  const dialog = desk.view.dialog.value;
  const close = () => {
    desk.view.dialog.value = null;
  };
  const subject = dialog !== null && "interactionId" in dialog ? dialog.interactionId : null;
  const gone = subject !== null && desk.work.interaction(subject) === null;

  // What the dialog is about may leave the desk while it is open.
  useEffect(() => {
    if (gone) close();
  }, [gone]);

  switch (dialog?.kind) {
    case "palette":
      return <Palette onClose={close} />;
    case "shortcuts":
      return <ShortcutsDialog onClose={close} />;
    case "profile":
      return <ProfileDialog onClose={close} />;
    case "rule_trial":
      return <RuleTrialDialog onClose={close} />;
    case "status_code":
      return <StatusCodeDialog status={dialog.status} onClose={close} />;
    case "transfer":
      return <TransferDialog interactionId={dialog.interactionId} onClose={close} />;
    case "block":
      return <BlockDialog interactionId={dialog.interactionId} onClose={close} />;
    default:
      return null;
  }
}
