/** The knowledge base in a window of its own, with the ways to other help (FAQ-012). */

import type { HelpLink } from "@parley/wire";
import { useEffect, useState } from "preact/hooks";
import { useDesk } from "~/desk/desk-context";
import { useKeepingWords } from "~/knowledge/keeping-words";
import { KnowledgeArea } from "~/knowledge/knowledge-area";
import { OfferStack } from "~/offers/offer-stack";
import { LinkBanner } from "~/shell/link-banner";
import { LiveRegions } from "~/shell/live-regions";
import { ToastList } from "~/shell/toast-list";

export function KnowledgeWindow() {
  const desk = useDesk();
  const words = useKeepingWords();
  const { title } = desk.words.value.knowledge;
  const [links, setLinks] = useState<readonly HelpLink[]>([]);

  useEffect(() => {
    void desk.knowledge.entries
      .help()
      .catch(() => [])
      .then(setLinks);
  }, []);
  useEffect(() => {
    document.title = title;
  }, [title]);

  return (
    <div class="knowledge-window">
      <LinkBanner />
      {/* What rings, rings wherever the agent is: the offer is taken here, the work is at the desk. */}
      <OfferStack />
      <main id="work" class="work-area" tabIndex={-1} aria-label={title}>
        <h1 class="unseen">Parley</h1>
        <KnowledgeArea alone />
      </main>
      <nav class="knowledge-help" aria-label={words.help}>
        {links.map(({ title: name, url }) => (
          <a key={url} href={url} target="_blank" rel="noopener noreferrer">
            {name}
          </a>
        ))}
        <a href="/faq/" target="_blank" rel="noopener noreferrer">
          {words.publicPages}
        </a>
        <a href="/workspace/">{words.toDesk}</a>
      </nav>
      <ToastList />
      <LiveRegions />
    </div>
  );
}
