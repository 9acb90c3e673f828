/**
 * The HTTP face of accounts under /v1: signing in, oneself, projects, members, keys, audit. {@code AccountRoutes} is
 * the table of routes and rights; the rules themselves stand in {@link io.besedka.account}.
 */
package io.besedka.api.account;
