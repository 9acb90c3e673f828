/**
 * The HTTP face of pipelines and deals under /v1: {@code DealRoutes} is the table of routes and rights. Deals change by turns alone; the
 * rules of pipelines stand in {@link io.besedka.deal}. Must not know flows, delivery or other faces.
 */
package io.besedka.api.deal;
