/** Ends the session, here and at the server. */
export async function signOut(): Promise<void> {
  const { identity } = await import("./client.ts");
  await identity.signOut();
}
