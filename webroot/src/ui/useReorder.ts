import { type DragEvent, useState } from "react";

/** Where something is dropped: before or after something else, or into it. */
type Drop = "before" | "after" | "into";

export interface Dragging {
  /** What is being dragged. */
  id: string;
  /** What it is over, and where there it would go; `null` where it cannot. */
  over: { id: string; drop: Drop } | null;
}

interface ReorderRules {
  /** Where something may go; the first of them that fits is taken. */
  drops: (id: string, onto: string) => readonly Drop[];
  onDrop: (id: string, onto: string, drop: Drop) => void;
}

/** A finger that stays on something opens its menu instead. */
const isFine = () => matchMedia("(pointer: fine)").matches;

/**
 * Dragging things of a list elsewhere by the mouse. What is dropped on decides by its height: its upper and lower ends
 * are before and after it, its middle is into it where that may be. Keys and fingers need another way to do the same.
 */
export const useReorder = ({ drops, onDrop }: ReorderRules) => {
  const [dragging, setDragging] = useState<Dragging | null>(null);
  const wanted = (event: DragEvent<HTMLElement>, onto: string): Drop | null => {
    if (!dragging || dragging.id === onto) return null;
    const may = drops(dragging.id, onto);
    const box = event.currentTarget.getBoundingClientRect();
    const part = (event.clientY - box.top) / Math.max(box.height, 1);
    const end: Drop = part < 0.5 ? "before" : "after";
    const inMiddle = may.includes("into") && (part > 0.25 || !may.includes("before"));
    if (inMiddle && (part < 0.75 || !may.includes("after"))) return "into";
    return may.includes(end) ? end : (may[0] ?? null);
  };
  /** What makes an element one that can be dragged, where `movable`, and dropped on. */
  const handlers = (id: string, movable = true) => ({
    draggable: movable && isFine(),
    onDragStart: (event: DragEvent<HTMLElement>) => {
      event.stopPropagation();
      if (!movable) return event.preventDefault();
      event.dataTransfer.effectAllowed = "move";
      // The browser takes its picture of the element first, as it was.
      requestAnimationFrame(() => setDragging({ id, over: null }));
    },
    onDragOver: (event: DragEvent<HTMLElement>) => {
      const drop = wanted(event, id);
      if (!dragging) return;
      event.stopPropagation();
      if (drop) event.preventDefault();
      if (dragging.over?.id === id && dragging.over.drop === drop) return;
      setDragging({ ...dragging, over: drop && { id, drop } });
    },
    onDrop: (event: DragEvent<HTMLElement>) => {
      const drop = wanted(event, id);
      const dragged = dragging?.id;
      setDragging(null);
      if (!drop || !dragged) return;
      event.preventDefault();
      event.stopPropagation();
      onDrop(dragged, id, drop);
    },
    onDragEnd: () => setDragging(null),
  });
  return { dragging, handlers };
};
