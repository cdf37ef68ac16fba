import type { Mesh } from "../voice/mesh";

/** The mesh of the call that this page is in. */
export let theMesh: Mesh | null = null;

export const setMesh = (mesh: Mesh | null): void => {
  theMesh = mesh;
};
