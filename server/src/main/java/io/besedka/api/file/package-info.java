/**
 * Files for those who sign in nowhere: providers that fetch media themselves, and clients who follow a link. Owns no table; the token in the
 * address is all the right there is. Must not know who asks.
 */
package io.besedka.api.file;
