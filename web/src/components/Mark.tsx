/** The plumb bob, as in the icon. */
export function Mark({ size = 20 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" aria-hidden fill="var(--accent)">
      <path d="M10 0v8" stroke="var(--accent)" strokeWidth="1.5" />
      <path d="M6 8h8l-4 12z" />
    </svg>
  );
}
