/** What the tests use of it; it has no types of its own. */
declare module "js-yaml" {
  export const load: (text: string) => unknown;
}
