/** The permanent history of published values: written from the revision topic, read as of now or as of any moment. */
@NullMarked
package vn.hanoi.datahub.query.history;

import org.jspecify.annotations.NullMarked;
