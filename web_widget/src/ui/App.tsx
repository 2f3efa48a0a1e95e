/** The panel: header, the screen the customer is on, and what floats above it. */
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Screen } from "../session/state";
import { Banner } from "./Banner";
import { Conversation } from "./Conversation";
import { useChatState, useRead, useWidget, useWords } from "./context";
import { Header } from "./Header";
import { Home } from "./Home";
import { LeaveForm, LeftNote } from "./LeaveForm";
import { StartForm } from "./StartForm";
import { Voice } from "./Voice";

const SCREENS: Record<Screen, () => JSX.Element> = {
  home: Home,
  start: StartForm,
  chat: Conversation,
  leave: LeaveForm,
  left: LeftNote,
  voice: Voice,
};

export function App(): JSX.Element {
  const widget = useWidget();
  const words = useWords();
  const { screen, settings, link } = useChatState();
  const panel = useRef<HTMLDivElement>(null);
  const open = useRead(widget.open);

  // Opening the panel or changing the screen puts the keyboard where the next thing happens.
  useEffect(() => {
    if (!open || !settings || !document.hasFocus()) return;
    // On a phone a focused field would raise the keyboard before anything was read.
    const field = matchMedia("(pointer: coarse)").matches ? null : "[data-focus]";
    const target = field && panel.current?.querySelector<HTMLElement>(field);
    (target || panel.current?.querySelector<HTMLElement>("h1"))?.focus();
  }, [open, screen, settings === null]);

  useEffect(() => {
    const escape = (event: KeyboardEvent): void => {
      if (event.key === "Escape" && !event.defaultPrevented && widget.bridge.framed) widget.close();
    };
    addEventListener("keydown", escape);
    return () => removeEventListener("keydown", escape);
  }, [widget]);

  const Body = SCREENS[screen];
  return (
    <div class="panel" ref={panel}>
      <Header />
      <Banner />
      {settings ? (
        <Body />
      ) : (
        <main class="screen screen-empty" aria-busy={link !== "refused"}>
          {link === "refused" ? (
            <p>{words.refusedTitle}</p>
          ) : (
            <div class="loading" role="status">
              {words.connecting}
            </div>
          )}
        </main>
      )}
    </div>
  );
}
