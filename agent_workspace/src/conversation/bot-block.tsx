/** What the answer bot said before a person came, in short; opened, word by word. */

import type { Locale, Message } from "@parley/wire";
import type { ComponentChildren } from "preact";
import "~/conversation/bot-block.css";
import { workOf } from "~/conversation/handed-over";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import { botPart as english } from "~/words/en/bot-part";
import { botPart as french } from "~/words/fr/bot-part";

const WORDS: Record<Locale, typeof english> = { en: english, fr: french };

export interface BotBlockProps {
  readonly messages: readonly Message[];
  readonly children: ComponentChildren;
}

export function BotBlock({ messages, children }: BotBlockProps) {
  const words = WORDS[useDesk().locale.value];
  const { answers, misses, asked, why, topic } = workOf(messages);
  const tried = [
    answers > 0 && words.answers(answers),
    misses > 0 && words.misses(misses),
    asked > 0 && words.asked(asked),
  ].filter((part) => part !== false);
  return (
    <details class="bot-block">
      <summary>
        <strong>
          <Icon name="chevron" size="small" />
          {words.title}
        </strong>
        {tried.length > 0 && <span class="muted">{tried.join(" · ")}</span>}
        <span>{words.why[why]}</span>
        {topic !== "" && <q>{topic}</q>}
      </summary>
      <div class="bot-said">{children}</div>
    </details>
  );
}
