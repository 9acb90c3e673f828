/**
 * The operators' workplace over HTTP: routes and rights, the JSON shapes, files up and down, the live socket's door. Owns no table and
 * decides nothing: what changes goes through the turn. Knows no provider.
 */
package io.besedka.inbox;
