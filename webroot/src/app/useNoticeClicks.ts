import { useEffect } from "react";
import { useLocation } from "wouter";

/** Goes to what a notification tells of when somebody clicks it: the service worker hears of that, and says where. */
export const useNoticeClicks = (): void => {
  const [, navigate] = useLocation();
  useEffect(() => {
    const worker = navigator.serviceWorker;
    const hear = ({ data }: MessageEvent<unknown>) => {
      if (typeof data === "object" && data !== null && "open" in data && typeof data.open === "string")
        navigate(data.open);
    };
    worker?.addEventListener("message", hear);
    return () => worker?.removeEventListener("message", hear);
  }, [navigate]);
};
