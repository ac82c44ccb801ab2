import { type ReactNode, useEffect, useId, useRef } from "react";
import { classNames } from "../lib/class-names";

interface ModalProps {
  readonly title: string;
  readonly wide?: boolean;
  /** False while leaving the dialog would lose work: Escape then does nothing. */
  readonly closable: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** What goes on, at the left of the buttons. */
  readonly status?: ReactNode;
  /** The buttons at the bottom, the main one last. */
  readonly actions: ReactNode;
}

/** A dialog in front of the window; the browser keeps the focus in it and gives it back afterwards. */
export function Modal({ title, wide = false, closable, onClose, children, status, actions }: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useEffect(() => {
    const element = dialog.current;
    if (element === null) return;
    if (!element.open) element.showModal();
    element.querySelector<HTMLElement>(".button--primary")?.focus();
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
      if (event.key !== "Escape") return;
      event.preventDefault();
      if (closable) onClose();
    };
    window.addEventListener("keydown", handleKey, true);
    return () => window.removeEventListener("keydown", handleKey, true);
  }, [closable, onClose]);

  return (
    <dialog
      ref={dialog}
      className={classNames("modal", wide && "modal--wide")}
      aria-labelledby={titleId}
      tabIndex={-1}
      onCancel={(event) => event.preventDefault()}
    >
      <h2 className="modal__title" id={titleId}>
        {title}
      </h2>
      <div className="modal__body">{children}</div>
      <div className="modal__foot">
        <div className="modal__status">{status}</div>
        {actions}
      </div>
    </dialog>
  );
}
