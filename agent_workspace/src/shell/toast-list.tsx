/** The toasts on the screen. */

import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";

export function ToastList() {
  const { toasts, words } = useDesk();
  return (
    <div class="toasts" role="status">
      {toasts.shown.value.map((toast) => (
        <div key={toast.id} class={`toast ${toast.kind}`}>
          <Icon name={toast.kind === "done" ? "check" : "warning"} />
          <span>{toast.text}</span>
          <button
            type="button"
            class="button quiet icon-only small"
            aria-label={words.value.close}
            onClick={() => toasts.dismiss(toast.id)}
          >
            <Icon name="close" size="small" />
          </button>
        </div>
      ))}
    </div>
  );
}
