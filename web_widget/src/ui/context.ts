/** How the screens reach the widget. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Words } from "../i18n/en";
import type { Widget } from "../widget";

export const WidgetContext = createContext<Widget | null>(null);

export function useWidget(): Widget {
  const widget = useContext(WidgetContext);
  if (!widget) throw new Error("a screen outside of WidgetContext");
  return widget;
}

export function useWords(): Words {
  return useWidget().speech.value.words;
}
