/** How the screens reach the widget and follow its signals. */
import type { ReadonlySignal } from "@preact/signals-core";
import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import type { Speech } from "../i18n";
import type { Words } from "../i18n/en";
import type { State } from "../session/state";
import type { Widget } from "../widget";

export const WidgetContext = createContext<Widget | null>(null);

export function useWidget(): Widget {
  const widget = useContext(WidgetContext);
  if (!widget) throw new Error("a screen outside of WidgetContext");
  return widget;
}

/**
 * The signal's value; the component renders anew when it changes.
 * Stands for the whole of @preact/signals, whose finer updates nothing here needs and which weighs 1.6 KB.
 */
export function useRead<T>(signal: ReadonlySignal<T>): T {
  const [, follow] = useState(signal.value);
  useEffect(() => signal.subscribe((value) => follow(() => value)), [signal]);
  return signal.value;
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
