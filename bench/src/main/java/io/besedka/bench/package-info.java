/**
 * Measuring and torturing a started server from outside. Every figure of ours stands beside a yardstick of the same run, as a ratio:
 * absolute times of one machine mean nothing on another.
 */
package io.besedka.bench;
