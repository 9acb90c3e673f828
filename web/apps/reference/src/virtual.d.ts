declare module "virtual:openapi" {
  const document: import("./description").Document;
  export default document;
}
declare module "virtual:texts" {
  const books: Record<"en" | "ru", Record<string, string>>;
  export default books;
}
