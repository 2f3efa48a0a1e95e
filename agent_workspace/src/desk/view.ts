/** The view: what this page has open, which chat is active, which columns stand. */

import type { ChosenStatus } from "@parley/wire";
import { batch, computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import type { Viewport } from "~/desk/viewport";
import { arrange } from "~/my_work/columns";
import type { DeskState } from "~/state/desk-state";
import type { Kept } from "~/storage/kept";

export type Dialog =
  | { readonly kind: "palette" | "shortcuts" | "profile" | "rule_trial" }
  | { readonly kind: "status_code"; readonly status: ChosenStatus }
  | { readonly kind: "transfer" | "block"; readonly interactionId: string };

/** What one is handling, the customer file, the mails that wait in a queue, or the knowledge base. */
export type Place = "work" | "cases" | "customers" | "tasks" | "pending" | "knowledge";

const MOST_COLUMNS = 3;

export class View {
  private readonly activeId = signal<string | null>(null);
  private readonly placed = signal<readonly string[]>([]);
  private readonly open: ReadonlySignal<readonly string[]>;
  private kept: Kept | null = null;

  /** How many columns the work area has room for. */
  readonly room = signal(1);
  /** What the work area shows. */
  readonly place = signal<Place>("work");
  readonly dialog = signal<Dialog | null>(null);
  /** Which side is open as a drawer where it does not fit beside the work. */
  readonly drawer = signal<"rail" | "context" | null>(null);
  readonly contextShown = signal(true);
  /** What the context shows beside the work. */
  readonly side = signal<"customer" | "knowledge">("customer");
  /** Counts up when the active composer should take the focus. */
  readonly composerCalled = signal(0);

  constructor(
    private readonly state: ReadonlySignal<DeskState>,
    readonly viewport: Viewport,
  ) {
    this.open = computed(() => state.value.work.map((interaction) => interaction.id));
    effect(() => this.follow());
  }

  get active(): ReadonlySignal<string | null> {
    return this.activeId;
  }

  /** Interaction ids from left to right. */
  get columns(): ReadonlySignal<readonly string[]> {
    return this.placed;
  }

  belongTo(kept: Kept): void {
    this.kept = kept;
    const last = kept.read<{ active: string | null; context: boolean }>("view");
    batch(() => {
      this.contextShown.value = last?.context ?? true;
      if (last?.active != null && this.open.value.includes(last.active)) {
        this.activeId.value = last.active;
      }
    });
  }

  /** Shows a conversation and makes it the active one. */
  show(id: string): void {
    batch(() => {
      const fit = this.fit();
      this.placed.value = arrange(this.placed.value, this.open.value, id, this.activeId.value, fit);
      this.activeId.value = id;
      this.place.value = "work";
      this.drawer.value = null;
    });
    this.keep();
  }

  /** Goes from what one is handling to something else. */
  go(place: Place): void {
    batch(() => {
      this.place.value = place;
      this.drawer.value = null;
    });
  }

  /** Whether this conversation is the one the person works in. */
  inSight(id: string): boolean {
    return this.place.value === "work" && this.activeId.value === id;
  }

  /** Activates without asking for the focus: a click into a column has placed it already. */
  activate(id: string): void {
    if (this.activeId.value === id) return;
    this.activeId.value = id;
    this.keep();
  }

  callComposer(): void {
    this.composerCalled.value += 1;
  }

  toggleContext(): void {
    if (this.viewport.contextFits.value) {
      this.contextShown.value = !this.contextShown.value;
      this.keep();
    } else {
      this.drawer.value = this.drawer.value === "context" ? null : "context";
    }
  }

  /** Opens the knowledge base beside the work, or goes back to the customer. */
  toggleKnowledge(): void {
    if (this.place.value !== "work" || this.open.value.length === 0) {
      return this.go(this.place.value === "knowledge" ? "work" : "knowledge");
    }
    const shown = this.viewport.contextFits.value
      ? this.contextShown.value
      : this.drawer.value === "context";
    const open = !shown || this.side.value !== "knowledge";
    batch(() => {
      this.side.value = open ? "knowledge" : "customer";
      if (open && !shown) this.toggleContext();
    });
    // Where it is a drawer over the work, closing it is what "back" means.
    if (!open) this.drawer.value = null;
  }

  private fit(): number {
    const wanted = this.state.value.preferences.layout === "side_by_side" ? MOST_COLUMNS : 1;
    return Math.max(1, Math.min(wanted, this.room.value));
  }

  /** Keeps columns and the active chat true to the work that is open. */
  private follow(): void {
    const open = this.open.value;
    const fit = this.fit();
    const columns = this.placed.peek();
    const active = this.activeId.peek();
    const stillActive = active !== null && open.includes(active) ? active : null;
    const next = arrange(columns, open, stillActive, active, fit);
    batch(() => {
      if (next.join() !== columns.join()) this.placed.value = next;
      this.activeId.value = stillActive ?? next[0] ?? null;
    });
  }

  private keep(): void {
    this.kept?.write("view", { active: this.activeId.value, context: this.contextShown.value });
  }
}
