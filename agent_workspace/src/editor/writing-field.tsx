/** The place to write: a plain field at once, the editor in its stead as soon as it has come. */

import type { FunctionComponent } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { useDesk } from "~/desk/desk-context";
import { PlainField } from "~/editor/plain-field";
import type { RichFieldProps } from "~/editor/rich-field";
import type { Caret, FieldProps } from "~/editor/written";
import type { WritingPlace } from "~/knowledge/writing-places";

type RichField = FunctionComponent<RichFieldProps>;

const LOOK_AGAIN_MS = 100;
let held: RichField | null = null;

/** Fetches the editor, once. Rejects where it cannot be had now. */
export async function fetchEditor(): Promise<RichField> {
  held ??= (await import("~/editor/rich-field")).RichField;
  return held;
}

export function WritingField(props: Omit<FieldProps, "onFocus">) {
  const { places } = useDesk().knowledge;
  const [Rich, setRich] = useState(() => held);
  const [alone, setAlone] = useState(false);
  const caret = useRef<() => Caret | null>(() => null);
  const left = useRef<Caret | null>(null);
  const { handle } = props;

  useEffect(() => {
    if (Rich !== null) return undefined;
    let wanted = true;
    const swap = (editor: RichField) => {
      if (!wanted) return;
      const at = caret.current();
      // What an input method composes would be lost in another field.
      if (at === null) return void setTimeout(() => swap(editor), LOOK_AGAIN_MS);
      left.current = at;
      setRich(() => editor);
    };
    fetchEditor().then(swap, () => setAlone(true));
    return () => {
      wanted = false;
    };
  }, []);

  const place = useMemo<WritingPlace>(
    () => ({ insert: (entry) => handle.current?.insert(entry) }),
    [handle],
  );
  useEffect(() => {
    places.enter(place);
    return () => places.leave(place);
  }, [places, place]);

  const field = { ...props, onFocus: () => places.enter(place) };
  return (
    <div class="writing" data-rich={Rich !== null || undefined}>
      {Rich === null ? (
        <>
          <PlainField {...field} alone={alone} caret={caret} />
          {/* Where its tools will stand: nothing moves when they come. */}
          {!alone && <div class="writing-tools" />}
        </>
      ) : (
        <Rich {...field} caret={left.current} />
      )}
    </div>
  );
}
