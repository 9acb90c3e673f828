/** The site widget's HTTP face: visitors write, fetch and listen. Knows the channel room's connections and the turn; no adapter. */
package io.besedka.widget;
