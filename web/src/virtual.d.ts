/** Made by vite.config.ts from `proto/`. */
declare module 'virtual:event-types' {
  /** Types of events as the server has them, such as `commerce.order.created`, in the order of their names. */
  export const eventTypes: readonly string[];
}
