/** How the screens reach the widget and follow its values. */
import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import type { Speech } from "../i18n";
import type { Words } from "../i18n/en";
import type { Observable } from "../observable";
import type { State } from "../session/state";
import type { Widget } from "../widget";

export const WidgetContext = createContext<Widget | null>(null);

export function useWidget(): Widget {
  const widget = useContext(WidgetContext);
  if (!widget) throw new Error("a screen outside of WidgetContext");
  return widget;
}

/** The observable's value; the component renders anew when it changes. */
export function useRead<T>(observable: Observable<T>): T {
  const [, set] = useState(observable.value);
  useEffect(() => {
    const renew = (): void => set(() => observable.value);
    renew(); // it may have changed between rendering and now
    return observable.follow(renew);
  }, [observable]);
  return observable.value;
}

export function useChatState(): State {
  return useRead(useWidget().session.state);
}

export function useSpeech(): Speech {
  return useRead(useWidget().speech);
}

export function useWords(): Words {
  return useSpeech().words;
}
