/** The shell: log-in page or the three panels, and what floats above them. */

import { ContextPanel } from "~/context/context-panel";
import { deferred } from "~/design/deferred";
import { useDesk } from "~/desk/desk-context";
import { KNOWLEDGE_WINDOW } from "~/knowledge/knowledge-address";
import { LoginPage } from "~/login/login-page";
import { WorkArea } from "~/my_work/work-area";
import { OfferStack } from "~/offers/offer-stack";
import { Rail } from "~/rail/rail";
import { Dialogs } from "~/shell/dialogs";
import { useLeaveQuestion } from "~/shell/leave-question";
import { LinkBanner } from "~/shell/link-banner";
import { LiveRegions } from "~/shell/live-regions";
import { ToastList } from "~/shell/toast-list";
import { TopBar } from "~/shell/top-bar";

const KnowledgeWindow = deferred(
  async () => (await import("~/knowledge/knowledge-window")).KnowledgeWindow,
);

export function Shell() {
  const desk = useDesk();
  useLeaveQuestion();
  const words = desk.words.value;
  const { link, me } = desk.state.value;
  const { drawer, contextShown, viewport } = desk.view;
  if (me === null) {
    return link.state === "signed_out" ? <LoginPage reason={link.reason} /> : <Opening />;
  }
  if (location.pathname === KNOWLEDGE_WINDOW) return <KnowledgeWindow />;
  const hasContext = desk.state.value.work.length > 0 && desk.view.place.value === "work";
  return (
    <div
      class="shell"
      data-drawer={drawer.value ?? undefined}
      data-context={hasContext && contextShown.value ? "shown" : "hidden"}
    >
      <a class="skip" href="#work">
        {words.regions.skip}
      </a>
      <LinkBanner />
      {!viewport.railFits.value && (
        <>
          <TopBar />
          <div class="offers-narrow">
            <OfferStack />
          </div>
        </>
      )}
      <Rail />
      <WorkArea />
      {hasContext && <ContextPanel />}
      {drawer.value !== null && (
        <button
          type="button"
          class="scrim"
          aria-label={words.close}
          onClick={() => {
            drawer.value = null;
          }}
        />
      )}
      <Dialogs />
      <ToastList />
      <LiveRegions />
    </div>
  );
}

function Opening() {
  const desk = useDesk();
  return (
    <main class="opening">
      <p class="muted" role="status">
        {desk.state.value.link.state === "lost"
          ? desk.words.value.login.unreachable
          : desk.words.value.login.opening}
      </p>
    </main>
  );
}
