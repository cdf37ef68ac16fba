export { PersonMenu } from "./PersonMenu";
