/** The routes by which flows are made, checked and published. Knows the flow room and the access check. */
package io.besedka.api.flow;
