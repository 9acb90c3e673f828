/** Everything in one process with a story in it: the server, the simulators, a flower shop. Never part of what ships. */
package io.besedka.demo;
