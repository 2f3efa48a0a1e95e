/** A mail's HTML, in a frame where nothing runs and nothing is known of the desk. */

import { useState } from "preact/hooks";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import { withPictures } from "~/mail/html-address";

export function HtmlFrame({ url, subject }: { url: string; subject: string }) {
  const words = useDesk().words.value.mail;
  const [pictures, setPictures] = useState(false);
  const [large, setLarge] = useState(false);
  // Kept as it was: a renewed address would load the frame anew under the reader's eyes.
  const [shown, setShown] = useState(url);
  return (
    <div class="mail-html">
      <div class="mail-html-bar">
        <Icon name="picture" size="small" />
        <span class="muted">{pictures ? words.imagesShown : words.imagesBlocked}</span>
        {!pictures && (
          <button
            type="button"
            class="button small"
            onClick={() => {
              setPictures(true);
              setShown(withPictures(url));
            }}
          >
            {words.showImages}
          </button>
        )}
        <button
          type="button"
          class="button quiet small"
          aria-pressed={large}
          onClick={() => setLarge(!large)}
        >
          {large ? words.reduce : words.enlarge}
        </button>
      </div>
      <iframe
        key={shown}
        class="mail-frame"
        sandbox="allow-popups allow-popups-to-escape-sandbox"
        referrerpolicy="no-referrer"
        data-large={large}
        title={words.htmlTitle(subject || words.noSubject)}
        src={shown}
      />
    </div>
  );
}
