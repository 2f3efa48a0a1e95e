/** The desk's entry: builds it, draws it, and lets the page's own events reach it. */

import "~/design/tokens.css";
import "~/design/base.css";
import "~/design/controls.css";
import "~/design/floating.css";
import "~/login/login.css";
import "~/shell/shell.css";
import "~/rail/rail.css";
import "~/offers/offers.css";
import "~/my_work/work.css";
import "~/queues/queues.css";
import "~/mailboxes/mailboxes.css";
import "~/team/team.css";
import "~/conversation/conversation.css";
import "~/conversation/messages.css";
import "~/composer/composer.css";
import "~/mail/thread.css";
import "~/mail/reply.css";
import "~/cases/cases.css";
import "~/customers/customers.css";
import "~/tasks/tasks.css";
import "~/voicemail/voicemail.css";
import "~/callback/callback.css";
import "~/knowledge/knowledge.css";
import "~/pending/pending.css";
import "~/wrap_up/wrap-up.css";
import "~/context/context.css";
import "~/palette/palette.css";
import "~/transfer/transfer.css";
import "~/shortcuts/shortcuts.css";
import "~/profile/profile.css";
import { effect } from "@preact/signals";
import { render } from "preact";
import { buildDesk } from "~/desk/desk";
import { DeskContext } from "~/desk/desk-context";
import { FailureBoundary } from "~/shell/failure-boundary";
import { pageTitle } from "~/shell/page-title";
import { Shell } from "~/shell/shell";
import { listenForShortcuts } from "~/shortcuts/listen";

const desk = buildDesk();

effect(() => {
  document.documentElement.lang = desk.locale.value;
});
effect(() => {
  const { theme } = desk.state.value.preferences;
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
});
effect(() => {
  document.title = pageTitle(desk.state.value, desk.words.value);
});

for (const touch of ["pointerdown", "keydown"]) {
  document.addEventListener(touch, () => desk.sounds.unlock(), { passive: true });
}
window.addEventListener("offline", () => desk.session.dropLink());
window.addEventListener("online", () => desk.session.retryNow());
window.addEventListener("unhandledrejection", () => {
  desk.toasts.say(desk.words.value.errors.unexpected, "problem");
});
listenForShortcuts(desk);

const root = document.getElementById("desk");
if (root === null) throw new Error("The page has no place for the desk.");
render(
  <DeskContext.Provider value={desk}>
    <FailureBoundary>
      <Shell />
    </FailureBoundary>
  </DeskContext.Provider>,
  root,
);
desk.session.resume();
