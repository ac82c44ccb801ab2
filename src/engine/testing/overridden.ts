/** An object like another one, but for some members of its own. What is private to the other stays its. */
export function overridden<T extends object>(target: T, own: { readonly [K in keyof T]?: unknown }): T {
  return new Proxy(target, {
    get: (_, key) => {
      if (key in own) return own[key as keyof T];
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
