/** The page's two announcers (index.html). They are heard by screen readers and seen by nobody. */
const wait = 500;
const pending: Record<'say' | 'alert', ReturnType<typeof setTimeout> | undefined> = {
  say: undefined,
  alert: undefined,
};

function speak(where: 'say' | 'alert', sentence: string, after: number): void {
  const element = document.getElementById(where);
  if (!element) return;
  clearTimeout(pending[where]);
  element.textContent = ''; // else the same sentence twice is heard once
  pending[where] = setTimeout(() => {
    element.textContent = sentence;
  }, after);
}

/** Politely, when the person pauses. Of several within half a second the last one is said. */
export function say(sentence: string): void {
  speak('say', sentence, wait);
}

/** At once, over whatever is being read: money that was declined, a session that is about to end. */
export function alert(sentence: string): void {
  speak('alert', sentence, 20);
}
