export { KeyForm, type KeyWishes } from "./key-form.tsx";
export { NewKey } from "./new-key.tsx";
export { ReplaceKey } from "./replace-key.tsx";
export { RevokeKey } from "./revoke-key.tsx";
