/** The site widget as a channel: clients fetch their messages themselves, so nothing is ever sent. Its HTTP face is {@code widget}. */
package io.besedka.channel.widget;
