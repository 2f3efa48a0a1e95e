/** One question of a form, with its label, its hint and what is wrong with the answer. */
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { useWords } from "./context";

export interface FieldProps {
  name: string;
  label: string;
  value: string;
  changed: (value: string) => void;
  error?: string | undefined;
  required?: boolean;
  type?: "text" | "email" | "number" | "tel" | "long";
  autocomplete?: string;
  maxLength?: number;
  focus?: boolean;
}

export function Field(props: FieldProps): JSX.Element {
  const { name, label, value, changed, error, required = false, type = "text", focus } = props;
  const words = useWords();
  const id = useId();
  const shared = {
    id,
    name,
    value,
    required,
    "aria-invalid": error ? true : undefined,
    "aria-describedby": error ? `${id}-error` : undefined,
    "data-focus": focus ? "" : undefined,
    onInput: (event: InputEvent) =>
      changed((event.target as HTMLInputElement | HTMLTextAreaElement).value),
  };
  return (
    <div class="field">
      <label for={id}>
        {label}
        {!required && <span class="optional"> {words.optional}</span>}
      </label>
      {type === "long" ? (
        <textarea {...shared} rows={3} />
      ) : (
        <input
          {...shared}
          // The gateway and `validate` judge the address; the browser's own wording would be in its language.
          type="text"
          inputMode={type === "number" ? "numeric" : type}
          autocomplete={props.autocomplete ?? "off"}
          maxLength={props.maxLength ?? 200}
        />
      )}
      {error && (
        <p class="error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}
