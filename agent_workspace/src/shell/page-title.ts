/** The page's title: what waits for the agent, readable on a background tab. */

import { customerName } from "~/my_work/customer-name";
import { unreadCount } from "~/state/conversation";
import type { DeskState } from "~/state/desk-state";
import type { Words } from "~/words/en";

export function pageTitle(state: DeskState, words: Words): string {
  const offer = state.offers[0];
  if (offer !== undefined) {
    return words.notification.offer(
      words.offer.title(words.media[offer.interaction.medium]),
      customerName(offer.interaction, words),
    );
  }
  let unread = 0;
  for (const { chat } of state.work) {
    const conversation = chat && state.conversations[chat.id];
    if (conversation) unread += unreadCount(conversation);
  }
  return unread > 0 ? `(${unread}) Parley` : "Parley";
}
