/** Version of the REST API, as its addresses and the header name it. Within it nothing that a client uses is taken away. */
export const API_VERSION = "1";

/** Said in every answer under /v1; a request may name the version it was written for. */
export const VERSION_HEADER = "tenure-version";
