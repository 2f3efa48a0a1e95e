/** Who one talks to, and the way back and out. */
import type { JSX } from "preact";
import { liveChat, present } from "../session/state";
import { useChatState, useWidget, useWords } from "./context";
import { Icon, IconButton } from "./Icon";
import { OptionsMenu } from "./OptionsMenu";

export function Header(): JSX.Element {
  const widget = useWidget();
  const words = useWords();
  const state = useChatState();
  const { settings, screen } = state;
  const thread = screen === "chat" ? present(state) : null;
  const agent = thread?.chat?.agent?.name ?? null;
  const site = settings?.name || words.panel;
  const home = screen === "home";
  const live = thread && liveChat(state);
  // A running chat has no way back: the first screen would only hide it.
  const canGoBack = !home && !live;
  return (
    <header class={home ? "header header-home" : "header"}>
      <div class="header-bar">
        {canGoBack && (
          <IconButton icon="back" name={words.back} onClick={() => widget.session.show("home")} />
        )}
        {agent && (
          <span class="avatar" aria-hidden="true">
            {initials(agent)}
          </span>
        )}
        <div class="header-title">
          <h1 tabIndex={-1}>{agent ?? site}</h1>
          {agent && <p>{site}</p>}
        </div>
        <OptionsMenu chat={live} />
        <IconButton
          icon={widget.bridge.framed ? "down" : "close"}
          name={words.close}
          onClick={() => widget.close()}
        />
      </div>
      {home && settings && <p class="greeting">{settings.greeting || words.hello}</p>}
      {home && settings && (
        <p class="presence">
          <Icon name={settings.open && settings.staffed ? "check" : "clock"} />
          {settings.open ? (settings.staffed ? words.openNow : words.awayNow) : words.closedNow}
        </p>
      )}
    </header>
  );
}

function initials(name: string): string {
  const parts = name.split(/\s+/).filter(Boolean);
  const letters = [parts[0], parts.length > 1 ? parts.at(-1) : ""].map(
    (part) => Array.from(part ?? "")[0] ?? "",
  );
  return letters.join("").toLocaleUpperCase();
}
