declare module "virtual:texts/*" {
  const texts: Record<"ru" | "en", Record<string, string>>;
  export default texts;
}
declare module "*.css" {}
declare module "*.css?inline" {
  const css: string;
  export default css;
}
