package org.reactiveacs.store;

/**
 * What every store must do: all the parts of the contract, each of which extends another. A store's test extends this and
 * gives a fresh one to each test.
 */
public abstract class StoreContract extends DocumentContract {}
