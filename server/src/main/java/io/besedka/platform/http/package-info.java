/** The HTTP server: routes, requests, answers, typed problems, sockets. Knows no domain: the faces above bring their routes. */
package io.besedka.platform.http;
