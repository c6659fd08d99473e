/** What a dragged order is called while it is in the air. */
export const draggedType = 'application/x-olympus-order';
