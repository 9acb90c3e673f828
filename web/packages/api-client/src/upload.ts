import { parseUploadedFile } from "./parse";
import { Problem } from "./problem";
import { problemOf } from "./problemOf";
import { Shape } from "./shape";
import type { UploadedFile } from "./words";

export type Upload = { done: Promise<UploadedFile>; abort: () => void };

/** Uploads one file; `progress` goes from 0 to 1. XMLHttpRequest, because fetch reports no upload progress. */
export function upload(path: string, file: File, csrf: string, progress: (part: number) => void): Upload {
  const request = new XMLHttpRequest();
  const done = new Promise<UploadedFile>((resolve, reject) => {
    request.open("POST", path);
    request.setRequestHeader("X-CSRF-Token", csrf);
    request.setRequestHeader("Content-Type", file.type || "application/octet-stream");
    request.setRequestHeader("X-File-Name", encodeURIComponent(file.name || "file"));
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) progress(event.loaded / event.total);
    };
    request.onerror = () => reject(new Problem(0, "offline", "No answer"));
    request.onabort = () => reject(new Problem(0, "aborted", "Aborted"));
    request.onload = () => {
      if (request.status >= 300 || request.status < 200) {
        reject(problemOf(request.status, request.responseText, request.getResponseHeader("Retry-After")));
        return;
      }
      try {
        resolve(parseUploadedFile(Shape.of(JSON.parse(request.responseText), path)));
      } catch (fault) {
        reject(fault);
      }
    };
    request.send(file);
  });
  return { done, abort: () => request.abort() };
}
