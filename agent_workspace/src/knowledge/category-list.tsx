/** The categories, for who may make, rename and drop them. */

import { useId, useState } from "preact/hooks";
import { useDesk } from "~/desk/desk-context";
import { useKeepingWords } from "~/knowledge/keeping-words";

export function CategoryList({ onChanged }: { onChanged: () => void }) {
  const desk = useDesk();
  const words = useKeepingWords();
  const { knowledge } = desk;
  const [name, setName] = useState("");
  const id = useId();
  const attempt = async (act: () => Promise<unknown>) => {
    try {
      await act();
      onChanged();
      return true;
    } catch (error) {
      desk.explain(error);
      return false;
    }
  };
  return (
    <section class="category-list scroll" tabIndex={0} aria-label={words.categories}>
      <h3>{words.categories}</h3>
      <ul>
        {(knowledge.categories.value ?? []).map((category) => (
          <CategoryRow
            key={category.name}
            name={category.name}
            entries={category.entries}
            onRename={(to) => attempt(() => knowledge.entries.renameCategory(category.name, to))}
            onDrop={() => void attempt(() => knowledge.entries.dropCategory(category.name))}
          />
        ))}
      </ul>
      <form
        class="category-new"
        onSubmit={async (event) => {
          event.preventDefault();
          if (name.trim() === "") return;
          if (await attempt(() => knowledge.entries.addCategory(name.trim()))) setName("");
        }}
      >
        <label for={`${id}-new`} class="unseen">
          {words.newCategory}
        </label>
        <input
          id={`${id}-new`}
          class="input"
          maxLength={120}
          placeholder={words.newCategory}
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
        />
        <button type="submit" class="button" aria-disabled={name.trim() === ""}>
          {words.add}
        </button>
      </form>
    </section>
  );
}

function CategoryRow(props: {
  name: string;
  entries: number;
  onRename: (to: string) => Promise<boolean>;
  onDrop: () => void;
}) {
  const words = useKeepingWords();
  const { name, entries, onRename, onDrop } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const rename = async () => {
    const to = typed?.trim() ?? "";
    if (to === "" || to === name || (await onRename(to))) setTyped(null);
  };
  if (typed !== null) {
    return (
      <li>
        <form
          class="category-new"
          onSubmit={(event) => {
            event.preventDefault();
            void rename();
          }}
        >
          <input
            class="input"
            maxLength={120}
            aria-label={words.renameOf(name)}
            value={typed}
            ref={(input) => input?.focus()}
            onInput={(event) => setTyped(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === "Escape") setTyped(null);
            }}
          />
          <button type="submit" class="button small">
            {words.save}
          </button>
        </form>
      </li>
    );
  }
  return (
    <li>
      <span>
        {name} <span class="muted">{words.entries(entries)}</span>
      </span>
      <button
        type="button"
        class="button quiet small"
        aria-label={words.renameOf(name)}
        onClick={() => setTyped(name)}
      >
        {words.rename}
      </button>
      {entries === 0 && (
        <button
          type="button"
          class="button quiet small danger"
          aria-label={words.dropOf(name)}
          onClick={onDrop}
        >
          {words.drop}
        </button>
      )}
    </li>
  );
}
