export { AuthForm, type AuthMode } from "./AuthForm";
export { AuthFrame } from "./AuthFrame";
export { AuthPage } from "./AuthPage";
