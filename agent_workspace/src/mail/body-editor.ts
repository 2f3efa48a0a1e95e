/** What an editor of a mail's body is: whatever turns writing into simple HTML fits here. */

import type { JSX } from "preact";

export interface BodyEditorProps {
  readonly label: string;
  readonly placeholder: string;
  readonly describedBy: string;
  /** The body as it is kept; a change from outside replaces what is shown. */
  readonly html: string;
  /** Whether to take the focus when it appears. */
  readonly focused: boolean;
  readonly onChange: (html: string) => void;
  readonly onFiles: (files: FileList) => void;
}

export type BodyEditor = (props: BodyEditorProps) => JSX.Element;
