/** Starts the chat inside its iframe, or in a window of its own. */
import "./design/tokens.css";
import "./design/base.css";
import "./design/forms.css";
import "./design/panel.css";
import "./design/log.css";
import "./design/composer.css";
import "./design/dialog.css";
import { render } from "preact";
import { App } from "./ui/App";
import { WidgetContext } from "./ui/context";
import { Widget } from "./widget";

const query = new URLSearchParams(location.search);
const site = query.get("site") ?? "";
const wanted = [query.get("lang") ?? "", ...navigator.languages].filter(Boolean);
const widget = new Widget(site, wanted);
const root = document.getElementById("app");
if (root) {
  render(
    <WidgetContext.Provider value={widget}>
      <App />
    </WidgetContext.Provider>,
    root,
  );
}
widget.start();
