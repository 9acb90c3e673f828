import {
  parseApiKeys, parseChannels, parseConnectionCheck, parseConnections, parseConnectionSetup, parseConsentPage, parseConversation, parseConversationDetail, parseConversationPage, parseMembers, parseMessagePage,
  parseClientDetail, parseClients, parseDeliveries, parseDelivery, parseNewApiKey, parseNewWebhook, parseOneMessage, parseProject, parseSalebotUrl, parseScheduledList, parseTemplates, parseWebhook, parseWebhooks, upload, type Api, type KeyRight, type Locale, type NewContent, type Role, type EventKind, type Upload, type View, type WebhookChange, type WebhookDeliveryState,
} from "@besedka/api-client";
import { dealsApi } from "../../deals/api/dealsApi";

import { mailingApi } from "./mailingApi";

type Texts = Record<string, string>;

/** The calls of one project, by the server's words. */
export function projectApi(api: Api, project: number) {
  const root = `/v1/projects/${project}`;
  const at = (conversation: number) => `${root}/conversations/${conversation}`;
  const act = (conversation: number, verb: string, body: unknown = {}) =>
    api.send("POST", `${at(conversation)}/${verb}`, body, parseConversation);
  const query = (words: Record<string, string | number | undefined>) => {
    const search = new URLSearchParams();
    Object.entries(words).forEach(([name, value]) => value !== undefined && value !== "" && search.set(name, String(value)));
    return search.toString();
  };
  return {
    deals: dealsApi(api, root),
    socketAddress: (after: number) => `${location.origin.replace(/^http/, "ws")}${root}/socket?after=${after}`,
    fileAddress: (file: number) => `${root}/files/${file}`,
    ...mailingApi(api, root),
    conversations: (words: { view: View; q?: string; before?: string | undefined; limit?: number }, signal?: AbortSignal) =>
      api.get(`${root}/conversations?${query(words)}`, parseConversationPage, signal),
    conversation: (id: number) => api.get(at(id), parseConversationDetail),
    client: (id: number) => api.get(`${root}/clients/${id}`, parseClientDetail),
    findClients: (q: string, signal?: AbortSignal) => api.get(`${root}/clients?${query({ q, limit: 20 })}`, parseClients, signal),
    mergeContacts: (id: number, contactId: number) => api.tell("POST", `${root}/contacts/${id}/merge`, { contactId }),
    splitContact: (id: number, clientId: number) => api.tell("POST", `${root}/contacts/${id}/split`, { clientId }),
    messages: (id: number, words: { before?: number; after?: number }) =>
      api.get(`${at(id)}/messages?${query({ ...words, limit: 50 })}`, parseMessagePage),
    send: (id: number, key: string, content: NewContent, replyTo?: number) =>
      api.send("POST", `${at(id)}/messages`, { key, content, replyTo }, parseOneMessage),
    note: (id: number, key: string, text: string) => api.send("POST", `${at(id)}/notes`, { key, text }, parseOneMessage),
    edit: (id: number, seq: number, content: NewContent) => api.tell("PATCH", `${at(id)}/messages/${seq}`, { content }),
    remove: (id: number, seq: number) => api.tell("DELETE", `${at(id)}/messages/${seq}`),
    react: (id: number, seq: number, emoji: string | null) => api.send("PUT", `${at(id)}/messages/${seq}/reaction`, { emoji }, parseOneMessage),
    scheduled: (id: number) => api.get(`${at(id)}/scheduled`, parseScheduledList),
    schedule: (id: number, key: string, content: NewContent, when: Date) =>
      api.tell("POST", `${at(id)}/scheduled`, { key, content, at: when.toISOString() }),
    unschedule: (id: number, scheduled: number) => api.tell("DELETE", `${at(id)}/scheduled/${scheduled}`),
    resolve: (id: number, seq: number, again: boolean) => api.tell("POST", `${at(id)}/messages/${seq}/resolve`, { again }),
    take: (id: number) => act(id, "take"),
    handBack: (id: number) => act(id, "hand-back"),
    close: (id: number) => act(id, "close"),
    reopen: (id: number) => act(id, "reopen"),
    assign: (id: number, userId: number | null) => act(id, "assign", { userId }),
    read: (id: number, seq: number) => act(id, "read", { seq }),
    tags: (id: number, add: string[], remove: string[]) => act(id, "tags", { add, remove }),
    variable: (id: number, name: string, value: string | null) =>
      api.send("PUT", `${at(id)}/variables`, { [name]: value }, parseConversation),
    upload: (file: File, progress: (part: number) => void): Upload => upload(`${root}/files`, file, api.csrfToken, progress),
    templates: (connection: number) => api.get(`${root}/connections/${connection}/templates`, parseTemplates),
    connections: () => api.get(`${root}/connections`, parseConnections),
    channels: () => api.get(`${root}/channels`, parseChannels),
    connection: (id: number) => api.get(`${root}/connections/${id}`, parseConnectionSetup),
    addConnection: (channel: string, name: string, settings: Texts, secrets: Texts) =>
      api.send("POST", `${root}/connections`, { channel, name, settings, secrets }, parseConnectionSetup),
    changeConnection: (id: number, change: { name?: string; paused?: boolean; settings?: Texts; secrets?: Texts }) =>
      api.send("PATCH", `${root}/connections/${id}`, change, parseConnectionSetup),
    checkConnection: (id: number) => api.send("POST", `${root}/connections/${id}/check`, {}, parseConnectionCheck),
    askConsent: (id: number) => api.send("POST", `${root}/connections/${id}/consent`, {}, parseConsentPage),
    rotateConnection: (id: number) => api.send("POST", `${root}/connections/${id}/rotate`, {}, parseConnectionSetup),
    removeConnection: (id: number) => api.tell("DELETE", `${root}/connections/${id}`),
    changeProject: (change: { name: string; timeZone: string; locale: Locale }) => api.send("PATCH", root, change, parseProject),
    members: () => api.get(`${root}/members`, parseMembers),
    invite: (email: string, name: string, roles: Role[]) =>
      api.send("POST", `${root}/members`, { email, name, roles }, (s) => s.maybeString("link")),
    changeMember: (user: number, roles: Role[]) => api.tell("PATCH", `${root}/members/${user}`, { roles }),
    removeMember: (user: number) => api.tell("DELETE", `${root}/members/${user}`),
    passwordLink: (user: number) => api.send("POST", `${root}/members/${user}/password-reset`, {}, (s) => s.string("link")),
    keys: () => api.get(`${root}/keys`, parseApiKeys),
    createKey: (name: string, rights: KeyRight[]) => api.send("POST", `${root}/keys`, { name, rights }, parseNewApiKey),
    createMainKey: (name: string) => api.send("POST", `${root}/keys`, { name, main: true }, parseNewApiKey),
    makeMainKey: (key: number, secret: string) => api.tell("POST", `${root}/keys/${key}/main`, { secret }),
    webhooks: () => api.get(`${root}/webhooks`, parseWebhooks),
    webhook: (id: number) => api.get(`${root}/webhooks/${id}`, parseWebhook),
    addWebhook: (name: string, url: string, events: EventKind[], ordered: boolean) =>
      api.send("POST", `${root}/webhooks`, { name, url, events, ordered }, parseNewWebhook),
    changeWebhook: (id: number, change: WebhookChange) => api.send("PATCH", `${root}/webhooks/${id}`, change, parseWebhook),
    removeWebhook: (id: number) => api.tell("DELETE", `${root}/webhooks/${id}`),
    rotateWebhook: (id: number) => api.send("POST", `${root}/webhooks/${id}/rotate`, {}, parseNewWebhook),
    pingWebhook: (id: number) => api.tell("POST", `${root}/webhooks/${id}/ping`, {}),
    skipWebhook: (id: number) => api.tell("POST", `${root}/webhooks/${id}/skip`, {}),
    replayWebhook: (id: number, from: number, to: number) =>
      api.tell("POST", `${root}/webhooks/${id}/replay`, { from: new Date(from).toISOString(), to: new Date(to).toISOString() }),
    deliveries: (id: number, words: { state?: WebhookDeliveryState | undefined; before?: number | undefined }) =>
      api.get(`${root}/webhooks/${id}/deliveries?${query({ ...words, limit: 20 })}`, parseDeliveries),
    delivery: (id: number, delivery: number) => api.get(`${root}/webhooks/${id}/deliveries/${delivery}`, parseDelivery),
    redeliver: (id: number, delivery: number) => api.tell("POST", `${root}/webhooks/${id}/deliveries/${delivery}/redeliver`, {}),
    salebotUrl: () => api.get(`${root}/salebot-url`, parseSalebotUrl),
    setSalebotUrl: (url: string) => api.send("PUT", `${root}/salebot-url`, { url }, parseSalebotUrl),
    removeSalebotUrl: () => api.tell("DELETE", `${root}/salebot-url`),
    revokeKey: (key: number) => api.tell("DELETE", `${root}/keys/${key}`),
  };
}

export type ProjectApi = ReturnType<typeof projectApi>;
