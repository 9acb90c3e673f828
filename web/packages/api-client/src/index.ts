export * from "./words";
export * from "./parse";
export { Api } from "./api";
export { Problem } from "./problem";
export { BadShape, Shape } from "./shape";
export { parseFrame } from "./parseFrame";
export { upload, type Upload } from "./upload";
export { Socket, type SocketListener } from "./socket";
export { backoff, restingSocket, stepSocket, type SocketState } from "./socketState";
