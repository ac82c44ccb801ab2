import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from "react";

interface ModalProps {
  readonly title: string;
  /** False while leaving the dialog would lose work: Escape then does nothing. */
  readonly closable: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** The buttons at the bottom, the main one last. */
  readonly actions: ReactNode;
}

/** A dialog in front of the window; the browser keeps the focus in it and gives it back afterwards. */
export function Modal({ title, closable, onClose, children, actions }: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal();
    return () => element?.close();
  }, []);

  const handleKey = (event: KeyboardEvent): void => {
    // Stopped here rather than in the "cancel" event, which the browser lets pass the second time.
    if (event.key === "Escape" && !closable) event.preventDefault();
  };

  return (
    <dialog
      ref={dialog}
      className="modal"
      aria-labelledby={titleId}
      onKeyDown={handleKey}
      onCancel={(event) => {
        event.preventDefault();
        if (closable) onClose();
      }}
    >
      <h2 className="modal__title" id={titleId}>
        {title}
      </h2>
      <div className="modal__body">{children}</div>
      <div className="modal__actions">{actions}</div>
    </dialog>
  );
}
