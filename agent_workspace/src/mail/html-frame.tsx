/** A mail's HTML, in a frame where nothing runs and nothing is known of the desk. */

import { useEffect, useState } from "preact/hooks";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import { hasRemotePictures, withPictures } from "~/mail/html-address";

export function HtmlFrame({ url, subject }: { url: string; subject: string }) {
  const words = useDesk().words.value.mail;
  // Nothing is said of pictures, nor offered, before it is known that there are some.
  const [far, setFar] = useState(false);
  const [pictures, setPictures] = useState(false);
  const [large, setLarge] = useState(false);
  // Kept as it was: a renewed address would load the frame anew under the reader's eyes.
  const [shown, setShown] = useState(url);
  useEffect(() => void hasRemotePictures(shown).then(setFar), []);
  return (
    <div class="mail-html">
      <div class="mail-html-bar">
        {far && <Icon name="picture" size="small" />}
        <span class="muted" role="status">
          {far && (pictures ? words.imagesShown : words.imagesBlocked)}
        </span>
        {far && !pictures && (
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
