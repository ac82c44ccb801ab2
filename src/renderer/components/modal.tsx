import { type ReactNode, useEffect, useId, useRef } from "react";
import { classNames } from "../lib/class-names";

interface ModalProps {
  readonly title: string;
  /** "list" is a search with a list below it, near the top of the window, its title for screen readers only. */
  readonly kind?: "normal" | "wide" | "list";
  /** False while leaving the dialog would lose work: Escape then does nothing. */
  readonly closable: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** What goes on, at the left of the buttons. */
  readonly status?: ReactNode;
  /** The buttons at the bottom, the main one last. */
  readonly actions?: ReactNode;
}

/** Marks what has the focus when a dialog opens; without it, that is the main button. */
export const FIRST_FOCUS = { "data-first-focus": "" } as const;

/** A dialog in front of the window; the browser keeps the focus in it and gives it back afterwards. */
export function Modal({ title, kind = "normal", closable, onClose, children, status, actions }: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const isList = kind === "list";

  useEffect(() => {
    const element = dialog.current;
    if (element === null) return;
    if (!element.open) element.showModal();
    const first = element.querySelector<HTMLElement>("[data-first-focus]");
    (first ?? element.querySelector<HTMLElement>(".button--primary"))?.focus();
    return () => element.close();
  }, []);

  // The button with the focus may have made room for another one: keys must not fall through to the window.
  useEffect(() => {
    if (document.activeElement === document.body) dialog.current?.focus();
  });

  // The browser would close the dialog by itself, and the second time even if told not to. Handled for the
  // whole window, as the key may come when nothing in the dialog has the focus.
  useEffect(() => {
    const handleKey = (event: KeyboardEvent): void => {
      // What an input method is composing is given up first.
      if (event.key !== "Escape" || event.isComposing) return;
      event.preventDefault();
      if (closable) onClose();
    };
    window.addEventListener("keydown", handleKey, true);
    return () => window.removeEventListener("keydown", handleKey, true);
  }, [closable, onClose]);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click beside the dialog is Escape for the mouse.
    <dialog
      ref={dialog}
      className={classNames("modal", kind !== "normal" && `modal--${kind}`)}
      aria-labelledby={titleId}
      tabIndex={-1}
      onCancel={(event) => event.preventDefault()}
      onClick={(event) => {
        // Only what lies around the dialog is the dialog element itself: everything in it is a child.
        if (isList && closable && event.target === dialog.current) onClose();
      }}
    >
      <h2 className={isList ? "visually-hidden" : "modal__title"} id={titleId}>
        {title}
      </h2>
      <div className="modal__body">{children}</div>
      {(status !== undefined || actions !== undefined) && (
        <div className="modal__foot">
          <div className="modal__status">{status}</div>
          {actions}
        </div>
      )}
    </dialog>
  );
}
