/**
 * The second click of a double click presses no button: what the first one did may have gone from the page, and what
 * comes next stand in its place.
 */
export function pressOnce(page: Document): void {
  const listener = (event: MouseEvent) => {
    if (event.detail < 2 || !(event.target instanceof Element) || !event.target.closest('button')) return;
    event.preventDefault();
    event.stopPropagation();
  };
  page.addEventListener('click', listener, { capture: true });
}
