export { NewVersion } from "./NewVersion";
