/** An inert document: HTML parsed where nothing of it loads or runs. */

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createHTML(input: string): string },
  ): { createHTML(input: string): unknown };
}

const trustedTypes = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
/** The desk's only policy; what it lets through is walked by `rebuild`, never inserted. */
const policy = trustedTypes?.createPolicy("parley-inert", { createHTML: (input) => input });

export function parseInert(html: string): Document {
  const trusted = (policy?.createHTML(html) ?? html) as string;
  return new DOMParser().parseFromString(trusted, "text/html");
}
