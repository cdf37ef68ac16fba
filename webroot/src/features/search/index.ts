export { SearchBox } from "./SearchBox";
