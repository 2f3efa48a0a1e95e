/** Where the knowledge base has a window of its own. */

export const KNOWLEDGE_WINDOW = "/workspace/knowledge";
