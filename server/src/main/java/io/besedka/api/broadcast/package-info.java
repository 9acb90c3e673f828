/** The routes of lists and broadcasts, for members and API keys alike. Knows the broadcast room and the access check. */
package io.besedka.api.broadcast;
