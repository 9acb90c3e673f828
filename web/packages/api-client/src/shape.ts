/** What came over the wire is not what was promised; the path says where. */
export class BadShape extends Error {}

/** Reads one JSON object member by member. Null and absent are the same thing. */
export class Shape {
  private constructor(
    private readonly value: object,
    private readonly path: string,
  ) {}

  static of(value: unknown, path: string): Shape {
    if (typeof value !== "object" || value === null || Array.isArray(value)) throw new BadShape(`${path}: not an object`);
    return new Shape(value, path);
  }

  raw(name: string): unknown {
    const member: unknown = Reflect.get(this.value, name);
    return member ?? undefined;
  }

  has(name: string): boolean {
    return this.raw(name) !== undefined;
  }

  string(name: string): string {
    return this.must(name, this.maybeString(name));
  }

  maybeString(name: string): string | undefined {
    const member = this.raw(name);
    return typeof member === "string" ? member : undefined;
  }

  number(name: string): number {
    return this.must(name, this.maybeNumber(name));
  }

  maybeNumber(name: string): number | undefined {
    const member = this.raw(name);
    return typeof member === "number" && Number.isFinite(member) ? member : undefined;
  }

  /** False when absent: the server leaves out what says nothing. */
  flag(name: string): boolean {
    return this.raw(name) === true;
  }

  oneOf<T extends string>(name: string, known: readonly T[]): T {
    return this.must(name, this.maybeOneOf(name, known));
  }

  maybeOneOf<T extends string>(name: string, known: readonly T[]): T | undefined {
    const member = this.raw(name);
    return known.find((one) => one === member);
  }

  object<T>(name: string, read: (shape: Shape) => T): T {
    return read(Shape.of(this.raw(name), `${this.path}.${name}`));
  }

  maybeObject<T>(name: string, read: (shape: Shape) => T): T | undefined {
    return this.has(name) ? this.object(name, read) : undefined;
  }

  /** Empty when absent. */
  list<T>(name: string, read: (item: unknown, path: string) => T): T[] {
    const member = this.raw(name);
    if (member === undefined) return [];
    if (!Array.isArray(member)) throw new BadShape(`${this.path}.${name}: not a list`);
    return member.map((item: unknown, index) => read(item, `${this.path}.${name}[${index}]`));
  }

  objects<T>(name: string, read: (shape: Shape) => T): T[] {
    return this.list(name, (item, path) => read(Shape.of(item, path)));
  }

  strings(name: string): string[] {
    return this.list(name, (item) => String(item));
  }

  entries(name: string): [string, unknown][] {
    const member = this.raw(name);
    return typeof member === "object" && member !== null ? Object.entries(member) : [];
  }

  private must<T>(name: string, value: T | undefined): T {
    if (value === undefined) throw new BadShape(`${this.path}.${name}: missing or of another kind`);
    return value;
  }
}
