/** A field that looks for what is typed once the fingers rest, with a button that looks again. */

import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "~/design/icon";

/** Milliseconds without a key until the search begins. */
const REST_MS = 250;

export function SearchField(props: {
  text: string;
  words: { readonly search: string; readonly searchHint: string; readonly refresh: string };
  onSearch: (text: string) => void;
  onRefresh: () => void;
}) {
  const { words } = props;
  const resting = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const [typed, setTyped] = useState(props.text);
  useEffect(() => () => clearTimeout(resting.current), []);
  return (
    <div class="case-search">
      <input
        class="input"
        type="search"
        aria-label={words.search}
        placeholder={words.searchHint}
        value={typed}
        onInput={(event) => {
          const sought = event.currentTarget.value;
          setTyped(sought);
          clearTimeout(resting.current);
          resting.current = setTimeout(() => props.onSearch(sought), REST_MS);
        }}
      />
      <button
        type="button"
        class="button quiet icon-only"
        aria-label={words.refresh}
        title={words.refresh}
        onClick={props.onRefresh}
      >
        <Icon name="retry" />
      </button>
    </div>
  );
}
