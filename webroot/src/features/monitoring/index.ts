export { MonitoringPage } from "./MonitoringPage";
