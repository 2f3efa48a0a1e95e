/** The wire's events as plain types: what is asked, answered and pushed by each name. */

import type { AgentClientEvents, AgentServerEvents, Failure } from "@parley/wire";

export type ClientEvent = keyof AgentClientEvents;
export type ServerEvent = keyof AgentServerEvents;

/** The payload a client event carries. */
export type Asked<Name extends ClientEvent> = Parameters<AgentClientEvents[Name]>[0];

/** The acknowledgement of a client event that had its effect. */
export type Answered<Name extends ClientEvent> = Exclude<
  Parameters<Parameters<AgentClientEvents[Name]>[1]>[0],
  Failure
>;

/** The payload of a pushed event. */
export type Pushed<Name extends ServerEvent> = Parameters<AgentServerEvents[Name]>[0];
