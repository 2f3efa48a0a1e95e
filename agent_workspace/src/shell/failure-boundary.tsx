/** The boundary a defect in the drawing stops at: the desk says so instead of going blank. */

import { Component, type ComponentChildren } from "preact";
import { DeskContext } from "~/desk/desk-context";

interface BoundaryState {
  readonly failed: boolean;
}

export class FailureBoundary extends Component<{ children: ComponentChildren }, BoundaryState> {
  static override getDerivedStateFromError(): BoundaryState {
    return { failed: true };
  }

  override state: BoundaryState = { failed: false };

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <DeskContext.Consumer>
        {(desk) => (
          <main class="opening">
            <div class="home" role="alert">
              <p>{desk?.words.value.errors.broken}</p>
              <button type="button" class="button primary" onClick={() => location.reload()}>
                {desk?.words.value.link.reloadNow}
              </button>
            </div>
          </main>
        )}
      </DeskContext.Consumer>
    );
  }
}
