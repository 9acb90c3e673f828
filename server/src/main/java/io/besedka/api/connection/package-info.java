/** The routes by which connections are added, checked, paused, changed and removed. Knows the channel room and the access check. */
package io.besedka.api.connection;
