/**
 * PostgreSQL: our own as a child process or one given by its address, the pool, the migrations and transactions.
 * Knows no table and no domain word; rooms keep their SQL in their own stores.
 */
package io.besedka.platform.database;
