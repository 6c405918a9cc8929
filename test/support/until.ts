/** Waiting for a condition, never for a time. */

const LOOK_EVERY = 5;
/** Milliseconds; generous, since only what fails waits so long. */
export const DEADLINE = 10_000;

/** Resolves with the first truthy value of `condition`; fails, saying `what` it waited for, at the deadline. */
export async function until<Value>(
  condition: () => Value | Promise<Value>,
  what: string,
  within = DEADLINE,
): Promise<Exclude<Value, undefined | null | false>> {
  const deadline = performance.now() + within;
  for (;;) {
    const value = await condition();
    if (value) return value as Exclude<Value, undefined | null | false>;
    if (performance.now() > deadline) throw new Error(`waited ${within} ms in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
  }
}

/** `promise`, or a failure that says `what` did not come in time. */
export async function inTime<Value>(
  promise: Promise<Value>,
  what: () => string,
  within = DEADLINE,
): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`waited ${within} ms in vain: ${what()}`)), within);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
