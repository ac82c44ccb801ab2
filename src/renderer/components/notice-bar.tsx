import { type ReactNode, useEffect, useState } from "react";
import { useTexts } from "../texts/use-texts";
import { Icon } from "./icon";
import { IconButton } from "./icon-button";

interface NoticeBarProps {
  /** A problem is read out at once; information waits for its turn. */
  readonly kind: "problem" | "information";
  /** What it is about, before the message. */
  readonly subject: string | null;
  readonly message: string;
  /** What a developer would want to see; offered for copying. */
  readonly details?: string | undefined;
  readonly action?: ReactNode;
  readonly onDismiss?: () => void;
}

/** A quiet bar at the top of the picture: what happened, and what can be done. */
export function NoticeBar({ kind, subject, message, details, action, onDismiss }: NoticeBarProps) {
  const { common } = useTexts();
  return (
    <div className={`notice notice--${kind}`} role={kind === "problem" ? "alert" : "status"}>
      <Icon name={kind === "problem" ? "warning" : "info"} />
      <p className="notice__text">
        {subject !== null && <strong>{common.subject(subject)}</strong>}
        {message}
      </p>
      {action}
      {details !== undefined && <CopyDetails details={details} />}
      {onDismiss && <IconButton label={common.dismiss} icon="close" onPress={onDismiss} />}
    </div>
  );
}

/** How long the button says that it has copied. */
const COPIED_MS = 2000;

/** Puts the details of a problem on the clipboard, for a report. */
export function CopyDetails({ details }: { readonly details: string }) {
  const { common } = useTexts();
  const [outcome, setOutcome] = useState<"idle" | "copied" | "failed">("idle");

  useEffect(() => {
    if (outcome === "idle") return;
    const timer = setTimeout(() => setOutcome("idle"), COPIED_MS);
    return () => clearTimeout(timer);
  }, [outcome]);

  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(details);
      setOutcome("copied");
    } catch {
      setOutcome("failed");
    }
  };
  const labels = { idle: common.copyDetails, copied: common.copied, failed: common.couldNotCopy };
  return (
    <button type="button" className="button button--small" onClick={() => void copy()}>
      {labels[outcome]}
    </button>
  );
}
