/**
 * Updates and alerts sent to subscribers: signed, retried until they are accepted, and independently for each
 * subscriber.
 */
@NullMarked
package vn.hanoi.datahub.query.webhook;

import org.jspecify.annotations.NullMarked;
