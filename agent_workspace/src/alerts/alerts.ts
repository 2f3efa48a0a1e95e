/** Alerts: which event sounds, speaks or notifies. */

import type { Message } from "@parley/wire";
import { effect, type ReadonlySignal } from "@preact/signals";
import type { Announcer } from "~/alerts/announcer";
import type { BrowserNotifications } from "~/alerts/browser-notifications";
import type { Leader } from "~/alerts/leader";
import type { SoundName, Sounds } from "~/alerts/sounds";
import type { Clock } from "~/desk/clock";
import type { Toasts } from "~/desk/toasts";
import type { View } from "~/desk/view";
import { customerName } from "~/my_work/customer-name";
import type { DeskState, HeldOffer } from "~/state/desk-state";
import type { DeskEvent } from "~/state/events";
import { missingLists } from "~/state/work";
import type { Words } from "~/words/en";

export interface AlertPorts {
  readonly state: ReadonlySignal<DeskState>;
  readonly clock: Clock;
  readonly words: ReadonlySignal<Words>;
  readonly view: View;
  readonly sounds: Sounds;
  readonly leader: Leader;
  readonly announcer: Announcer;
  readonly notifications: BrowserNotifications;
  readonly toasts: Toasts;
}

/** An offer is announced when it rings, then once more this long before it ends. */
const OFFER_REMINDER_SECONDS = 10;
/** A wrap-up about to end is announced in time to extend it (WCAG 2.2.1). */
const WRAP_UP_WARNING_SECONDS = 20;

export class Alerts {
  private readonly reminded = new Set<string>();

  constructor(private readonly ports: AlertPorts) {
    effect(() => this.remind());
  }

  follow(event: DeskEvent, before: DeskState): void {
    switch (event.type) {
      case "snapshot":
        for (const offer of this.ports.state.peek().offers) {
          if (!before.offers.some((one) => one.id === offer.id)) this.ring(offer);
        }
        break;
      case "offer":
        if (!before.offers.some((one) => one.id === event.payload.id)) {
          this.ring({ ...event.payload, receivedAt: event.at });
        }
        break;
      case "offer.withdrawn":
        this.ports.toasts.say(
          this.ports.words.peek().offer.gone[event.payload.reason] ?? "",
          "problem",
        );
        break;
      case "message":
        if (event.payload.from === "customer") this.hear(event.payload, before);
        break;
    }
  }

  private ring(offer: HeldOffer): void {
    const { words, announcer, notifications, clock } = this.ports;
    const { interaction } = offer;
    const w = words.peek();
    // As the ring beside it counts: whole seconds that are left in full.
    const seconds = Math.max(0, Math.floor(clock.until(offer.expires_at)));
    const who = customerName(interaction, w);
    const medium = w.media[interaction.medium];
    this.sound("offer");
    announcer.interrupt(w.offer.announced(medium, who, interaction.queue.name, seconds));
    this.notify(() =>
      notifications.show(
        offer.id,
        w.notification.offer(medium, who),
        w.notification.offerBody(interaction.queue.name, seconds),
        () => undefined,
      ),
    );
  }

  private hear(message: Message, before: DeskState): void {
    const known = before.conversations[message.chat_id];
    // Replays after a reconnection were heard before, or are many at once.
    if (known === undefined || !known.loaded || message.seq <= known.lastSeq) return;
    const { state, view, words, announcer, notifications, clock } = this.ports;
    const place = state.peek().work.findIndex(({ chat }) => chat?.id === message.chat_id);
    const interaction = state.peek().work[place];
    if (interaction === undefined) return;
    const inSight = view.inSight(interaction.id) && document.hasFocus();
    if (inSight) return;
    const w = words.peek();
    const who = customerName(interaction, w);
    this.sound("message");
    if (!view.inSight(interaction.id)) {
      announcer.mention(w.work.newMessage(who, place + 1), clock.exact());
    }
    this.notify(() =>
      notifications.show(interaction.id, w.notification.message(who), message.text, () =>
        view.show(interaction.id),
      ),
    );
  }

  /** Runs with the clock: reminders that fall due between events. */
  private remind(): void {
    const { state, clock, words, announcer } = this.ports;
    const w = words.value;
    for (const offer of state.value.offers) {
      const left = clock.until(offer.expires_at);
      if (left > OFFER_REMINDER_SECONDS || left <= 0 || !this.once(`offer ${offer.id}`)) continue;
      const who = customerName(offer.interaction, w);
      announcer.interrupt(w.offer.announcedAgain(who, Math.ceil(left)));
    }
    for (const interaction of state.value.work) {
      const { handling } = interaction;
      if (handling?.state !== "wrap_up" || handling.wrap_up_ends_at === null) continue;
      const left = clock.until(handling.wrap_up_ends_at);
      const missing = missingLists(interaction);
      if (left <= 0 && missing.length > 0 && this.once(`over ${handling.id}`)) {
        this.sound("warning");
        announcer.interrupt(w.wrapUp.missing(missing.map((list) => list.name).join(", ")));
      }
      const due = left > 0 && left <= WRAP_UP_WARNING_SECONDS;
      if (!due || !this.once(`wrap-up ${handling.id} ${handling.wrap_up_ends_at}`)) continue;
      this.sound("warning");
      announcer.interrupt(w.wrapUp.leftSpoken(`${Math.ceil(left)} s`));
    }
  }

  private once(key: string): boolean {
    if (this.reminded.has(key)) return false;
    this.reminded.add(key);
    return true;
  }

  private sound(name: SoundName): void {
    const { state, sounds, leader } = this.ports;
    if (state.peek().preferences.sounds && leader.isLeading) sounds.play(name);
  }

  private notify(show: () => void): void {
    if (this.ports.state.peek().preferences.notifications) show();
  }
}
