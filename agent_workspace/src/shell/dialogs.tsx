/** The one dialog that is open, if any. */

import { useEffect } from "preact/hooks";
import { BlockDialog } from "~/context/block-dialog";
import { useDesk } from "~/desk/desk-context";
import { Palette } from "~/palette/palette";
import { ProfileDialog } from "~/profile/profile-dialog";
import { StatusCodeDialog } from "~/rail/status-code-dialog";
import { ShortcutsDialog } from "~/shortcuts/shortcuts-dialog";
import { TransferDialog } from "~/transfer/transfer-dialog";

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
