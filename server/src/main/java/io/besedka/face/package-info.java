/**
 * What every HTTP face of conversations says in the same words: bodies read member by member, files up and down, the rooms' refusals, names
 * from memory. Owns no route and no table, and knows no caller: who may send or fetch is the face's to check before.
 */
package io.besedka.face;
