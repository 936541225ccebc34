/** The form of a client's own name of an event. */
export const CLIENT_EVENT_ID = /^[A-Za-z0-9._:/@-]{1,128}$/;

/** The form of a model's name. */
export const MODEL_NAME = /^[\w.:/@+-]{1,200}$/u;
