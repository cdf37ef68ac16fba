import { nodeUrl, operator } from "./people";

/** Before everything: the first account of a fresh instance is the operator's, so somebody we know makes it. */
export const setup = async (): Promise<void> => {
  const url = nodeUrl(0);
  const answer = await fetch(`${url}/api/auth/register`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url },
    body: JSON.stringify({
      email: `${operator.name}@example.org`,
      username: operator.name,
      password: operator.password,
    }),
  });
  // They are there already: the instance is not fresh.
  if (answer.status !== 201 && answer.status !== 409)
    throw new Error(`register: ${answer.status} ${await answer.text()}`);
};
